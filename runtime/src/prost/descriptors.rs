//! Descriptors between strait's schemas and `prost_types`.
//!
//! From strait they go through their encoded form, which is complete. Into strait come the
//! messages and enums of proto3 files; whatever its schemas cannot say is refused by name.

use std::{error::Error, fmt};

use ::prost::Message as _;
use prost_types::{
    DescriptorProto, EnumDescriptorProto, EnumOptions, EnumValueOptions, FieldDescriptorProto,
    FieldOptions, FileDescriptorProto, FileDescriptorSet, MessageOptions,
    field_descriptor_proto::{Label as ProstLabel, Type},
};

use crate::{
    describe::{EnumBuilder, OneofBuilder, field as field_def},
    schema::{
        EnumDef, FieldDef, FieldKind, FieldType, Label, MessageDef, Reserved, ScalarType, Schema,
        SchemaError, TypeName,
    },
};

/// What conflicts of names blame.
const ORIGIN: &str = "a `FileDescriptorSet`";

/// Google's files, which every schema knows.
const PUBLISHED: [&str; 2] = ["google.protobuf", "google.rpc"];

// The path of a definition in `SourceCodeInfo`: field numbers of `descriptor.proto`.
const FILE_MESSAGE: i32 = 4;
const FILE_ENUM: i32 = 5;
const MESSAGE_FIELD: i32 = 2;
const MESSAGE_NESTED: i32 = 3;
const MESSAGE_ENUM: i32 = 4;
const MESSAGE_ONEOF: i32 = 8;
const ENUM_VALUE: i32 = 2;

/// The files of a schema with all they import, comments included.
///
/// ```
/// strait::package!("greeter");
///
/// use strait::{ServiceSchema, Status, rpc_service};
///
/// #[rpc_service]
/// trait Greeter {
///     async fn say_hello(&self, #[tag(1)] name: String) -> Result<String, Status>;
/// }
///
/// let set = strait::prost::file_descriptor_set(&GreeterSchema::schema())?;
/// assert_eq!(set.file[0].package(), "greeter");
/// assert_eq!(set.file[0].service[0].name(), "Greeter");
/// # Ok::<(), strait::schema::SchemaError>(())
/// ```
///
/// # Errors
///
/// If the types do not make a valid schema, such as two Rust types with one protobuf name.
///
/// # Panics
///
/// Never: strait's descriptors are well-formed.
pub fn file_descriptor_set(schema: &Schema) -> Result<FileDescriptorSet, SchemaError> {
    let encoded = schema.file_descriptor_set()?;
    Ok(FileDescriptorSet::decode(&*encoded).expect("strait's descriptors are well-formed"))
}

/// Adds all messages and enums of a set to a schema; services are traits in strait.
///
/// Comments come along where the set has source locations. Options of one's own do not: prost has
/// forgotten them when it read the set.
///
/// # Errors
///
/// If the set has something that a schema cannot say; the schema has what came before it then.
pub fn add_types(schema: &mut Schema, set: &FileDescriptorSet) -> Result<(), Unsupported> {
    let types = Types { set };
    for file in set.file.iter().filter(|file| !PUBLISHED.contains(&file.package())) {
        for message in &file.message_type {
            types.add_nested(schema, &type_name(file, message.name()), message)?;
        }
        for definition in &file.enum_type {
            types.add(schema, &format!(".{}", type_name(file, definition.name())))?;
        }
    }
    Ok(())
}

/// Adds a message and all it refers to; one that the set does not have is left out.
pub(super) fn add_message(
    schema: &mut Schema,
    set: &FileDescriptorSet,
    name: &TypeName,
) -> Result<(), Unsupported> {
    Types { set }.add(schema, &format!(".{name}"))
}

/// Something in a descriptor that strait's schemas cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    name: String,
    reason: &'static str,
}

