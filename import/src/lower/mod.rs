//! From descriptors to the model: references resolved, features resolved, comments attached.
//!
//! What is wrong with the descriptors themselves, or cannot be said with strait's attributes, is
//! reported here.

mod kinds;
mod message;
mod service;

use crate::{
    comments::Locations,
    descriptor::{self, options},
    features::Features,
    model::{Enum, EnumValue, File, Info, Item, Model, Reserved},
    problem::{Position, Problem},
    read::Descriptors,
    said::{self, Said},
};

/// Numbers of fields in `descriptor.proto`: what paths are made of.
mod tag {
    pub(super) const FILE_MESSAGE: i32 = 4;
    pub(super) const FILE_ENUM: i32 = 5;
    pub(super) const FILE_SERVICE: i32 = 6;
    pub(super) const FILE_EXTENSION: i32 = 7;
    pub(super) const FILE_PACKAGE: i32 = 2;
    pub(super) const MESSAGE_FIELD: i32 = 2;
    pub(super) const MESSAGE_NESTED: i32 = 3;
    pub(super) const MESSAGE_ENUM: i32 = 4;
    pub(super) const MESSAGE_EXTENSION_RANGE: i32 = 5;
    pub(super) const MESSAGE_EXTENSION: i32 = 6;
    pub(super) const MESSAGE_ONEOF: i32 = 8;
    pub(super) const ENUM_VALUE: i32 = 2;
    pub(super) const SERVICE_METHOD: i32 = 2;
}

/// What files are compiled to, for programs that work with schemas. Each compiler has its own
/// version of it, which a schema cannot hold a copy of.
const SCHEMAS_FILE: &str = "google/protobuf/descriptor.proto";

const OF_SCHEMAS_ADVICE: &str =
    "a field of `bytes` holds such a message as it is on the wire, one of `int32` such an enum";

/// A problem, and what it belongs to: it is none if nothing needs that.
pub(crate) type Found = (Owner, Problem);

/// What a problem belongs to.
#[derive(Debug)]
pub(crate) enum Owner {
    /// A file, by its name.
    File(String),
    /// A message or enum, by its full name.
    Type(String),
}

/// What the model does not hold.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// What is wrong, or cannot be said.
    pub(crate) problems: Vec<Found>,
    /// Extensions and what belongs to them: problems, unless the caller can do without.
    pub(crate) extensions: Vec<Found>,
}

/// Reads all files.
pub(crate) fn lower(descriptors: &Descriptors, found: &mut Findings) -> Model {
    let said = said::Reader::of(&descriptors.files);
    let mut model = Model { kinds: kinds::of(&descriptors.files), files: Vec::new() };
    let is_of_schemas = |file: &&descriptor::File| file.name == SCHEMAS_FILE;
    let of_schemas = kinds::of(descriptors.files.iter().filter(is_of_schemas));
    for file in &descriptors.files {
        let wanted = descriptors.wanted.contains(&file.name);
        let mut lowering = Lowering {
            file,
            shown: descriptors.shown(&file.name),
            locations: Locations::of(file),
            kinds: &model.kinds,
            of_schemas: &of_schemas,
            said: &said,
            owner: None,
            found,
        };
        let lowered = lowering.file(wanted);
        model.files.push(lowered);
    }
    model
}

/// One file on its way into the model.
struct Lowering<'a> {
    file: &'a descriptor::File,
    /// The file as people know it.
    shown: String,
    locations: Locations<'a>,
    kinds: &'a kinds::Kinds,
    /// The types by which schemas are described.
    of_schemas: &'a kinds::Kinds,
    said: &'a said::Reader,
    /// The message or enum being read.
    owner: Option<String>,
    found: &'a mut Findings,
}

