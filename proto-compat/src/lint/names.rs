//! Rules about the form of names.

use super::{case, own};
use crate::{
    descriptor::{DescriptorSet, Field, File, enums_of, extensions_of, messages_of},
    finding::At,
    rules::Report,
};

/// The field `name`, which every kind of definition has as its first.
const NAME: &[i32] = &[1];

/// Says how a name should be, unless it is so.
fn expect(report: &mut Report<'_>, at: At<'_>, what: &str, name: &str, form: &str, formed: &str) {
    if name != formed {
        report.wrong(at, format!("{what} {name:?} should be {form}, such as {formed:?}"));
    }
}

pub(super) fn message_pascal_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in messages_of(file).into_iter().filter(|it| !it.is_map_entry) {
            let at = At::part(file, &it.at, NAME);
            expect(report, at, "message name", &it.name, "PascalCase", &case::pascal(&it.name));
        }
    }
}

pub(super) fn enum_pascal_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in enums_of(file) {
            let at = At::part(file, &it.at, NAME);
            expect(report, at, "enum name", &it.name, "PascalCase", &case::pascal(&it.name));
        }
    }
}

pub(super) fn service_pascal_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in &file.services {
            let at = At::part(file, &it.at, NAME);
            expect(report, at, "service name", &it.name, "PascalCase", &case::pascal(&it.name));
        }
    }
}

pub(super) fn service_suffix(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in file.services.iter().filter(|it| !it.name.ends_with("Service")) {
            let message = format!("service name {:?} should end with \"Service\"", it.name);
            report.wrong(At::part(file, &it.at, NAME), message);
        }
    }
}

pub(super) fn rpc_pascal_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in file.services.iter().flat_map(|service| &service.methods) {
            let at = At::part(file, &it.at, NAME);
            expect(report, at, "RPC name", &it.name, "PascalCase", &case::pascal(&it.name));
        }
    }
}

/// The fields and extensions of a file that somebody wrote: not those of map entries.
pub(super) fn fields_of(file: &File) -> impl Iterator<Item = &Field> {
    let messages = messages_of(file).into_iter().filter(|message| !message.is_map_entry);
    messages.flat_map(|message| &message.fields).chain(extensions_of(file))
}

pub(super) fn field_lower_snake_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in fields_of(file) {
            let (at, name) = (At::part(file, &it.at, NAME), &it.name);
            let formed = case::lower_snake(name);
            expect(report, at, "field name", name, "lower_snake_case", &formed);
        }
    }
}

pub(super) fn oneof_lower_snake_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        let oneofs = messages_of(file).into_iter().flat_map(|message| &message.oneofs);
        for it in oneofs.filter(|oneof| !oneof.is_synthetic) {
            let (at, name) = (At::part(file, &it.at, NAME), &it.name);
            let formed = case::lower_snake(name);
            expect(report, at, "oneof name", name, "lower_snake_case", &formed);
        }
    }
}

pub(super) fn enum_value_upper_snake_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        for it in enums_of(file).into_iter().flat_map(|it| &it.values) {
            let (at, name) = (At::part(file, &it.at, NAME), &it.name);
            let formed = case::upper_snake(name);
            expect(report, at, "enum value name", name, "UPPER_SNAKE_CASE", &formed);
        }
    }
}

pub(super) fn file_lower_snake_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set) {
        let base = file.path.rsplit('/').next().unwrap_or(&file.path);
        let (stem, extension) = base.rsplit_once('.').unwrap_or((base, "proto"));
        let formed = case::lower_snake(stem);
        if stem != formed {
            let message = format!(
                "file name {base:?} should be lower_snake_case, such as \"{formed}.{extension}\""
            );
            report.wrong(At::file(file), message);
        }
    }
}

pub(super) fn package_lower_snake_case(set: &DescriptorSet, report: &mut Report<'_>) {
    for file in own(set).filter(|file| !file.package.is_empty()) {
        let formed: Vec<_> = file.package.split('.').map(case::lower_snake).collect();
        let at = At::statement(file, &[2]);
        expect(report, at, "package name", &file.package, "lower_snake.case", &formed.join("."));
    }
}
