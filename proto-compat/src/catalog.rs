//! All definitions that a schema needs, each finished and each reference resolved.
//!
//! To the schema's own definitions the catalog adds the files of Google's that they refer to. It
//! judges whether the set is complete; whether each definition is allowed is `check`'s question.

use std::borrow::Cow;

use crate::{
    map::Map,
    schema::{
        Claim, EnumDef, FieldType, Label, MessageDef, OptionDef, PackageDef, Schema, SchemaError,
        ServiceDef, TypeKind, TypeName,
    },
    well_known::{self, PROTOBUF_PACKAGE, PublishedFile, PublishedType},
};

/// Where types that Google publishes are said to come from.
const GOOGLE: &str = "Google's published files";

pub(crate) struct Catalog<'a> {
    pub(crate) items: Map<TypeName, Item<'a>>,
    /// The options of Google's files, by path.
    published: Vec<(&'static str, Vec<OptionDef>)>,
    /// What is said of the schema's own packages.
    pub(crate) packages: &'a Map<String, PackageDef>,
}

pub(crate) struct Item<'a> {
    pub(crate) origin: &'static str,
    pub(crate) definition: Definition<'a>,
    /// Its place in a file of Google's.
    pub(crate) place: Option<Place>,
}

/// The path of a file, and which of its types it is.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) path: &'static str,
    pub(crate) index: usize,
}

