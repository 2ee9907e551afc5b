//! From bytes to the model: one function a message of `descriptor.proto`.

use std::ops::RangeInclusive;

use super::{
    Cardinality, DecodeError, Enum, EnumValue, Features, Field, FieldPresence, File, Import, Kind,
    Locations, Message, Method, Oneof, Options, Reserved, Service, Syntax,
    reader::{self, WireValue},
};
use crate::naming;

/// protoc refuses deeper nesting by far; recursion must end in any case.
const MAX_DEPTH: usize = 64;

/// What an element inherits from those around it.
struct Scope {
    /// The full name around, empty at the top of a file without package.
    name: String,
    features: Features,
    syntax: Syntax,
    depth: usize,
}

impl Scope {
    fn full_name(&self, name: &str) -> String {
        if self.name.is_empty() { name.to_owned() } else { format!("{}.{name}", self.name) }
    }

    fn inside(&self, full_name: &str, features: Features) -> Result<Self, DecodeError> {
        if self.depth >= MAX_DEPTH {
            return Err(DecodeError::malformed("nesting of messages"));
        }
        Ok(Self {
            name: full_name.to_owned(),
            features,
            syntax: self.syntax,
            depth: self.depth + 1,
        })
    }
}

/// The fields of a message, taken apart once and asked by number.
struct Parts(Vec<(u32, WireValue)>);

impl Parts {
    fn of(bytes: &[u8]) -> Result<Self, DecodeError> {
        reader::fields(bytes).map(Self)
    }

    fn all(&self, number: u32) -> impl Iterator<Item = &WireValue> {
        self.0.iter().filter(move |part| part.0 == number).map(|part| &part.1)
    }

    fn last(&self, number: u32) -> Option<&WireValue> {
        self.all(number).last()
    }

    fn text(&self, number: u32) -> String {
        self.last(number).map(WireValue::text).unwrap_or_default()
    }

    fn int(&self, number: u32) -> i32 {
        self.last(number).map_or(0, WireValue::int32)
    }

    fn flag(&self, number: u32) -> bool {
        self.int(number) != 0
    }

    fn options(&self, number: u32) -> Result<Options, DecodeError> {
        Options::decode(self.last(number).map(WireValue::bytes).unwrap_or_default())
    }

    /// Each element of a repeated message with its path.
    fn each<T>(
        &self,
        number: u32,
        around: &[i32],
        decode: impl Fn(&[u8], Vec<i32>) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let elements = self.all(number).zip(0..);
        elements.map(|(value, index)| decode(value.bytes(), step(around, number, index))).collect()
    }
}

/// A path one element further.
fn step(around: &[i32], number: u32, index: i32) -> Vec<i32> {
    let mut path = around.to_vec();
    path.extend([number.cast_signed(), index]);
    path
}

/// A type name as descriptors write it: with a leading dot.
fn type_name(parts: &Parts, number: u32) -> String {
    parts.text(number).trim_start_matches('.').to_owned()
}

pub(super) fn file(bytes: &[u8]) -> Result<File, DecodeError> {
    let parts = Parts::of(bytes)?;
    let syntax = match (parts.text(12).as_str(), parts.int(14)) {
        ("proto3", _) => Syntax::Proto3,
        ("editions", edition) => Syntax::Edition(edition),
        _ => Syntax::Proto2,
    };
    let defaults = match syntax {
        Syntax::Proto2 => Features::PROTO2,
        Syntax::Proto3 => Features::PROTO3,
        Syntax::Edition(edition) => Features::edition(edition),
    };
    let options = parts.options(8)?;
    let features = defaults.overridden(options.message(50))?;
    let package = parts.text(2);
    let scope = Scope { name: package.clone(), features, syntax, depth: 0 };
    let source = parts.last(9).map(WireValue::bytes).unwrap_or_default();
    Ok(File {
        path: parts.text(1),
        imports: imports(&parts)?,
        messages: parts.each(4, &[], |bytes, at| message(bytes, at, &scope))?,
        enums: parts.each(5, &[], |bytes, at| enumeration(bytes, at, &scope))?,
        services: parts.each(6, &[], |bytes, at| service(bytes, at, &scope))?,
        extensions: parts.each(7, &[], |bytes, at| field(bytes, at, &scope, &[], &[]))?,
        locations: Locations::decode(source)?,
        is_import: is_import(&parts)?,
        package,
        syntax,
        options,
        features,
    })
}

