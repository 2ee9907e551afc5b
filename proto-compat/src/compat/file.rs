//! Rules about files: what was deleted from one, and what its statements say.

use std::collections::BTreeSet;

use super::pair::Pair;
use crate::{
    descriptor::{
        Enum, Field, File, Message, Options, Service, Syntax, enums_of, extensions_of, messages_of,
    },
    finding::At,
    rules::Report,
};

pub(super) fn file_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    for (path, file) in &pair.before.files {
        if !pair.after.files.contains_key(path) {
            report.gone(At::file(file), format!("file {path:?} was deleted"));
        }
    }
}

pub(super) fn enum_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    let name = |it: &Enum| it.full_name.clone();
    no_delete(pair, report, "enum", enums_of, |it| (name(it), &it.at));
}

pub(super) fn message_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    let name = |it: &Message| it.full_name.clone();
    no_delete(pair, report, "message", messages_of, |it| (name(it), &it.at));
}

pub(super) fn extension_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    let name = |it: &Field| it.full_name.clone();
    no_delete(pair, report, "extension", extensions_of, |it| (name(it), &it.at));
}

pub(super) fn service_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, "service", services_of, |it| (it.full_name.clone(), &it.at));
}

/// Elements have the names they have inside their package: a file that moves to another package
/// with all that is in it has lost nothing.
fn no_delete<'a, T: 'a>(
    pair: &Pair<'a>,
    report: &mut Report<'_>,
    what: &str,
    all: impl Fn(&'a File) -> Vec<&'a T>,
    name_and_path: impl Fn(&'a T) -> (String, &'a Vec<i32>),
) {
    for (before, after) in pair.files() {
        let kept = all(after).into_iter().map(|it| name_and_path(it).0);
        let kept: BTreeSet<_> = kept.map(|name| nested_name(after, &name).to_owned()).collect();
        for element in all(before) {
            let (full_name, path) = name_and_path(element);
            let nested = nested_name(before, &full_name);
            if !kept.contains(nested) {
                let message = format!("{what} \"{nested}\" was deleted from its file");
                report.changed(around(after, nested), At::element(before, path), message);
            }
        }
    }
}

/// A name without the package of the file.
pub(super) fn nested_name<'n>(file: &File, full_name: &'n str) -> &'n str {
    let package = full_name.strip_prefix(file.package.as_str());
    package.map_or(full_name, |name| name.trim_start_matches('.'))
}

/// Where something was: the innermost message around it that is still there, or the file.
pub(super) fn around<'a>(file: &'a File, nested: &str) -> At<'a> {
    let messages = messages_of(file);
    let mut around = nested;
    while let Some((outer, _)) = around.rsplit_once('.') {
        let is_it = |message: &&&Message| nested_name(file, &message.full_name) == outer;
        if let Some(message) = messages.iter().find(is_it) {
            return At::element(file, &message.at);
        }
        around = outer;
    }
    At::file(file)
}

fn services_of(file: &File) -> Vec<&Service> {
    file.services.iter().collect()
}

pub(super) fn same_package(pair: &Pair<'_>, report: &mut Report<'_>) {
    let package = |file: &File| file.package.clone();
    same_value(pair, report, "package", &[2], package);
}

pub(super) fn same_syntax(pair: &Pair<'_>, report: &mut Report<'_>) {
    let syntax = |file: &File| {
        let word = match file.syntax {
            Syntax::Proto2 => "proto2",
            Syntax::Proto3 => "proto3",
            Syntax::Edition(_) => "editions",
        };
        word.to_owned()
    };
    same_value(pair, report, "syntax", &[12], syntax);
}

/// A rule for each option that generators of code look at; where it is not written it has the
/// value that `google/protobuf/descriptor.proto` gives it.
macro_rules! same_option {
    ($($rule:ident: $option:literal, $number:literal, $value:expr;)*) => { $(
        pub(super) fn $rule(pair: &Pair<'_>, report: &mut Report<'_>) {
            let value: fn(&Options, u32) -> String = $value;
            let what = concat!("option ", $option);
            same_value(pair, report, what, &[8, $number], |file| value(&file.options, $number));
        }
    )* };
}

same_option! {
    same_java_package: "java_package", 1, Options::text;
    same_java_outer_classname: "java_outer_classname", 8, Options::text;
    same_optimize_for: "optimize_for", 9, optimize_for;
    same_java_multiple_files: "java_multiple_files", 10, off_unless_written;
    same_go_package: "go_package", 11, Options::text;
    same_cc_generic_services: "cc_generic_services", 16, off_unless_written;
    same_java_generic_services: "java_generic_services", 17, off_unless_written;
    same_py_generic_services: "py_generic_services", 18, off_unless_written;
    same_cc_enable_arenas: "cc_enable_arenas", 31, on_unless_written;
    same_objc_class_prefix: "objc_class_prefix", 36, Options::text;
    same_csharp_namespace: "csharp_namespace", 37, Options::text;
    same_swift_prefix: "swift_prefix", 39, Options::text;
    same_php_class_prefix: "php_class_prefix", 40, Options::text;
    same_php_namespace: "php_namespace", 41, Options::text;
    same_php_metadata_namespace: "php_metadata_namespace", 44, Options::text;
    same_ruby_package: "ruby_package", 45, Options::text;
}

fn off_unless_written(options: &Options, number: u32) -> String {
    options.flag(number).unwrap_or(false).to_string()
}

fn on_unless_written(options: &Options, number: u32) -> String {
    options.flag(number).unwrap_or(true).to_string()
}

fn optimize_for(options: &Options, number: u32) -> String {
    let mode = match options.number(number) {
        2 => "CODE_SIZE",
        3 => "LITE_RUNTIME",
        _ => "SPEED",
    };
    mode.to_owned()
}

fn same_value(
    pair: &Pair<'_>,
    report: &mut Report<'_>,
    what: &str,
    path: &[i32],
    value: impl Fn(&File) -> String,
) {
    for (before, after) in pair.files() {
        let (old, new) = (value(before), value(after));
        if old != new {
            let message = format!("{what} of the file changed from {old:?} to {new:?}");
            report.changed(At::statement(after, path), At::statement(before, path), message);
        }
    }
}
