//! The options of `google/protobuf/descriptor.proto`: their names, numbers and types.
//!
//! <https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/descriptor.proto>

use crate::{
    descriptor_set::Encoder,
    schema::{Fault, OptionDef},
    sort,
};

/// What an option can belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    File,
    Message,
    Field,
    Oneof,
    Enum,
    Value,
    Service,
    Method,
}

/// The type of an option.
#[derive(Clone, Copy)]
enum Kind {
    Bool,
    Text,
    /// The names and numbers of an enum.
    Enum(&'static [(&'static str, i32)]),
}

use Kind::{Bool, Text};

const OPTIMIZE_FOR: Kind = Kind::Enum(&[("SPEED", 1), ("CODE_SIZE", 2), ("LITE_RUNTIME", 3)]);
const CTYPE: Kind = Kind::Enum(&[("STRING", 0), ("CORD", 1), ("STRING_PIECE", 2)]);
const JSTYPE: Kind = Kind::Enum(&[("JS_NORMAL", 0), ("JS_STRING", 1), ("JS_NUMBER", 2)]);
const IDEMPOTENCY: Kind =
    Kind::Enum(&[("IDEMPOTENCY_UNKNOWN", 0), ("NO_SIDE_EFFECTS", 1), ("IDEMPOTENT", 2)]);
const RETENTION: Kind =
    Kind::Enum(&[("RETENTION_UNKNOWN", 0), ("RETENTION_RUNTIME", 1), ("RETENTION_SOURCE", 2)]);
const TARGETS: Kind = Kind::Enum(&[
    ("TARGET_TYPE_UNKNOWN", 0),
    ("TARGET_TYPE_FILE", 1),
    ("TARGET_TYPE_EXTENSION_RANGE", 2),
    ("TARGET_TYPE_MESSAGE", 3),
    ("TARGET_TYPE_FIELD", 4),
    ("TARGET_TYPE_ONEOF", 5),
    ("TARGET_TYPE_ENUM", 6),
    ("TARGET_TYPE_ENUM_ENTRY", 7),
    ("TARGET_TYPE_SERVICE", 8),
    ("TARGET_TYPE_METHOD", 9),
]);

/// `google.protobuf.FeatureSet`
const FEATURES: &[(&str, u32, Kind)] = &[
    ("field_presence", 1, Kind::Enum(&[("EXPLICIT", 1), ("IMPLICIT", 2), ("LEGACY_REQUIRED", 3)])),
    ("enum_type", 2, Kind::Enum(&[("OPEN", 1), ("CLOSED", 2)])),
    ("repeated_field_encoding", 3, Kind::Enum(&[("PACKED", 1), ("EXPANDED", 2)])),
    ("utf8_validation", 4, Kind::Enum(&[("VERIFY", 2), ("NONE", 3)])),
    ("message_encoding", 5, Kind::Enum(&[("LENGTH_PREFIXED", 1), ("DELIMITED", 2)])),
    ("json_format", 6, Kind::Enum(&[("ALLOW", 1), ("LEGACY_BEST_EFFORT", 2)])),
];

impl Element {
    /// The options by name, and the number of `features`.
    fn table(self) -> (&'static [(&'static str, u32, Kind)], u32) {
        match self {
            Self::File => (FILE, 50),
            Self::Message => (
                &[
                    ("message_set_wire_format", 1, Bool),
                    ("no_standard_descriptor_accessor", 2, Bool),
                    ("deprecated", 3, Bool),
                    ("deprecated_legacy_json_field_conflicts", 11, Bool),
                ],
                12,
            ),
            Self::Field => (FIELD, 21),
            Self::Oneof => (&[], 1),
            Self::Enum => (
                &[
                    ("allow_alias", 2, Bool),
                    ("deprecated", 3, Bool),
                    ("deprecated_legacy_json_field_conflicts", 6, Bool),
                ],
                7,
            ),
            Self::Value => (&[("deprecated", 1, Bool), ("debug_redact", 3, Bool)], 2),
            Self::Service => (&[("deprecated", 33, Bool)], 34),
            Self::Method => {
                (&[("deprecated", 33, Bool), ("idempotency_level", 34, IDEMPOTENCY)], 35)
            }
        }
    }
}