fn imports(parts: &Parts) -> Result<Vec<Import>, DecodeError> {
    let mut public = vec![];
    for value in parts.all(10) {
        public.extend(reader::packed(value)?);
    }
    let paths = parts.all(3).zip(0..);
    let import = |(path, index): (&WireValue, i32)| Import {
        path: path.text(),
        public: public.contains(&index),
        at: vec![3, index],
    };
    Ok(paths.map(import).collect())
}

/// The number of `buf.alpha.image.v1.ImageFile.buf_extension`, which says in its field 1 whether a
/// file of an image is an import.
const BUF_EXTENSION: u32 = 8042;

fn is_import(parts: &Parts) -> Result<bool, DecodeError> {
    Ok(parts.options(BUF_EXTENSION)?.flag(1).unwrap_or(false))
}

fn message(bytes: &[u8], at: Vec<i32>, around: &Scope) -> Result<Message, DecodeError> {
    let parts = Parts::of(bytes)?;
    let name = parts.text(1);
    let full_name = around.full_name(&name);
    let options = parts.options(7)?;
    let features = around.features.overridden(options.message(12))?;
    let scope = around.inside(&full_name, features)?;
    let messages = parts.each(3, &at, |bytes, at| message(bytes, at, &scope))?;
    let mut oneofs = parts.each(8, &at, |bytes, at| oneof(bytes, at, features))?;
    let fields = parts.each(2, &at, |bytes, at| field(bytes, at, &scope, &oneofs, &messages))?;
    for value in parts.all(2) {
        // > If a field is proto3_optional, it must be in a synthetic oneof of its own.
        let parts = Parts::of(value.bytes())?;
        let index = usize::try_from(parts.int(9)).unwrap_or(usize::MAX);
        if parts.flag(17)
            && let Some((oneof, _)) = oneofs.get_mut(index)
        {
            oneof.is_synthetic = true;
        }
    }
    let mut message = Message {
        extensions: parts.each(6, &at, |bytes, at| field(bytes, at, &scope, &[], &[]))?,
        enums: parts.each(4, &at, |bytes, at| enumeration(bytes, at, &scope))?,
        oneofs: oneofs.into_iter().map(|(oneof, _)| oneof).collect(),
        reserved: reserved(&parts, 9, 10, End::Excluded)?,
        extension_ranges: ranges(&parts, 5, End::Excluded)?,
        is_map_entry: options.flag(7).unwrap_or(false),
        name,
        full_name,
        at,
        fields,
        messages,
        options,
        features,
    };
    locate_map_entries(&mut message);
    Ok(message)
}

/// The text has no place for what the compiler made: it is the type of the map field.
fn locate_map_entries(message: &mut Message) {
    for entry in message.messages.iter_mut().filter(|message| message.is_map_entry) {
        let field = message.fields.iter().find(|field| field.type_name == entry.full_name);
        if let Some(field) = field {
            entry.at.clone_from(&field.at);
            entry.at.push(TYPE_NAME);
            for field in &mut entry.fields {
                field.at.clone_from(&entry.at);
                field.in_map_entry = true;
            }
        }
    }
}

/// `FieldDescriptorProto.type_name`
const TYPE_NAME: i32 = 6;

/// A oneof with the features that its fields inherit.
fn oneof(bytes: &[u8], at: Vec<i32>, around: Features) -> Result<(Oneof, Features), DecodeError> {
    let parts = Parts::of(bytes)?;
    let options = parts.options(2)?;
    let features = around.overridden(options.message(1))?;
    Ok((Oneof { name: parts.text(1), at, options, is_synthetic: false }, features))
}

