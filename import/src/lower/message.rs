//! Messages and their fields.

use super::{
    Lowering, child, decode, in_order_of_the_text, indexed, join, kinds::is_map_entry, tag,
};
use crate::{
    descriptor::{self, Descriptor, options},
    features::{Features, Presence},
    model::{Field, FieldType, Item, Kind, Label, Message, Oneof, Reserved, Scalar},
    naming,
    render::bytes_literal,
    said::unescaped,
};

const LABEL_REQUIRED: i32 = 2;
const LABEL_REPEATED: i32 = 3;
const TYPE_GROUP: i32 = 10;
const TYPE_MESSAGE: i32 = 11;

impl Lowering<'_> {
    /// None for what protobuf makes of a map.
    pub(super) fn message(
        &mut self,
        message: &Descriptor,
        path: &[i32],
        outer: &str,
        around: Features,
    ) -> Option<Message> {
        let said: options::Message_ = decode(message.options.as_ref());
        if said.map_entry {
            return None;
        }
        let features = around.with(said.features);
        let name = join(outer, &message.name);
        let outer_owner = self.owner.replace(self.full_name(&name));
        self.check_message(message, path, said.message_set_wire_format);
        let mut nested = Vec::new();
        for (index, inner) in indexed(&message.nested_type) {
            let path = child(path, tag::MESSAGE_NESTED, index);
            nested.extend(self.message(inner, &path, &name, features).map(Item::Message));
        }
        for (index, inner) in indexed(&message.enum_type) {
            let path = child(path, tag::MESSAGE_ENUM, index);
            nested.push(Item::Enum(self.enumeration(inner, &path, &name, features)));
        }
        in_order_of_the_text(&mut nested);
        let oneofs = real_oneofs(message);
        let fields = indexed(&message.field).filter_map(|(index, field)| {
            let oneof = field.oneof_index.filter(|_| !field.proto3_optional);
            let oneof = oneof.and_then(|index| oneofs.iter().position(|real| *real == index));
            let path = child(path, tag::MESSAGE_FIELD, index);
            self.field(message, field, &path, features, oneof)
        });
        let fields = fields.collect();
        let oneofs = oneofs.into_iter().filter_map(|index| {
            let oneof = message.oneof_decl.get(usize::try_from(index).ok()?)?;
            let options = ("OneofOptions", oneof.options.as_ref());
            let info = self.info(&child(path, tag::MESSAGE_ONEOF, index), false, options);
            Some(Oneof { name: oneof.name.clone(), info })
        });
        let oneofs = oneofs.collect();
        let info = self.info(path, said.deprecated, ("MessageOptions", message.options.as_ref()));
        self.owner = outer_owner;
        Some(Message {
            oneofs,
            full_name: self.full_name(&name),
            info,
            strict_json: features.strict_json,
            extensions: message.extension_range.iter().map(|r| (r.start, r.end - 1)).collect(),
            fields,
            reserved: Reserved {
                ranges: message.reserved_range.iter().map(|r| (r.start, r.end - 1)).collect(),
                names: message.reserved_name.clone(),
            },
            nested,
            path: name,
        })
    }

    /// Refuses what `#[derive(Message)]` cannot say.
    fn check_message(&mut self, message: &Descriptor, path: &[i32], is_message_set: bool) {
        let name = &message.name;
        if is_message_set {
            self.refuse_without(
                path,
                format!("`{name}` has the wire format of message sets"),
                "message sets are Google's predecessor of extensions: use `google.protobuf.Any`, \
                 or import without extensions",
            );
        }
        for (index, range) in indexed(&message.extension_range) {
            if range.options.as_ref().is_some_and(|options| !options.is_empty()) {
                self.refuse_without(
                    &child(path, tag::MESSAGE_EXTENSION_RANGE, index),
                    format!("a range of extensions of `{name}` has options"),
                    "what is declared there is checked by Google's compilers only: remove them, \
                     or import without extensions",
                );
            }
        }
        for (index, extension) in indexed(&message.extension) {
            self.refuse_extension(extension, &child(path, tag::MESSAGE_EXTENSION, index));
        }
    }

    fn field(
        &mut self,
        message: &Descriptor,
        field: &descriptor::Field,
        path: &[i32],
        around: Features,
        oneof: Option<usize>,
    ) -> Option<Field> {
        let said: options::Field = decode(field.options.as_ref());
        let features = around.with(said.features);
        let number = u32::try_from(field.number).ok()?;
        let ty = self.field_type(message, field, path)?;
        let label = label(field, &said, &ty, features);
        let delimited = features.delimited && field.ty == TYPE_MESSAGE;
        let is_map = matches!(ty, FieldType::Map(..));
        Some(Field {
            name: field.name.clone(),
            number,
            info: self.info(path, said.deprecated, ("FieldOptions", field.options.as_ref())),
            delimited: (delimited || field.ty == TYPE_GROUP) && !is_map,
            verified_utf8: features.verified_utf8,
            default: field.default_value.as_deref().map(|text| default(text, &ty)),
            label,
            ty,
            json_name: field
                .json_name
                .clone()
                .filter(|name| *name != naming::json_name(&field.name)),
            oneof,
        })
    }

    fn field_type(
        &mut self,
        message: &Descriptor,
        field: &descriptor::Field,
        path: &[i32],
    ) -> Option<FieldType> {
        if let Some(scalar) = scalar(field.ty) {
            return Some(FieldType::Scalar(scalar));
        }
        if let Some(entry) = entry_of(message, field) {
            let [key, value] = [1, 2].map(|n| entry.field.iter().find(|field| field.number == n));
            let value = self.field_type(entry, value?, path)?;
            self.check_map_value(&value, path);
            return Some(FieldType::Map(scalar(key?.ty)?, Box::new(value)));
        }
        let name = field.type_name.strip_prefix('.').unwrap_or(&field.type_name);
        if self.is_of_schemas(name, path) {
            return None;
        }
        match self.kinds.get(name) {
            Some(Kind::Message) => Some(FieldType::Message(name.to_owned())),
            Some(Kind::Enum { .. }) => Some(FieldType::Enum(name.to_owned())),
            None => {
                self.refuse_unknown_type(name, path);
                None
            }
        }
    }

    /// An entry without a value has the zero of its type, which protoc wants an enum to have.
    fn check_map_value(&mut self, value: &FieldType, path: &[i32]) {
        if let FieldType::Enum(name) = value
            && let Some(Kind::Enum { first }) = self.kinds.get(name)
            && *first != 0
        {
            self.refuse(
                path,
                format!("the first value of `{name}` is not 0, so that it cannot be that of a map"),
                "make the field a repeated message with a key and a value",
            );
        }
    }

    pub(super) fn refuse_unknown_type(&mut self, name: &str, path: &[i32]) {
        self.refuse(
            path,
            format!("the type `{name}` is not defined"),
            "a descriptor set needs the files it imports as well (`--include_imports`)",
        );
    }
}