const FILE: &[(&str, u32, Kind)] = &[
    ("java_package", 1, Text),
    ("java_outer_classname", 8, Text),
    ("optimize_for", 9, OPTIMIZE_FOR),
    ("java_multiple_files", 10, Bool),
    ("go_package", 11, Text),
    ("cc_generic_services", 16, Bool),
    ("java_generic_services", 17, Bool),
    ("py_generic_services", 18, Bool),
    ("java_generate_equals_and_hash", 20, Bool),
    ("deprecated", 23, Bool),
    ("java_string_check_utf8", 27, Bool),
    ("cc_enable_arenas", 31, Bool),
    ("objc_class_prefix", 36, Text),
    ("csharp_namespace", 37, Text),
    ("swift_prefix", 39, Text),
    ("php_class_prefix", 40, Text),
    ("php_namespace", 41, Text),
    ("php_metadata_namespace", 44, Text),
    ("ruby_package", 45, Text),
];

const FIELD: &[(&str, u32, Kind)] = &[
    ("ctype", 1, CTYPE),
    ("packed", 2, Bool),
    ("deprecated", 3, Bool),
    ("lazy", 5, Bool),
    ("jstype", 6, JSTYPE),
    ("weak", 10, Bool),
    ("unverified_lazy", 15, Bool),
    ("debug_redact", 16, Bool),
    ("retention", 17, RETENTION),
    ("targets", 19, TARGETS),
];

/// What is wrong with an option, if anything.
pub(super) fn fault(element: Element, option: &OptionDef) -> Option<Fault> {
    let of = || option.text.clone();
    if option.value().is_empty() {
        return Some(Fault::OptionWithoutValue { option: of() });
    }
    if option.is_custom() {
        return option.import.is_none().then(|| Fault::OptionWithoutFile { option: of() });
    }
    let Some((_, kind)) = find(element, option.name()) else {
        return Some(Fault::UnknownOption { option: of() });
    };
    kind.read(option.value()).is_none().then(|| Fault::OptionValue { option: of() })
}

/// Writes the options, those of `descriptor.proto` in the order of their numbers; custom ones as
/// the compiler did which knew them.
pub(crate) fn encode(encoder: &mut Encoder, element: Element, options: &[OptionDef]) {
    let (_, features_number) = element.table();
    let mut standard = vec![];
    let mut features = vec![];
    for option in options.iter().filter(|option| !option.is_custom()) {
        let Some((number, kind)) = find(element, option.name()) else { continue };
        let Some(value) = kind.read(option.value()) else { continue };
        let is_feature = feature_name(option.name()).is_some();
        if is_feature { &mut features } else { &mut standard }.push((number, value));
    }
    for options in [&mut standard, &mut features] {
        sort::by(options, |(a, _), (b, _)| a < b);
    }
    let (before, after): (Vec<_>, Vec<_>) =
        standard.into_iter().partition(|(number, _)| *number < features_number);
    for (number, value) in before {
        value.write(encoder, number);
    }
    encoder.options(features_number, |encoder| {
        for (number, value) in features {
            value.write(encoder, number);
        }
    });
    for (number, value) in after {
        value.write(encoder, number);
    }
    for option in options.iter().filter(|option| option.is_custom()) {
        encoder.raw(&option.wire);
    }
}

fn find(element: Element, name: &str) -> Option<(u32, Kind)> {
    let (table, name) = match feature_name(name) {
        Some(feature) => (FEATURES, feature),
        None => (element.table().0, name),
    };
    let (_, number, kind) = table.iter().find(|(known, ..)| *known == name)?;
    Some((*number, *kind))
}