pub(crate) enum Definition<'a> {
    Message(Cow<'a, MessageDef>),
    Enum(Cow<'a, EnumDef>),
    Service(&'a ServiceDef),
}

impl<'a> Catalog<'a> {
    pub(crate) fn new(schema: &'a Schema) -> Result<Self, SchemaError> {
        if let Some(conflict) = schema.conflicts.iter().find(|c| !is_published(&c.name)) {
            return Err(SchemaError::NameTaken {
                name: conflict.name.to_string(),
                first: conflict.first.clone(),
                second: conflict.second.clone(),
            });
        }
        let mut catalog =
            Self { items: Map::default(), published: vec![], packages: &schema.packages };
        for (name, entry) in &schema.messages {
            let definition = entry.finished(name, |origin| Claim::Message { origin })?;
            catalog.add(name, entry.origin, Definition::Message(Cow::Borrowed(definition)))?;
        }
        for (name, entry) in &schema.enums {
            let definition = entry.finished(name, |origin| Claim::Enum { origin })?;
            catalog.add(name, entry.origin, Definition::Enum(Cow::Borrowed(definition)))?;
        }
        for (name, entry) in &schema.services {
            let definition = entry.finished(name, |origin| Claim::Service { origin })?;
            catalog.add(name, entry.origin, Definition::Service(definition))?;
        }
        catalog.resolve()?;
        Ok(catalog)
    }

    /// Takes in one of the schema's own definitions.
    fn add(
        &mut self,
        name: &TypeName,
        origin: &'static str,
        definition: Definition<'a>,
    ) -> Result<(), SchemaError> {
        let item = Item { origin, definition, place: None };
        if let Some(file) = well_known::file_of(name) {
            return if is_as_published(name, &item.definition, &file) {
                self.add_published(file);
                Ok(())
            } else {
                Err(SchemaError::NotAsPublished { name: name.clone(), claim: item.claim() })
            };
        }
        if name.package() == PROTOBUF_PACKAGE {
            return Err(SchemaError::NotProtobufs { name: name.clone(), claim: item.claim() });
        }
        if let Some(first) = self.items.get(name) {
            return Err(SchemaError::NameTaken {
                name: name.to_string(),
                first: first.claim(),
                second: item.claim(),
            });
        }
        self.items.insert(name.clone(), item);
        Ok(())
    }

    fn add_published(&mut self, file: PublishedFile) {
        for (index, (name, published)) in file.types.into_iter().enumerate() {
            let definition = match published {
                PublishedType::Message(message) => Definition::Message(Cow::Owned(message)),
                PublishedType::Enum(enumeration) => Definition::Enum(Cow::Owned(enumeration)),
            };
            let place = Some(Place { path: file.path, index });
            self.items.insert(name, Item { origin: GOOGLE, definition, place });
        }
        if self.published(file.path).is_none() {
            self.published.push((file.path, file.options));
        }
    }

    /// The options of the file at that path, if it is one of Google's.
    pub(crate) fn published(&self, path: &str) -> Option<&Vec<OptionDef>> {
        self.published.iter().find(|(found, _)| *found == path).map(|(_, options)| options)
    }

    /// Finds what every definition refers to, with Google's types added as they are met.
    fn resolve(&mut self) -> Result<(), SchemaError> {
        let mut open: Vec<TypeName> = self.items.keys().rev().cloned().collect();
        while let Some(user) = open.pop() {
            let Some(item) = self.items.get(&user) else { continue };
            let mut files: Vec<PublishedFile> = vec![];
            for (used, expected) in item.definition.references() {
                match self.items.get(used) {
                    Some(found) if found.definition.kind() == Some(expected) => continue,
                    None => {}
                    Some(_) => return Err(undefined(used, expected, item)),
                }
                match well_known::file_of(used) {
                    Some(file) if file.kind_of(used) == Some(expected) => files.push(file),
                    _ => return Err(undefined(used, expected, item)),
                }
            }
            for file in files {
                open.extend(file.types.iter().map(|(name, _)| name.clone()));
                self.add_published(file);
            }
        }
        Ok(())
    }
}

fn undefined(name: &TypeName, expected: TypeKind, user: &Item<'_>) -> SchemaError {
    let (name, claim) = (name.clone(), user.claim());
    if name.package() == PROTOBUF_PACKAGE && !is_published(&name) {
        SchemaError::NotProtobufs { name, claim }
    } else {
        SchemaError::Undefined { name, expected, user: claim }
    }
}

fn is_published(name: &TypeName) -> bool {
    well_known::path_of(name).is_some()
}

/// Whether a definition has the names, numbers and types of the published one; comments may differ.
fn is_as_published(name: &TypeName, definition: &Definition<'_>, file: &PublishedFile) -> bool {
    let Some((_, published)) = file.types.iter().find(|(found, _)| found == name) else {
        return false;
    };
    match (definition, published) {
        (Definition::Message(own), PublishedType::Message(published)) => {
            let facts = |def: &MessageDef| -> Vec<_> {
                def.fields
                    .iter()
                    .filter(|f| f.name != well_known::LATER_FIELD)
                    .map(|f| {
                        let is_list = matches!(f.kind.label, Label::Repeated | Label::Unpacked);
                        let is_list = is_list && !matches!(f.kind.ty, FieldType::Map(..));
                        (f.name.clone(), f.number, f.kind.ty.clone(), f.oneof.is_some(), is_list)
                    })
                    .collect()
            };
            facts(own) == facts(published)
        }
        (Definition::Enum(own), PublishedType::Enum(published)) => {
            let facts = |def: &EnumDef| -> Vec<_> {
                def.values.iter().map(|v| (v.name.clone(), v.number)).collect()
            };
            facts(own) == facts(published)
        }
        _ => false,
    }
}

impl PublishedFile {
    fn kind_of(&self, name: &TypeName) -> Option<TypeKind> {
        self.types.iter().find(|(found, _)| found == name).map(|(_, published)| match published {
            PublishedType::Message(_) => TypeKind::Message,
            PublishedType::Enum(_) => TypeKind::Enum,
        })
    }
}

impl Item<'_> {
    /// How errors speak of the item.
    pub(crate) fn claim(&self) -> Claim {
        let origin = self.origin;
        match self.definition {
            Definition::Message(_) => Claim::Message { origin },
            Definition::Enum(_) => Claim::Enum { origin },
            Definition::Service(_) => Claim::Service { origin },
        }
    }
}

impl Definition<'_> {
    /// The kind of type it is, none for a service.
    fn kind(&self) -> Option<TypeKind> {
        match self {
            Self::Message(_) => Some(TypeKind::Message),
            Self::Enum(_) => Some(TypeKind::Enum),
            Self::Service(_) => None,
        }
    }

    /// The options that were given as text, all that stand in the definition.
    pub(crate) fn options(&self) -> Vec<&OptionDef> {
        match self {
            Self::Message(message) => {
                let fields = message.fields.iter().flat_map(|field| &field.options);
                let oneofs = message.oneofs.iter().flat_map(|oneof| &oneof.options);
                message.options.iter().chain(fields).chain(oneofs).collect()
            }
            Self::Enum(enumeration) => {
                let values = enumeration.values.iter().flat_map(|value| &value.options);
                enumeration.options.iter().chain(values).collect()
            }
            Self::Service(service) => {
                let methods = service.methods.iter().flat_map(|method| &method.options);
                service.options.iter().chain(methods).collect()
            }
        }
    }

    /// The types it names.
    pub(crate) fn references(&self) -> Vec<(&TypeName, TypeKind)> {
        match self {
            Self::Message(message) => {
                message.fields.iter().filter_map(|field| reference(&field.kind.ty)).collect()
            }
            Self::Enum(_) => vec![],
            Self::Service(service) => {
                let methods = service.methods.iter();
                methods
                    .flat_map(|m| [(&m.input, TypeKind::Message), (&m.output, TypeKind::Message)])
                    .collect()
            }
        }
    }
}

fn reference(ty: &FieldType) -> Option<(&TypeName, TypeKind)> {
    match ty {
        FieldType::Scalar(_) => None,
        FieldType::Message(name) | FieldType::Group(name) => Some((name, TypeKind::Message)),
        FieldType::Enum(name) => Some((name, TypeKind::Enum)),
        FieldType::Map(_, value) => reference(value),
    }
}