impl Lowering<'_> {
    fn file(&mut self, wanted: bool) -> File {
        let file = self.file;
        let said: options::File = decode(file.options.as_ref());
        let features = self.syntax_features().with(said.features);
        let mut items = Vec::new();
        for (index, message) in indexed(&file.message_type) {
            let path = vec![tag::FILE_MESSAGE, index];
            items.extend(self.message(message, &path, "", features).map(Item::Message));
        }
        for (index, definition) in indexed(&file.enum_type) {
            let path = vec![tag::FILE_ENUM, index];
            items.push(Item::Enum(self.enumeration(definition, &path, "", features)));
        }
        let count = self.found.problems.len();
        for (index, service) in indexed(&file.service) {
            let path = vec![tag::FILE_SERVICE, index];
            items.push(Item::Service(self.service(service, &path)));
        }
        if !wanted {
            // Those of a file that is only imported are not written out.
            self.found.problems.truncate(count);
        }
        if wanted {
            self.check_file();
            for (index, extension) in indexed(&file.extension) {
                self.refuse_extension(extension, &[tag::FILE_EXTENSION, index]);
            }
        }
        in_order_of_the_text(&mut items);
        File {
            name: file.name.clone(),
            package: file.package.clone(),
            header: self.header(),
            package_docs: self.locations.docs(&[tag::FILE_PACKAGE]),
            options: self.said("FileOptions", file.options.as_ref(), &[]),
            is_edition: file.edition.is_some(),
            features,
            items,
        }
    }

    fn check_file(&mut self) {
        if self.file.name == SCHEMAS_FILE {
            self.refuse(
                &[],
                format!("`{SCHEMAS_FILE}` describes schemas, and strait has no types for that"),
                OF_SCHEMAS_ADVICE,
            );
        }
    }

    /// Refuses a type of those by which schemas are described, where it is used.
    fn is_of_schemas(&mut self, name: &str, path: &[i32]) -> bool {
        let is_of_schemas = self.file.name != SCHEMAS_FILE && self.of_schemas.contains_key(name);
        if is_of_schemas {
            self.refuse(
                path,
                format!("`{name}` describes schemas, and strait has no type for that"),
                OF_SCHEMAS_ADVICE,
            );
        }
        is_of_schemas
    }

    fn syntax_features(&mut self) -> Features {
        const EDITION_2023: i32 = 1000;
        const EDITION_2024: i32 = 1001;
        match (self.file.syntax.as_deref(), self.file.edition) {
            (Some("proto3"), _) => Features::PROTO3,
            (None | Some("proto2" | ""), None) => Features::PROTO2,
            (_, Some(EDITION_2023 | EDITION_2024)) => Features::EDITION_2023,
            (syntax, edition) => {
                let syntax = syntax.unwrap_or_default();
                let edition = edition.map(|number| format!(" {number}")).unwrap_or_default();
                self.refuse(
                    &[12],
                    format!("the syntax `{syntax}`{edition} is not known"),
                    "write `syntax = \"proto3\"`, or edition 2023 or 2024",
                );
                Features::PROTO3
            }
        }
    }

    /// What stands above the package, and at imports and options: licences, sections.
    fn header(&self) -> Vec<Vec<String>> {
        let mut header =
            self.locations.comments_where(|path| matches!(path, [12 | 14] | [3 | 8 | 10 | 11, ..]));
        let package = self.locations.detached(&[tag::FILE_PACKAGE]);
        header.extend(package.into_iter().filter(|lines| !lines.is_empty()));
        header
    }

    fn enumeration(
        &mut self,
        definition: &descriptor::Enum,
        path: &[i32],
        outer: &str,
        around: Features,
    ) -> Enum {
        let said: options::Enum = decode(definition.options.as_ref());
        let features = around.with(said.features);
        let name = join(outer, &definition.name);
        let outer_owner = self.owner.replace(self.full_name(&name));
        let values = indexed(&definition.value).map(|(index, value)| {
            let said: options::EnumValue = decode(value.options.as_ref());
            EnumValue {
                name: value.name.clone(),
                number: value.number,
                info: self.info(
                    &child(path, tag::ENUM_VALUE, index),
                    said.deprecated,
                    ("EnumValueOptions", value.options.as_ref()),
                ),
            }
        });
        let values = values.collect();
        let info = self.info(path, said.deprecated, ("EnumOptions", definition.options.as_ref()));
        self.owner = outer_owner;
        Enum {
            values,
            full_name: self.full_name(&name),
            info,
            closed: features.closed_enums,
            strict_json: features.strict_json,
            reserved: Reserved {
                ranges: definition.reserved_range.iter().map(|r| (r.start, r.end)).collect(),
                names: definition.reserved_name.clone(),
            },
            path: name,
        }
    }

    fn refuse_extension(&mut self, extension: &descriptor::Field, path: &[i32]) {
        let extendee = extension.extendee.as_deref().unwrap_or_default();
        let extendee = extendee.strip_prefix('.').unwrap_or(extendee);
        self.refuse_without(
            path,
            format!("`{}` extends `{extendee}`, and strait has no extensions", extension.name),
            "give the message a field of its own, or a `google.protobuf.Any`, or import without \
             extensions, whose values are unknown fields then; a file that only declares options \
             is imported by the others and not itself asked for (of a descriptor set, `--only` \
             says which are)",
        );
    }

    fn full_name(&self, path: &str) -> String {
        join(&self.file.package, path)
    }

    /// What every element has; `options` are a message of that name in `google.protobuf`.
    fn info(
        &mut self,
        path: &[i32],
        deprecated: bool,
        (kind, options): (&str, Option<&Vec<u8>>),
    ) -> Info {
        Info {
            options: self.said(kind, options, path),
            position: self.locations.position(path),
            docs: self.locations.docs(path),
            detached: self.locations.detached(path),
            deprecated,
        }
    }

    fn said(&mut self, kind: &str, options: Option<&Vec<u8>>, path: &[i32]) -> Vec<Said> {
        self.said.read(kind, options).unwrap_or_else(|number| {
            self.refuse(
                path,
                format!("option {number} of {kind} is declared by no file"),
                "a descriptor set needs the files that declare its options as well",
            );
            Vec::new()
        })
    }

    fn refuse(&mut self, path: &[i32], reason: String, advice: &str) {
        let found = self.problem(path, reason, advice);
        self.found.problems.push(found);
    }

    /// Refuses what an import without extensions leaves out.
    fn refuse_without(&mut self, path: &[i32], reason: String, advice: &str) {
        let found = self.problem(path, reason, advice);
        self.found.extensions.push(found);
    }

    fn problem(&self, path: &[i32], reason: String, advice: &str) -> Found {
        let mut path = path;
        let mut position = self.locations.position(path);
        while let (None, Some((_, outer))) = (position, path.split_last()) {
            path = outer;
            position = self.locations.position(path);
        }
        let problem =
            Problem { file: Some(self.shown.clone()), position, reason, advice: advice.to_owned() };
        let owner = self.owner.clone().map(Owner::Type);
        (owner.unwrap_or_else(|| Owner::File(self.file.name.clone())), problem)
    }
}

/// Options as far as the import itself knows them; bytes that are no options say nothing.
fn decode<O: prost::Message + Default>(bytes: Option<&Vec<u8>>) -> O {
    bytes.and_then(|bytes| O::decode(bytes.as_slice()).ok()).unwrap_or_default()
}

fn indexed<T>(list: &[T]) -> impl Iterator<Item = (i32, &T)> {
    (0..).zip(list)
}

fn child(path: &[i32], field: i32, index: i32) -> Vec<i32> {
    [path, &[field, index]].concat()
}

fn join(outer: &str, name: &str) -> String {
    if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
}

/// Messages, enums and services as they are mixed in the file.
fn in_order_of_the_text(items: &mut [Item]) {
    items.sort_by_key(|item| {
        let info = match item {
            Item::Message(message) => &message.info,
            Item::Enum(definition) => &definition.info,
            Item::Service(service) => &service.info,
        };
        info.position.map(|Position { line, column, .. }| (line, column))
    });
}
