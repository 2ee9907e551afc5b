//! Options of descriptors as the text that a `.proto` has between `option` and `;`.
//!
//! Which options there are is said by `descriptor.proto` and by the files that extend it, so that
//! custom options come with the file that declares them, and with their bytes.

use std::collections::BTreeMap;

use prost::Message as _;
use prost_reflect::{
    DescriptorPool, DynamicMessage, ExtensionDescriptor, FieldDescriptor, Kind, MapKey,
    MessageDescriptor, ReflectMessage as _, Value,
};

use crate::descriptor::{File, FileSet};

/// One option that an element has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// `name = value`.
    pub(crate) text: String,
    /// The file that declares it, if `descriptor.proto` does not.
    pub(crate) import: Option<String>,
    /// What it adds to the bytes of the options; of custom ones only.
    pub(crate) wire: Vec<u8>,
}

impl Said {
    pub(crate) fn standard(text: impl Into<String>) -> Self {
        Self { text: text.into(), import: None, wire: Vec::new() }
    }

    /// What stands before the `=`.
    pub(crate) fn name(&self) -> &str {
        self.text.split(" = ").next().unwrap_or_default()
    }
}

/// Reads the options of all elements.
pub(crate) struct Reader {
    pool: DescriptorPool,
}

/// Options that have attributes of their own in strait, or none.
const HAVE_ATTRIBUTES: [&str; 9] = [
    "allow_alias",
    "deprecated",
    "features",
    "idempotency_level",
    "json_name",
    "map_entry",
    "message_set_wire_format",
    "packed",
    "uninterpreted_option",
];

impl Reader {
    /// The definitions in `files` are known, as far as they can be linked.
    pub(crate) fn of(files: &[File]) -> Self {
        let mut pool = own_options(files).unwrap_or_else(DescriptorPool::global);
        for file in files.iter().filter(|file| pool_lacks(&pool, file)).collect::<Vec<_>>() {
            // Without this file's extensions the options that use them are unknown, and reported.
            let _ = pool.decode_file_descriptor_set(readable(file).as_slice());
        }
        Self { pool }
    }

    /// The options in `bytes`, which are a message `google.protobuf.{kind}`.
    ///
    /// # Errors
    ///
    /// The number of an option that no file declares.
    pub(crate) fn read(&self, kind: &str, bytes: Option<&Vec<u8>>) -> Result<Vec<Said>, u32> {
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else { return Ok(Vec::new()) };
        let name = format!("google.protobuf.{kind}");
        let Some(definition) = self.pool.get_message_by_name(&name) else { return Err(0) };
        let Ok(options) = DynamicMessage::decode(definition, bytes.as_slice()) else {
            return Err(0);
        };
        if let Some(unknown) = options.unknown_fields().next() {
            return Err(unknown.number());
        }
        let mut said = Vec::new();
        for (field, value) in options.fields() {
            let name = field.name();
            if name == "features" {
                said.extend(features(&options, &field, value)?);
            } else if !HAVE_ATTRIBUTES.contains(&name)
                || (kind == "FileOptions" && name == "deprecated")
            {
                said.extend(elements(value).into_iter().map(|value| {
                    Said::standard(format!("{name} = {}", shown(&value, &field.kind())))
                }));
            }
        }
        for (extension, value) in options.extensions() {
            said.extend(custom(&options, &extension, value));
        }
        Ok(said)
    }
}

/// The options that the files' own `descriptor.proto` has, which may be newer than ours.
fn own_options(files: &[File]) -> Option<DescriptorPool> {
    let file = files.iter().find(|file| file.name == "google/protobuf/descriptor.proto")?;
    let mut pool = DescriptorPool::new();
    pool.decode_file_descriptor_set(readable(file).as_slice()).ok()?;
    Some(pool)
}

fn pool_lacks(pool: &DescriptorPool, file: &File) -> bool {
    pool.get_file_by_name(&file.name).is_none()
}

/// The file as a reader that knows no editions takes it. Only its extensions are looked at, which
/// mean the same in proto2.
fn readable(file: &File) -> Vec<u8> {
    let mut file = file.clone();
    file.source_code_info = None;
    if file.edition.take().is_some() {
        file.syntax = None;
    }
    FileSet { file: vec![file] }.encode_to_vec()
}

/// Features of other languages are custom options; protobuf's own have attributes.
fn features(
    options: &DynamicMessage,
    field: &FieldDescriptor,
    value: &Value,
) -> Result<Vec<Said>, u32> {
    let Value::Message(features) = value else { return Ok(Vec::new()) };
    if let Some(unknown) = features.unknown_fields().next() {
        return Err(unknown.number());
    }
    let mut said = Vec::new();
    for (extension, value) in features.extensions() {
        let mut only = DynamicMessage::new(features.descriptor());
        only.set_extension(&extension, value.clone());
        let mut wire = DynamicMessage::new(options.descriptor());
        wire.set_field(field, Value::Message(only));
        said.push(Said {
            text: format!(
                "features.({}) = {}",
                extension.full_name(),
                shown(value, &extension.kind())
            ),
            import: Some(extension.parent_file().name().to_owned()),
            wire: wire.encode_to_vec(),
        });
    }
    Ok(said)
}

/// One statement for each element of a repeated option.
fn custom(options: &DynamicMessage, extension: &ExtensionDescriptor, value: &Value) -> Vec<Said> {
    let statement = |value: &Value, whole: Value| {
        let mut wire = DynamicMessage::new(options.descriptor());
        wire.set_extension(extension, whole);
        Said {
            text: format!("({}) = {}", extension.full_name(), shown(value, &extension.kind())),
            import: Some(extension.parent_file().name().to_owned()),
            wire: wire.encode_to_vec(),
        }
    };
    match value {
        Value::List(list) => {
            list.iter().map(|value| statement(value, Value::List(vec![value.clone()]))).collect()
        }
        value => vec![statement(value, value.clone())],
    }
}

