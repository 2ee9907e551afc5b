//! Messages with something in every field.

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, Value};

/// How deep messages nest; what refers to itself ends there.
const DEPTH: usize = 3;

/// A message with something in every field, and of each oneof in the last.
pub(crate) fn filled(message: &MessageDescriptor) -> DynamicMessage {
    message_of(message, DEPTH)
}

fn message_of(descriptor: &MessageDescriptor, depth: usize) -> DynamicMessage {
    let mut message = DynamicMessage::new(descriptor.clone());
    match descriptor.full_name() {
        // Within the range of what has a form in JSON.
        "google.protobuf.Timestamp" | "google.protobuf.Duration" => {
            message.set_field_by_name("seconds", Value::I64(1_234_567));
            message.set_field_by_name("nanos", Value::I32(890_000_000));
            return message;
        }
        "google.protobuf.FieldMask" => {
            let paths = vec![Value::String("first_path.inner".to_owned())];
            message.set_field_by_name("paths", Value::List(paths));
            return message;
        }
        "google.protobuf.Value" => {
            message.set_field_by_name("string_value", Value::String("text".to_owned()));
            return message;
        }
        _ => {}
    }
    for field in descriptor.fields() {
        let required = field.cardinality() == prost_reflect::Cardinality::Required;
        if (depth > 0 || !matches!(field.kind(), Kind::Message(_)) || required)
            && let Some(value) = value_of(&field, depth)
            // Zero without presence is absence, which reflection tells apart and the wire does not.
            && (field.supports_presence() || value != field.default_value())
        {
            message.set_field(&field, value);
        }
    }
    message
}

fn value_of(field: &FieldDescriptor, depth: usize) -> Option<Value> {
    if field.is_map() {
        let Kind::Message(entry) = field.kind() else { return None };
        let key = match single(&entry.map_entry_key_field(), depth)? {
            Value::Bool(key) => MapKey::Bool(key),
            Value::I32(key) => MapKey::I32(key),
            Value::I64(key) => MapKey::I64(key),
            Value::U32(key) => MapKey::U32(key),
            Value::U64(key) => MapKey::U64(key),
            Value::String(key) => MapKey::String(key),
            _ => return None,
        };
        let value = single(&entry.map_entry_value_field(), depth)?;
        return Some(Value::Map([(key, value)].into()));
    }
    let value = single(field, depth)?;
    Some(if field.is_list() { Value::List(vec![value.clone(), value]) } else { value })
}

fn single(field: &FieldDescriptor, depth: usize) -> Option<Value> {
    let number = field.number();
    Some(match field.kind() {
        Kind::Double => Value::F64(f64::from(number) + 0.5),
        Kind::Float => Value::F32(1.5),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(-number.cast_signed()),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(-i64::from(number) << 33),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(u32::MAX - number),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(u64::MAX - u64::from(number)),
        Kind::Bool => Value::Bool(true),
        Kind::String => Value::String(format!("{} \"ß\"", field.name())),
        Kind::Bytes => Value::Bytes(vec![0, 0xff, 7].into()),
        // What an `Any` holds in JSON depends on a registry, which both have of their own.
        Kind::Message(message) if message.full_name() == "google.protobuf.Any" => return None,
        Kind::Message(message) => Value::Message(message_of(&message, depth.saturating_sub(1))),
        Kind::Enum(enumeration) => {
            Value::EnumNumber(enumeration.values().map(|value| value.number()).max()?)
        }
    })
}
