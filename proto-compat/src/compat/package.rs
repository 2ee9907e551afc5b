//! Rules about packages: what was deleted from one, whichever of its files it stood in.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    file::{around, nested_name},
    pair::{Index, Pair},
};
use crate::{
    descriptor::{Enum, Field, File, Message, Service, enums_of, extensions_of, messages_of},
    finding::At,
    rules::Report,
};

pub(super) fn package_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    let kept = packages(&pair.after);
    let mut deleted: BTreeMap<&str, &File> = BTreeMap::new();
    for file in pair.before.files.values().filter(|file| !kept.contains(file.package.as_str())) {
        deleted.entry(&file.package).or_insert(file);
    }
    for (package, file) in deleted {
        report.gone(At::file(file), format!("package {package:?} was deleted"));
    }
}

fn packages<'a>(index: &Index<'a>) -> BTreeSet<&'a str> {
    index.set.files.iter().map(|file| file.package.as_str()).collect()
}

pub(super) fn enum_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    let name = |it: &Enum| it.full_name.clone();
    no_delete(pair, report, "enum", enums_of, |it| (name(it), &it.at));
}

pub(super) fn extension_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    let name = |it: &Field| it.full_name.clone();
    no_delete(pair, report, "extension", extensions_of, |it| (name(it), &it.at));
}

pub(super) fn message_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    let name = |it: &Message| it.full_name.clone();
    no_delete(pair, report, "message", messages_of, |it| (name(it), &it.at));
}

pub(super) fn service_no_delete(pair: &Pair<'_>, report: &mut Report<'_>) {
    no_delete(pair, report, "service", services_of, |it| (it.full_name.clone(), &it.at));
}

fn services_of(file: &File) -> Vec<&Service> {
    file.services.iter().collect()
}

/// A package that is gone as a whole is one finding of its own rule.
fn no_delete<'a, T: 'a>(
    pair: &Pair<'a>,
    report: &mut Report<'_>,
    what: &str,
    all: impl Fn(&'a File) -> Vec<&'a T>,
    name_and_path: impl Fn(&'a T) -> (String, &'a Vec<i32>),
) {
    let packages = packages(&pair.after);
    let names = |file: &&'a File| -> Vec<_> {
        let package = file.package.as_str();
        all(file).into_iter().map(|it| (package, name_and_path(it).0)).collect()
    };
    let kept: BTreeSet<_> = pair.after.files.values().flat_map(names).collect();
    for (path, before) in &pair.before.files {
        let package = before.package.as_str();
        for element in all(before).into_iter().filter(|_| packages.contains(package)) {
            let (full_name, at) = name_and_path(element);
            if kept.contains(&(package, full_name.clone())) {
                continue;
            }
            let nested = nested_name(before, &full_name);
            let message = format!("{what} \"{nested}\" was deleted from package {package:?}");
            let previous = At::element(before, at);
            match pair.after.files.get(path) {
                Some(after) => report.changed(around(after, nested), previous, message),
                None => report.gone(previous, message),
            }
        }
    }
}