impl Unsupported {
    fn new(name: impl fmt::Display, reason: &'static str) -> Self {
        Self { name: name.to_string(), reason }
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.name, self.reason)
    }
}

impl Error for Unsupported {}

struct Types<'a> {
    set: &'a FileDescriptorSet,
}

/// A definition, the file it stands in, and its path in the file's source locations.
struct Found<'a> {
    file: &'a FileDescriptorProto,
    name: TypeName,
    path: Vec<i32>,
    definition: Definition<'a>,
}

enum Definition<'a> {
    Message(&'a DescriptorProto),
    Enum(&'a EnumDescriptorProto),
}

impl<'a> Types<'a> {
    fn add_nested(
        &self,
        schema: &mut Schema,
        name: &TypeName,
        message: &DescriptorProto,
    ) -> Result<(), Unsupported> {
        self.add(schema, &format!(".{name}"))?;
        for inner in message.nested_type.iter().filter(|inner| !is_map_entry(inner)) {
            self.add_nested(schema, &within(name, inner.name()), inner)?;
        }
        for inner in &message.enum_type {
            self.add(schema, &format!(".{}", within(name, inner.name())))?;
        }
        Ok(())
    }

    /// Adds the type with a full name (`.package.Message`) and all it refers to. What the set does
    /// not have the schema may have from elsewhere, or reports when it is rendered.
    fn add(&self, schema: &mut Schema, name: &str) -> Result<(), Unsupported> {
        let Some(found) = self.find(name) else { return Ok(()) };
        if PUBLISHED.contains(&found.file.package()) {
            return Ok(());
        }
        if found.file.syntax() != "proto3" {
            return Err(Unsupported::new(&found.name, "is not in a proto3 file"));
        }
        let mut outcome = Ok(());
        match found.definition {
            Definition::Message(message) => {
                schema.add_message(&found.name, ORIGIN, |schema| {
                    self.message(schema, &found, message).unwrap_or_else(|error| {
                        outcome = Err(error);
                        MessageDef::default()
                    })
                });
            }
            Definition::Enum(definition) => {
                schema.add_enum(&found.name, ORIGIN, || enumeration(&found, definition));
            }
        }
        outcome
    }

    fn find(&self, name: &str) -> Option<Found<'a>> {
        self.set.file.iter().find_map(|file| {
            let rest = name.strip_prefix('.')?.strip_prefix(file.package())?;
            let local = if file.package().is_empty() { rest } else { rest.strip_prefix('.')? };
            let mut path = Vec::new();
            let definition = find_in(
                &file.message_type,
                &file.enum_type,
                local,
                (FILE_MESSAGE, FILE_ENUM),
                &mut path,
            )?;
            Some(Found { file, name: type_name(file, local), path, definition })
        })
    }

    fn message(
        &self,
        schema: &mut Schema,
        found: &Found<'_>,
        message: &DescriptorProto,
    ) -> Result<MessageDef, Unsupported> {
        // Those that only keep the presence of one field are no oneofs in a `.proto`.
        let real = |index: i32| {
            message
                .field
                .iter()
                .any(|field| field.oneof_index == Some(index) && !field.proto3_optional())
        };
        let oneofs: Vec<i32> =
            (0..message.oneof_decl.len() as i32).filter(|&index| real(index)).collect();
        let mut def = MessageDef {
            comments: found.comments(&[]),
            deprecated: message.options.as_ref().is_some_and(MessageOptions::deprecated),
            reserved: Reserved {
                // Their end is not within the range.
                numbers: message
                    .reserved_range
                    .iter()
                    .map(|range| range.start()..=range.end().saturating_sub(1))
                    .collect(),
                names: message.reserved_name.clone(),
            },
            ..MessageDef::default()
        };
        for (index, field) in (0..).zip(&message.field) {
            let comments = found.comments(&[MESSAGE_FIELD, index]);
            let kind = self.kind(schema, found, message, field)?;
            let name = field.name();
            let json_name = field.json_name.clone();
            let derived = strait_proto_compat::naming::json_name(name);
            def.fields.push(FieldDef {
                comments,
                oneof: field
                    .oneof_index
                    .and_then(|index| oneofs.iter().position(|oneof| *oneof == index)),
                json_name: json_name.filter(|name| *name != derived),
                deprecated: field.options.as_ref().is_some_and(FieldOptions::deprecated),
                ..field_def(field.number().unsigned_abs(), name, kind)
            });
        }
        for index in oneofs {
            let (mut oneof, _) = OneofBuilder::new(schema).finish();
            oneof.name = message.oneof_decl[index as usize].name().to_owned();
            oneof.comments = found.comments(&[MESSAGE_ONEOF, index]);
            def.oneofs.push(oneof);
        }
        Ok(def)
    }

    fn kind(
        &self,
        schema: &mut Schema,
        found: &Found<'_>,
        message: &DescriptorProto,
        field: &FieldDescriptorProto,
    ) -> Result<FieldKind, Unsupported> {
        let entry = message.nested_type.iter().find(|nested| {
            is_map_entry(nested)
                && field.type_name() == format!(".{}", within(&found.name, nested.name()))
        });
        if let Some(entry) = entry {
            let [key, value] = &entry.field[..] else {
                return Err(unsupported(found, field, "is not a map of keys to values"));
            };
            let FieldType::Scalar(key) = self.field_type(schema, found, key)? else {
                return Err(unsupported(found, field, "is a map with keys that are not scalars"));
            };
            let value = self.field_type(schema, found, value)?;
            let ty = FieldType::Map(key, Box::new(value));
            return Ok(FieldKind::new(Label::Repeated, ty));
        }
        let ty = self.field_type(schema, found, field)?;
        let packed = field.options.as_ref().and_then(|options| options.packed);
        let label = match field.label() {
            ProstLabel::Repeated if packed == Some(false) => Label::Unpacked,
            ProstLabel::Repeated => Label::Repeated,
            ProstLabel::Required => return Err(unsupported(found, field, "is required")),
            ProstLabel::Optional if field.proto3_optional() => Label::Optional,
            ProstLabel::Optional => Label::Implicit,
        };
        Ok(FieldKind::new(label, ty))
    }

    fn field_type(
        &self,
        schema: &mut Schema,
        found: &Found<'_>,
        field: &FieldDescriptorProto,
    ) -> Result<FieldType, Unsupported> {
        let scalar = match field.r#type() {
            Type::Message => {
                self.add(schema, field.type_name())?;
                return self.reference(found, field).map(FieldType::Message);
            }
            Type::Enum => {
                self.add(schema, field.type_name())?;
                return self.reference(found, field).map(FieldType::Enum);
            }
            Type::Group => return Err(unsupported(found, field, "is a group")),
            Type::Double => ScalarType::Double,
            Type::Float => ScalarType::Float,
            Type::Int32 => ScalarType::Int32,
            Type::Int64 => ScalarType::Int64,
            Type::Uint32 => ScalarType::Uint32,
            Type::Uint64 => ScalarType::Uint64,
            Type::Sint32 => ScalarType::Sint32,
            Type::Sint64 => ScalarType::Sint64,
            Type::Fixed32 => ScalarType::Fixed32,
            Type::Fixed64 => ScalarType::Fixed64,
            Type::Sfixed32 => ScalarType::Sfixed32,
            Type::Sfixed64 => ScalarType::Sfixed64,
            Type::Bool => ScalarType::Bool,
            Type::String => ScalarType::String,
            Type::Bytes => ScalarType::Bytes,
        };
        Ok(FieldType::Scalar(scalar))
    }

    /// The name of a field's type. Where it ends the package and begins the type, only its
    /// descriptor says; well-known types may be without one.
    fn reference(
        &self,
        found: &Found<'_>,
        field: &FieldDescriptorProto,
    ) -> Result<TypeName, Unsupported> {
        let name = field.type_name();
        if let Some(target) = self.find(name) {
            return Ok(target.name);
        }
        let published = PUBLISHED.into_iter().find_map(|package| {
            let path = name.strip_prefix('.')?.strip_prefix(package)?.strip_prefix('.')?;
            Some(TypeName::new(package, path.to_owned()))
        });
        published.ok_or_else(|| unsupported(found, field, "has a type that is not in the set"))
    }
}