fn label(
    field: &descriptor::Field,
    said: &options::Field,
    ty: &FieldType,
    features: Features,
) -> Label {
    if field.label == LABEL_REPEATED {
        let can_be = match ty {
            FieldType::Scalar(scalar) => scalar.can_be_packed(),
            FieldType::Enum(_) => true,
            _ => false,
        };
        return Label::Repeated { packed: !can_be || said.packed.unwrap_or(features.packed) };
    }
    Label::Singular(match field.label {
        LABEL_REQUIRED => Presence::Required,
        _ if field.proto3_optional => Presence::Explicit,
        _ => features.presence,
    })
}

/// A default as a literal of Rust; of an enum the name of the value.
fn default(text: &str, ty: &FieldType) -> String {
    match ty {
        FieldType::Scalar(Scalar::String) => format!("{text:?}"),
        FieldType::Scalar(Scalar::Bytes) => bytes_literal(&unescaped(text)),
        FieldType::Scalar(Scalar::Double) => float::<f64>(text),
        FieldType::Scalar(Scalar::Float) => float::<f32>(text),
        _ => text.to_owned(),
    }
}

/// Compilers write the same number in several ways; this is the shortest that is Rust. What is none
/// (`inf`, `nan`) stays as it is.
fn float<F: std::str::FromStr + std::fmt::Debug>(text: &str) -> String {
    match text.parse::<F>() {
        Ok(number) if text.contains(|c: char| c.is_ascii_digit()) => format!("{number:?}"),
        _ => text.to_owned(),
    }
}

/// The indexes of the oneofs that were written, and not made for an `optional`.
fn real_oneofs(message: &Descriptor) -> Vec<i32> {
    let is_real = |index: &i32| {
        message.field.iter().any(|f| f.oneof_index == Some(*index) && !f.proto3_optional)
    };
    indexed(&message.oneof_decl).map(|(index, _)| index).filter(is_real).collect()
}

/// The message that stands for an entry, if the field is a map.
fn entry_of<'m>(message: &'m Descriptor, field: &descriptor::Field) -> Option<&'m Descriptor> {
    let name = field.type_name.rsplit('.').next()?;
    let entry = message.nested_type.iter().find(|nested| nested.name == name)?;
    let is_inside = field
        .type_name
        .strip_suffix(name)
        .and_then(|outer| outer.strip_suffix('.'))
        .is_some_and(|outer| outer.ends_with(&message.name));
    (is_inside && is_map_entry(entry)).then_some(entry)
}

fn scalar(ty: i32) -> Option<Scalar> {
    Some(match ty {
        1 => Scalar::Double,
        2 => Scalar::Float,
        3 => Scalar::Int64,
        4 => Scalar::Uint64,
        5 => Scalar::Int32,
        6 => Scalar::Fixed64,
        7 => Scalar::Fixed32,
        8 => Scalar::Bool,
        9 => Scalar::String,
        12 => Scalar::Bytes,
        13 => Scalar::Uint32,
        15 => Scalar::Sfixed32,
        16 => Scalar::Sfixed64,
        17 => Scalar::Sint32,
        18 => Scalar::Sint64,
        _ => return None,
    })
}
