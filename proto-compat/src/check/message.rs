//! What protobuf asks of a message.

use crate::{
    map::Map,
    naming::json_name,
    options::{self, Element},
    schema::{Fault, FieldDef, FieldType, Label, MessageDef, ScalarType},
};

use super::reserved;

/// The greatest field number: 29 bits.
pub(crate) const MAX_FIELD_NUMBER: i32 = (1 << 29) - 1;

pub(super) fn check(message: &MessageDef) -> Result<(), Fault> {
    reserved::check(&message.reserved, 1..=MAX_FIELD_NUMBER)?;
    for range in &message.extensions {
        reserved::check_range(range, &(1..=MAX_FIELD_NUMBER))?;
    }
    options::check(Element::Message, &message.options)?;
    for field in &message.fields {
        check_number(field)?;
        check_kind(field)?;
        check_default(field)?;
        options::check(Element::Field, &field.options)?;
        check_json_name(field)?;
        reserved::check_use(&message.reserved, &field.name, field.number.cast_signed())?;
        if let Some(index) = field.oneof {
            check_in_oneof(message, field, index)?;
        }
    }
    for (index, oneof) in message.oneofs.iter().enumerate() {
        options::check(Element::Oneof, &oneof.options)?;
        if message.fields.iter().all(|field| field.oneof != Some(index)) {
            return Err(Fault::EmptyOneof { oneof: oneof.name.clone() });
        }
    }
    check_numbers_differ(&message.fields)?;
    // protoc compares the derived names as well, even of fields that have another.
    check_json_names_differ(&message.fields, |field| json_name(&field.name))?;
    check_json_names_differ(&message.fields, |field| {
        field.json_name.clone().unwrap_or_else(|| json_name(&field.name))
    })
}

fn check_number(field: &FieldDef) -> Result<(), Fault> {
    match field.number {
        0 | 19_000..=19_999 => {}
        number if number <= MAX_FIELD_NUMBER.cast_unsigned() => return Ok(()),
        _ => {}
    }
    Err(Fault::FieldNumber { field: field.name.clone(), number: field.number })
}

fn check_kind(field: &FieldDef) -> Result<(), Fault> {
    let name = || field.name.clone();
    match (&field.kind.ty, field.kind.label) {
        (FieldType::Map(key, value), label) => {
            if matches!(key, ScalarType::Double | ScalarType::Float | ScalarType::Bytes) {
                Err(Fault::MapKey { field: name() })
            } else if matches!(**value, FieldType::Map(..)) {
                Err(Fault::MapOfMaps { field: name() })
            } else if matches!(label, Label::Optional | Label::Unpacked | Label::Required) {
                Err(Fault::LabelOnMap { field: name() })
            } else {
                Ok(())
            }
        }
        (
            FieldType::Message(_)
            | FieldType::Group(_)
            | FieldType::Scalar(ScalarType::String | ScalarType::Bytes),
            Label::Unpacked,
        ) => Err(Fault::NeverPacked { field: name() }),
        _ => Ok(()),
    }
}

fn check_default(field: &FieldDef) -> Result<(), Fault> {
    let is_scalar = matches!(field.kind.ty, FieldType::Scalar(_) | FieldType::Enum(_));
    let has_presence =
        matches!(field.kind.label, Label::Optional | Label::Required) || field.oneof.is_some();
    if field.default.is_none() || is_scalar && has_presence {
        return Ok(());
    }
    Err(Fault::Default { field: field.name.clone() })
}

fn check_json_name(field: &FieldDef) -> Result<(), Fault> {
    match &field.json_name {
        Some(json)
            if json.is_empty()
                || json.starts_with('[') && json.ends_with(']')
                || json.chars().any(char::is_control) =>
        {
            Err(Fault::JsonName { field: field.name.clone(), json_name: json.clone() })
        }
        _ => Ok(()),
    }
}

fn check_in_oneof(message: &MessageDef, field: &FieldDef, index: usize) -> Result<(), Fault> {
    if index >= message.oneofs.len() {
        return Err(Fault::NoSuchOneof { field: field.name.clone(), index });
    }
    let is_plain = field.kind.label == Label::Implicit
        || (field.kind.label == Label::Optional
            && matches!(field.kind.ty, FieldType::Message(_) | FieldType::Group(_)));
    if is_plain && !matches!(field.kind.ty, FieldType::Map(..)) {
        Ok(())
    } else {
        Err(Fault::NotInOneof { field: field.name.clone() })
    }
}

fn check_numbers_differ(fields: &[FieldDef]) -> Result<(), Fault> {
    let mut by_number = Map::default();
    for field in fields {
        if let Some(first) = by_number.insert(i64::from(field.number), &field.name) {
            let (number, first, second) = (field.number, first.clone(), field.name.clone());
            return Err(Fault::FieldNumberTwice { number, first, second });
        }
    }
    Ok(())
}

fn check_json_names_differ(
    fields: &[FieldDef],
    name: fn(&FieldDef) -> String,
) -> Result<(), Fault> {
    let mut by_name = Map::default();
    for field in fields {
        let json_name = name(field);
        if let Some(first) = by_name.insert(json_name.clone(), &field.name) {
            let (first, second) = (first.clone(), field.name.clone());
            return Err(Fault::JsonNameTwice { json_name, first, second });
        }
    }
    Ok(())
}
