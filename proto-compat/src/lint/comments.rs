//! Rules that want a comment on everything.

use super::{names::fields_of, own};
use crate::{
    descriptor::{DescriptorSet, File, Kind, Syntax, enums_of, messages_of},
    finding::At,
    rules::Report,
};

/// Whether a comment says something, to people.
fn is_said(comment: &str) -> bool {
    let mut lines = comment.lines().map(str::trim);
    lines.any(|line| !line.is_empty() && !line.starts_with("buf:lint:ignore"))
}

fn expect(report: &mut Report<'_>, file: &File, path: &[i32], what: &str, name: &str) {
    // A set without source info says nothing about comments.
    if file.locations.at(path).is_some_and(|location| !is_said(&location.leading)) {
        report.wrong(At::element(file, path), format!("{what} {name:?} should have a comment"));
    }
}

pub(super) fn message(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in messages_of(file).into_iter().filter(|it| !it.is_map_entry) {
            expect(report, file, &it.at, "message", &it.name);
        }
    }
}

pub(super) fn field(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        // The comment on a group belongs to its message.
        let is_edition = matches!(file.syntax, Syntax::Edition(_));
        for it in fields_of(file).filter(|it| is_edition || it.kind != Kind::Group) {
            expect(report, file, &it.at, "field", &it.name);
        }
    }
}

pub(super) fn oneof(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        let oneofs = messages_of(file).into_iter().flat_map(|message| &message.oneofs);
        for it in oneofs.filter(|oneof| !oneof.is_synthetic) {
            expect(report, file, &it.at, "oneof", &it.name);
        }
    }
}

pub(super) fn enumeration(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in enums_of(file) {
            expect(report, file, &it.at, "enum", &it.name);
        }
    }
}

pub(super) fn enum_value(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in enums_of(file).into_iter().flat_map(|it| &it.values) {
            expect(report, file, &it.at, "enum value", &it.name);
        }
    }
}

pub(super) fn service(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in &file.services {
            expect(report, file, &it.at, "service", &it.name);
        }
    }
}

pub(super) fn rpc(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in file.services.iter().flat_map(|service| &service.methods) {
            expect(report, file, &it.at, "RPC", &it.name);
        }
    }
}
