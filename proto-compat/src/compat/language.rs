//! Rules about what generators of code for single languages make of a field.

use super::pair::{Both, Pair};
use crate::{
    descriptor::{CPP, CppString, Field, File, JAVA, Kind, Syntax},
    finding::At,
    rules::Report,
};

/// Options of fields: `ctype`, `jstype`.
const CTYPE: u32 = 1;
const JSTYPE: u32 = 6;
/// `FileOptions.java_string_check_utf8`
const JAVA_STRING_CHECK_UTF8: u32 = 27;
/// `FieldOptions.features`, and the features that matter.
const UTF8_VALIDATION: &[i32] = &[8, 21, 4];
const CPP_STRING_TYPE: &[i32] = &[8, 21, CPP.cast_signed(), 2];
const JAVA_UTF8_VALIDATION: &[i32] = &[8, 21, JAVA.cast_signed(), 2];

fn is_string(field: &Field) -> bool {
    field.kind == Kind::String
}

pub(super) fn same_utf8_validation(pair: &Pair<'_>, report: &mut Report<'_>) {
    let word = |field: &Field| if field.features.verify_utf8 { "VERIFY" } else { "NONE" };
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let (old, new) = (word(before.it), word(after.it));
        if is_string(before.it) && is_string(after.it) && old != new {
            let message =
                format!("{} changed its UTF-8 validation from {old} to {new}", field.name);
            report.changed(after.part(UTF8_VALIDATION), before.part(UTF8_VALIDATION), message);
        }
    }
}

pub(super) fn same_java_utf8_validation(pair: &Pair<'_>, report: &mut Report<'_>) {
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let old = java_validation(before.file, before.it);
        let new = java_validation(after.file, after.it);
        if is_string(before.it) && is_string(after.it) && old != new {
            let name = &field.name;
            let message =
                format!("{name} changed its UTF-8 validation in Java from {old} to {new}");
            let at = |file, it| {
                java_option(file).unwrap_or_else(|| At::part(file, it, JAVA_UTF8_VALIDATION))
            };
            report.changed(at(after.file, &after.it.at), at(before.file, &before.it.at), message);
        }
    }
}

fn java_option(file: &File) -> Option<At<'_>> {
    const PATH: &[i32] = &[8, JAVA_STRING_CHECK_UTF8.cast_signed()];
    file.locations.at(PATH).map(|_| At::statement(file, PATH))
}

fn java_validation(file: &File, field: &Field) -> &'static str {
    let option = file.options.flag(JAVA_STRING_CHECK_UTF8);
    let is_edition = matches!(file.syntax, Syntax::Edition(_));
    let verifies = match option {
        Some(checks) => checks,
        None => is_edition && field.features.java_verify_utf8,
    };
    if verifies || field.features.verify_utf8 { "VERIFY" } else { "NONE" }
}

/// The types that C++ has for strings, that of old included.
#[derive(Clone, Copy, PartialEq)]
enum CppType {
    Feature(CppString),
    StringPiece,
}

impl CppType {
    fn of(field: &Field) -> Self {
        match field.options.value(CTYPE).map(|_| field.options.number(CTYPE)) {
            Some(1) => Self::Feature(CppString::Cord),
            Some(2) => Self::StringPiece,
            Some(_) => Self::Feature(CppString::String),
            None => Self::Feature(field.features.cpp_string),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Feature(CppString::View) => "VIEW",
            Self::Feature(CppString::Cord) => "CORD",
            Self::Feature(CppString::String) => "STRING",
            Self::StringPiece => "STRING_PIECE",
        }
    }
}

pub(super) fn same_cpp_string_type(pair: &Pair<'_>, report: &mut Report<'_>) {
    let has_one =
        |field: &Field| !field.in_map_entry && matches!(field.kind, Kind::String | Kind::Bytes);
    let parts: [&[i32]; 2] = [&[8, CTYPE.cast_signed()], CPP_STRING_TYPE];
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let (old, new) = (CppType::of(before.it), CppType::of(after.it));
        // STRING_PIECE was never anything but a STRING in what Google publishes.
        let is_harmless = old == CppType::StringPiece && new == CppType::Feature(CppString::String);
        if has_one(before.it) && has_one(after.it) && old != new && !is_harmless {
            let (name, old, new) = (&field.name, old.name(), new.name());
            let message = format!("{name} changed its string type in C++ from {old} to {new}");
            report.changed(after.first_part(&parts), before.first_part(&parts), message);
        }
    }
}

pub(super) fn same_jstype(pair: &Pair<'_>, report: &mut Report<'_>) {
    let part = [8, JSTYPE.cast_signed()];
    let word = |field: &Field| match field.options.number(JSTYPE) {
        1 => "JS_STRING",
        2 => "JS_NUMBER",
        _ => "JS_NORMAL",
    };
    for field in pair.fields() {
        let Both { before, after } = &field.fields;
        let (old, new) = (word(before.it), word(after.it));
        if is_64_bits(before.it) && is_64_bits(after.it) && old != new {
            let message = format!("{} changed option jstype from {old} to {new}", field.name);
            report.changed(after.part(&part), before.part(&part), message);
        }
    }
}

fn is_64_bits(field: &Field) -> bool {
    matches!(field.kind, Kind::Int64 | Kind::Uint64 | Kind::Sint64 | Kind::Fixed64 | Kind::Sfixed64)
}