impl Found<'_> {
    /// The comments before the definition, or before what is `below` it.
    fn comments(&self, below: &[i32]) -> Vec<String> {
        let info = self.file.source_code_info.as_ref();
        let mut locations = info.into_iter().flat_map(|info| &info.location);
        let path = || self.path.iter().chain(below);
        let location = locations.find(|location| location.path.iter().eq(path()));
        let text = location.and_then(|location| location.leading_comments.as_deref());
        text.map(|text| {
            let line = |line: &str| line.strip_prefix(' ').unwrap_or(line).to_owned();
            text.lines().map(line).collect()
        })
        .unwrap_or_default()
    }
}

fn enumeration(found: &Found<'_>, definition: &EnumDescriptorProto) -> EnumDef {
    let lines = |below: &[i32]| found.comments(below);
    let comments = lines(&[]);
    let mut builder = EnumBuilder::new().comments(&borrowed(&comments));
    for (index, value) in (0..).zip(&definition.value) {
        let comments = lines(&[ENUM_VALUE, index]);
        builder = builder.value(value.number(), value.name()).comments(&borrowed(&comments));
        if value.options.as_ref().is_some_and(EnumValueOptions::deprecated) {
            builder = builder.deprecated_value();
        }
    }
    let ranges: Vec<_> =
        definition.reserved_range.iter().map(|range| range.start()..=range.end()).collect();
    builder = builder.reserved(&ranges, &borrowed(&definition.reserved_name));
    if definition.options.as_ref().is_some_and(EnumOptions::deprecated) {
        builder = builder.deprecated();
    }
    builder.finish()
}