fn field(
    bytes: &[u8],
    at: Vec<i32>,
    scope: &Scope,
    oneofs: &[(Oneof, Features)],
    siblings: &[Message],
) -> Result<Field, DecodeError> {
    let parts = Parts::of(bytes)?;
    let name = parts.text(1);
    let index = parts.last(9).and_then(|index| usize::try_from(index.int()).ok());
    let oneof = index.and_then(|index| oneofs.get(index));
    let options = parts.options(8)?;
    let inherited = oneof.map_or(scope.features, |(_, features)| *features);
    let features = inherited.overridden(options.message(21))?;
    let type_name = type_name(&parts, 6);
    let is_map =
        siblings.iter().any(|message| message.is_map_entry && message.full_name == type_name);
    let number_of_kind = usize::try_from(parts.int(5)).unwrap_or(0);
    let kind = number_of_kind.checked_sub(1).and_then(|index| Kind::ALL.get(index).copied());
    let kind = kind.ok_or_else(|| DecodeError::malformed("type of a field"))?;
    let kind =
        if kind == Kind::Message && features.delimited && !is_map { Kind::Group } else { kind };
    let extendee = parts.last(2).map(|_| self::type_name(&parts, 2));
    let has_presence = oneof.is_some()
        || extendee.is_some()
        || matches!(kind, Kind::Message | Kind::Group)
        || parts.flag(17)
        || features.field_presence != FieldPresence::Implicit;
    let is_required = parts.int(4) == 2
        || matches!(scope.syntax, Syntax::Edition(_))
            && features.field_presence == FieldPresence::LegacyRequired
            && oneof.is_none()
            && extendee.is_none();
    let cardinality = match parts.int(4) {
        _ if is_map => Cardinality::Map,
        3 => Cardinality::Repeated,
        _ if is_required => Cardinality::Required,
        _ if has_presence => Cardinality::ExplicitPresence,
        _ => Cardinality::ImplicitPresence,
    };
    let json_name = parts.last(10).map(WireValue::text);
    Ok(Field {
        full_name: scope.full_name(&name),
        number: parts.int(3),
        oneof: oneof.filter(|_| !parts.flag(17)).map(|(oneof, _)| oneof.name.clone()),
        default: parts.last(7).map(WireValue::text),
        json_name: json_name.unwrap_or_else(|| naming::json_name(&name)),
        in_map_entry: false,
        name,
        at,
        kind,
        type_name,
        cardinality,
        extendee,
        options,
        features,
    })
}

fn enumeration(bytes: &[u8], at: Vec<i32>, scope: &Scope) -> Result<Enum, DecodeError> {
    let parts = Parts::of(bytes)?;
    let name = parts.text(1);
    let options = parts.options(3)?;
    Ok(Enum {
        full_name: scope.full_name(&name),
        values: parts.each(2, &at, enum_value)?,
        reserved: reserved(&parts, 4, 5, End::Included)?,
        features: scope.features.overridden(options.message(7))?,
        name,
        at,
        options,
    })
}

fn enum_value(bytes: &[u8], at: Vec<i32>) -> Result<EnumValue, DecodeError> {
    let parts = Parts::of(bytes)?;
    Ok(EnumValue { name: parts.text(1), number: parts.int(2), at, options: parts.options(3)? })
}

fn service(bytes: &[u8], at: Vec<i32>, scope: &Scope) -> Result<Service, DecodeError> {
    let parts = Parts::of(bytes)?;
    let name = parts.text(1);
    let full_name = scope.full_name(&name);
    let methods = parts.each(2, &at, method)?;
    Ok(Service { options: parts.options(3)?, methods, name, full_name, at })
}

fn method(bytes: &[u8], at: Vec<i32>) -> Result<Method, DecodeError> {
    let parts = Parts::of(bytes)?;
    Ok(Method {
        name: parts.text(1),
        at,
        input: type_name(&parts, 2),
        output: type_name(&parts, 3),
        options: parts.options(4)?,
        client_streaming: parts.flag(5),
        server_streaming: parts.flag(6),
    })
}

/// Whether a range has its end in it: those of enums have, those of messages have not.
#[derive(Clone, Copy)]
enum End {
    Included,
    Excluded,
}

fn reserved(parts: &Parts, ranges: u32, names: u32, end: End) -> Result<Reserved, DecodeError> {
    Ok(Reserved {
        ranges: self::ranges(parts, ranges, end)?,
        names: parts.all(names).map(WireValue::text).collect(),
    })
}

fn ranges(parts: &Parts, number: u32, end: End) -> Result<Vec<RangeInclusive<i32>>, DecodeError> {
    let range = |value: &WireValue| {
        let parts = Parts::of(value.bytes())?;
        let last = match end {
            End::Included => parts.int(2),
            End::Excluded => parts.int(2).saturating_sub(1),
        };
        Ok(parts.int(1)..=last)
    };
    parts.all(number).map(range).collect()
}