fn feature_name(name: &str) -> Option<&str> {
    name.strip_prefix("features")
        .and_then(|rest| rest.trim_start().strip_prefix('.'))
        .map(str::trim)
}

enum OptionValue {
    Number(i32),
    Text(Vec<u8>),
}

impl OptionValue {
    fn write(&self, encoder: &mut Encoder, number: u32) {
        match self {
            Self::Number(value) => encoder.int32(number, *value),
            Self::Text(text) => encoder.bytes(number, text),
        }
    }
}

impl Kind {
    fn read(self, value: &str) -> Option<OptionValue> {
        match self {
            Self::Bool => match value {
                "true" => Some(OptionValue::Number(1)),
                "false" => Some(OptionValue::Number(0)),
                _ => None,
            },
            Self::Text => unquoted(value).map(OptionValue::Text),
            Self::Enum(values) => {
                let (_, number) = values.iter().find(|(name, _)| *name == value)?;
                Some(OptionValue::Number(*number))
            }
        }
    }
}

/// The content of a string literal, which may be in pieces.
fn unquoted(text: &str) -> Option<Vec<u8>> {
    let mut bytes = vec![];
    let mut rest = text.trim();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let mut chars = rest.char_indices().skip(1);
        let end = loop {
            match chars.next()? {
                (at, c) if c == quote => break at,
                (_, '\\') => bytes.push(escape(&mut chars)?),
                (_, c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        };
        rest = rest.get(end + 1..)?.trim_start();
    }
    Some(bytes)
}

/// What follows a backslash. Numbers in octal and hexadecimal are beyond what these options hold.
fn escape(chars: &mut impl Iterator<Item = (usize, char)>) -> Option<u8> {
    match chars.next()?.1 {
        'n' => Some(b'\n'),
        'r' => Some(b'\r'),
        't' => Some(b'\t'),
        c @ ('\\' | '\'' | '"' | '?') => u8::try_from(c).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(element: Element, options: &[OptionDef]) -> Vec<u8> {
        let mut encoder = Encoder::default();
        encode(&mut encoder, element, options);
        encoder.into_bytes()
    }

    #[test]
    fn options_are_written_in_the_order_of_their_numbers() {
        let options = ["deprecated = true", "jstype = JS_STRING", "ctype = CORD"];
        let options = options.map(OptionDef::standard);
        assert_eq!(encoded(Element::Field, &options), [0x08, 1, 0x18, 1, 0x30, 1]);
        let text = OptionDef::standard(r#"java_package = "a.\"b\"" '.c'"#);
        assert_eq!(encoded(Element::File, &[text]), *b"\x0a\x07a.\"b\".c");
    }

    #[test]
    fn features_are_one_message() {
        let options = ["features.json_format = ALLOW", "features.field_presence = IMPLICIT"];
        let options = options.map(OptionDef::standard);
        assert_eq!(encoded(Element::Field, &options), [0xaa, 1, 4, 0x08, 2, 0x30, 1]);
    }

    #[test]
    fn custom_options_bring_their_bytes() {
        let custom = OptionDef::custom("(a.b) = 1", "a.proto", [0x90, 0x03, 1]);
        let options = [custom, OptionDef::standard("deprecated = true")];
        assert_eq!(encoded(Element::Message, &options), [0x18, 1, 0x90, 0x03, 1]);
    }

    #[test]
    fn what_is_wrong_with_an_option_is_said() {
        let fault = |text: &str| fault(Element::Field, &OptionDef::standard(text));
        assert_eq!(fault("jstype = JS_NUMBER"), None);
        assert!(matches!(fault("jstype = NUMBER"), Some(Fault::OptionValue { .. })));
        assert!(matches!(fault("java_package = \"a\""), Some(Fault::UnknownOption { .. })));
        assert!(matches!(fault("(a.b) = 1"), Some(Fault::OptionWithoutFile { .. })));
        assert!(matches!(fault("jstype"), Some(Fault::OptionWithoutValue { .. })));
    }
}