/// Finds a type by its path (`Outer.Inner`) and notes where it stands.
fn find_in<'a>(
    messages: &'a [DescriptorProto],
    enums: &'a [EnumDescriptorProto],
    name: &str,
    (message_field, enum_field): (i32, i32),
    path: &mut Vec<i32>,
) -> Option<Definition<'a>> {
    let (first, rest) =
        name.split_once('.').map_or((name, None), |(first, rest)| (first, Some(rest)));
    if let Some(index) = messages.iter().position(|message| message.name() == first) {
        path.extend([message_field, index as i32]);
        let message = &messages[index];
        return match rest {
            None => Some(Definition::Message(message)),
            Some(rest) => find_in(
                &message.nested_type,
                &message.enum_type,
                rest,
                (MESSAGE_NESTED, MESSAGE_ENUM),
                path,
            ),
        };
    }
    let index = enums.iter().position(|definition| definition.name() == name)?;
    path.extend([enum_field, index as i32]);
    Some(Definition::Enum(&enums[index]))
}

fn unsupported(
    found: &Found<'_>,
    field: &FieldDescriptorProto,
    reason: &'static str,
) -> Unsupported {
    Unsupported::new(format_args!("{}.{}", found.name, field.name()), reason)
}

fn is_map_entry(message: &DescriptorProto) -> bool {
    message.options.as_ref().is_some_and(MessageOptions::map_entry)
}

fn type_name(file: &FileDescriptorProto, path: &str) -> TypeName {
    TypeName::new(file.package().to_owned(), path.to_owned())
}

fn within(outer: &TypeName, inner: &str) -> TypeName {
    TypeName::new(outer.package().to_owned(), format!("{}.{inner}", outer.path()))
}

fn borrowed(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}