fn elements(value: &Value) -> Vec<Value> {
    match value {
        Value::List(list) => list.clone(),
        value => vec![value.clone()],
    }
}

/// A value in protobuf's text format, on one line.
fn shown(value: &Value, kind: &Kind) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::I32(value) => value.to_string(),
        Value::I64(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        Value::F32(value) => float(f64::from(*value), value.to_string()),
        Value::F64(value) => float(*value, value.to_string()),
        Value::String(value) => quoted(value.as_bytes(), true),
        Value::Bytes(value) => quoted(value, false),
        Value::EnumNumber(number) => match kind {
            Kind::Enum(definition) => definition
                .get_value(*number)
                .map_or_else(|| number.to_string(), |value| value.name().to_owned()),
            _ => number.to_string(),
        },
        Value::Message(message) => aggregate(message),
        Value::List(list) => {
            let list: Vec<String> = list.iter().map(|value| shown(value, kind)).collect();
            format!("[{}]", list.join(", "))
        }
        Value::Map(_) => String::new(),
    }
}

fn float(value: f64, text: String) -> String {
    if value.is_nan() {
        "nan".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "inf".to_owned() } else { "-inf".to_owned() }
    } else {
        text
    }
}

/// `{ name: value, … }`.
fn aggregate(message: &DynamicMessage) -> String {
    let mut fields = Vec::new();
    for (field, value) in message.fields() {
        let name = if field.is_group() { group_name(&field) } else { field.name().to_owned() };
        match value {
            Value::Map(map) => {
                let entries: BTreeMap<String, String> =
                    map.iter().map(|(key, value)| entry(&field, key, value)).collect();
                fields.extend(entries.into_values().map(|entry| format!("{name}: {entry}")));
            }
            value => fields.push(format!("{name}: {}", shown(value, &field.kind()))),
        }
    }
    for (extension, value) in message.extensions() {
        let shown = shown(value, &extension.kind());
        fields.push(format!("[{}]: {shown}", extension.full_name()));
    }
    if fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", fields.join(", ")) }
}

/// A group is named like its message.
fn group_name(field: &FieldDescriptor) -> String {
    match field.kind() {
        Kind::Message(message) => MessageDescriptor::name(&message).to_owned(),
        _ => field.name().to_owned(),
    }
}

/// An entry of a map, and its key to order it by.
fn entry(field: &FieldDescriptor, key: &MapKey, value: &Value) -> (String, String) {
    let Kind::Message(entry) = field.kind() else { return Default::default() };
    let key = shown(&key.clone().into(), &entry.map_entry_key_field().kind());
    let value = shown(value, &entry.map_entry_value_field().kind());
    let text = format!("{{ key: {key}, value: {value} }}");
    (key, text)
}

/// A string of protobuf's; `is_text` leaves letters beyond ASCII as they are.
pub(crate) fn quoted(bytes: &[u8], is_text: bool) -> String {
    let mut out = String::from("\"");
    let text = if is_text { std::str::from_utf8(bytes).ok() } else { None };
    let escape = |out: &mut String, byte: u8| match byte {
        b'\n' => *out += "\\n",
        b'\r' => *out += "\\r",
        b'\t' => *out += "\\t",
        b'"' => *out += "\\\"",
        b'\\' => *out += "\\\\",
        0x20..=0x7e => out.push(char::from(byte)),
        _ => *out += &format!("\\{byte:03o}"),
    };
    match text {
        Some(text) => {
            for letter in text.chars() {
                match u8::try_from(letter) {
                    Ok(byte) if byte.is_ascii() => escape(&mut out, byte),
                    _ => out.push(letter),
                }
            }
        }
        None => bytes.iter().for_each(|byte| escape(&mut out, *byte)),
    }
    out.push('"');
    out
}

/// The bytes of a default that `descriptor.proto` shows with C's escapes.
pub(crate) fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'n') => out.push(b'\n'),
            Some(b'r') => out.push(b'\r'),
            Some(b't') => out.push(b'\t'),
            Some(b'a') => out.push(7),
            Some(b'b') => out.push(8),
            Some(b'v') => out.push(11),
            Some(b'f') => out.push(12),
            Some(b'x' | b'X') => {
                let mut value = 0_u32;
                while let Some(digit) = bytes.peek().and_then(|b| char::from(*b).to_digit(16)) {
                    value = value * 16 + digit;
                    bytes.next();
                    if value > 0xf {
                        break;
                    }
                }
                out.push(u8::try_from(value).unwrap_or(u8::MAX));
            }
            Some(first @ b'0'..=b'7') => {
                let mut value = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(digit) = bytes.peek().and_then(|b| char::from(*b).to_digit(8)) else {
                        break;
                    };
                    value = value * 8 + digit;
                    bytes.next();
                }
                out.push(u8::try_from(value).unwrap_or(u8::MAX));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_their_escapes() {
        let all: Vec<u8> = (0..=255).collect();
        let text = quoted(&all, false);
        assert_eq!(unescaped(text.trim_matches('"').trim_end_matches('\\')), all);
        assert_eq!(unescaped("\\x0a\\1012"), b"\nA2");
    }

    #[test]
    fn text_stays_readable() {
        assert_eq!(quoted("größe \"1\"\n".as_bytes(), true), "\"größe \\\"1\\\"\\n\"");
    }
}
