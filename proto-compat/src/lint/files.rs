//! Rules about files and packages: where they lie, and what those of one package agree on.

use std::collections::{BTreeMap, BTreeSet};

use super::own;
use crate::{
    descriptor::{DescriptorSet, File, Options, Syntax},
    finding::At,
    rules::Report,
    version,
};

/// `FileDescriptorProto.package` and `.syntax`
const PACKAGE: &[i32] = &[2];
const SYNTAX: &[i32] = &[12];

fn folder(file: &File) -> &str {
    file.path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

fn grouped<'a>(
    set: &'a DescriptorSet,
    by: impl Fn(&'a File) -> &'a str,
) -> BTreeMap<&'a str, Vec<&'a File>> {
    let mut groups: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
    for file in own(set) {
        groups.entry(by(file)).or_default().push(file);
    }
    groups
}

fn quoted<'s>(names: impl IntoIterator<Item = &'s str>) -> String {
    names.into_iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

pub(super) fn directory_same_package(set: &DescriptorSet, report: &mut Report<'_>) {
    for (folder, files) in grouped(set, folder) {
        let packages: BTreeSet<_> = files.iter().map(|file| file.package.as_str()).collect();
        if packages.len() > 1 {
            let packages = quoted(packages);
            let message = format!("files in folder {folder:?} are in several packages: {packages}");
            for file in files {
                report.wrong(At::statement(file, PACKAGE), message.clone());
            }
        }
    }
}

pub(super) fn package_same_directory(set: &DescriptorSet, report: &mut Report<'_>) {
    for (package, files) in grouped(set, |file| &file.package) {
        let folders: BTreeSet<_> = files.iter().map(|file| folder(file)).collect();
        if folders.len() > 1 {
            let folders = quoted(folders);
            let message = format!("files of package {package:?} are in several folders: {folders}");
            for file in files {
                report.wrong(At::statement(file, PACKAGE), message.clone());
            }
        }
    }
}

pub(super) fn package_defined(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set).filter(|file| file.package.is_empty()) {
        report.wrong(At::file(file), "the file should have a package".to_owned());
    }
}

pub(super) fn package_directory_match(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set).filter(|file| !file.package.is_empty()) {
        let (package, expected, actual) =
            (&file.package, file.package.replace('.', "/"), folder(file));
        if actual != expected {
            let message = format!(
                "a file of package {package:?} should be in folder {expected:?}, not {actual:?}"
            );
            report.wrong(At::statement(file, PACKAGE), message);
        }
    }
}

pub(super) fn package_version_suffix(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set).filter(|file| !file.package.is_empty()) {
        let package = &file.package;
        if version::of(package).is_none() {
            let message =
                format!("package {package:?} should end with a version: \"{package}.v1\"");
            report.wrong(At::statement(file, PACKAGE), message);
        }
    }
}

pub(super) fn syntax_specified(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set).filter(|file| file.syntax == Syntax::Proto2) {
        // A descriptor that says nothing about its text cannot tell.
        if !file.locations.is_empty() && file.locations.at(SYNTAX).is_none() {
            let message = "the file should say its syntax; without it is proto2".to_owned();
            report.wrong(At::file(file), message);
        }
    }
}

/// A rule for each option that the files of a package should agree on.
macro_rules! same_option {
    ($($rule:ident: $option:literal, $number:literal, $value:expr;)*) => { $(
        pub(super) fn $rule(set: &DescriptorSet, report: &mut Report<'_>) {
            let value: fn(&Options, u32) -> String = $value;
            let path = &[8, $number];
            package_same_option(set, report, $option, path, |file| value(&file.options, $number));
        }
    )* };
}

same_option! {
    package_same_java_package: "java_package", 1, Options::text;
    package_same_java_multiple_files: "java_multiple_files", 10, flag;
    package_same_go_package: "go_package", 11, Options::text;
    package_same_csharp_namespace: "csharp_namespace", 37, Options::text;
    package_same_swift_prefix: "swift_prefix", 39, Options::text;
    package_same_php_namespace: "php_namespace", 41, Options::text;
    package_same_ruby_package: "ruby_package", 45, Options::text;
}

/// Not written is another value than `false`.
fn flag(options: &Options, number: u32) -> String {
    options.flag(number).map(|flag| flag.to_string()).unwrap_or_default()
}

fn package_same_option(
    set: &DescriptorSet,
    report: &mut Report<'_>,
    option: &str,
    path: &[i32],
    value: impl Fn(&File) -> String,
) {
    for (package, files) in grouped(set, |file| &file.package) {
        let values: BTreeSet<_> = files.iter().map(|file| value(file)).collect();
        if values.len() > 1 {
            let values = quoted(values.iter().map(String::as_str));
            let message =
                format!("files of package {package:?} differ in option {option}: {values}");
            for file in files {
                report.wrong(At::statement(file, path), message.clone());
            }
        }
    }
}
