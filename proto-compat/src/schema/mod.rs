//! The schema model: what a set of Rust types says in protobuf's terms.
//!
//! The macros of strait fill a [`Schema`] through `describe` functions; the renderer and the
//! descriptor set are made from it and from nothing else. The model owns no policy about wire
//! compatibility.

mod definition;
mod error;
mod fault;
mod lookup;
mod meaning;
mod name;
mod option;
mod package;
mod reserved;

pub use definition::{
    EnumDef, EnumValueDef, FieldDef, FieldKind, FieldType, Idempotency, Label, MessageDef,
    MethodDef, OneofDef, Reserved, ScalarType, ServiceDef,
};
pub use error::{Claim, SchemaError, TypeKind, TypeUse};
pub use fault::Fault;
pub use meaning::Meaning;
pub use name::TypeName;
pub use option::OptionDef;
pub use package::{Edition, PackageDef};

use crate::map::Map;

/// A set of protobuf definitions, gathered from Rust types.
///
/// Definitions are kept by their full name, so the order in which types are added does not show
/// in anything made from the schema.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    pub(crate) messages: Map<TypeName, Entry<MessageDef>>,
    pub(crate) enums: Map<TypeName, Entry<EnumDef>>,
    pub(crate) services: Map<TypeName, Entry<ServiceDef>>,
    pub(crate) packages: Map<String, PackageDef>,
    pub(crate) conflicts: Vec<Conflict>,
}

/// Two Rust items that claim one protobuf name for the same kind of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub(crate) name: TypeName,
    pub(crate) first: Claim,
    pub(crate) second: Claim,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry<D> {
    /// The Rust item that made the definition.
    pub(crate) origin: &'static str,
    /// `None` while the item is being described, which is what ends recursion.
    definition: Option<D>,
}

impl<D> Entry<D> {
    pub(crate) fn finished(
        &self,
        name: &TypeName,
        claim: impl FnOnce(&'static str) -> Claim,
    ) -> Result<&D, SchemaError> {
        let unfinished =
            || SchemaError::Unfinished { name: name.clone(), claim: claim(self.origin) };
        self.definition.as_ref().ok_or_else(unfinished)
    }
}

impl Schema {
    /// Makes an empty schema.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a message unless the schema has it; `define` may add the types it refers to.
    ///
    /// `origin` names the Rust item (`concat!(module_path!(), "::", stringify!(Name))`): two
    /// origins for one name are reported when the schema is rendered.
    pub fn add_message(
        &mut self,
        name: &TypeName,
        origin: &'static str,
        define: impl FnOnce(&mut Self) -> MessageDef,
    ) {
        if self.claim_message(name, origin) {
            let definition = define(self);
            self.define_message(name, definition);
        }
    }

    /// Adds an enum unless the schema has it.
    pub fn add_enum(
        &mut self,
        name: &TypeName,
        origin: &'static str,
        define: impl FnOnce() -> EnumDef,
    ) {
        if self.claim_enum(name, origin) {
            self.define_enum(name, define());
        }
    }

    /// Adds a service unless the schema has it; `define` adds the messages it refers to.
    pub fn add_service(
        &mut self,
        name: &TypeName,
        origin: &'static str,
        define: impl FnOnce(&mut Self) -> ServiceDef,
    ) {
        if self.claim_service(name, origin) {
            let definition = define(self);
            self.define_service(name, definition);
        }
    }

    /// Adds what is said about a package as a whole; what several modules say of one is united.
    pub fn add_package(&mut self, name: &str, definition: &PackageDef) {
        if *definition == PackageDef::default() {
            return;
        }
        match self.packages.get_mut(name) {
            Some(package) => package.unite(definition),
            None => {
                self.packages.insert(name.to_owned(), definition.clone());
            }
        }
    }

    /// Each message, enum and service with the Rust item that it was made of, as the one who added
    /// it named that.
    ///
    /// ```
    /// use strait_proto_compat::schema::{MessageDef, Schema, TypeName};
    ///
    /// let mut schema = Schema::new();
    /// let name = TypeName::new("shop.v1", "Order");
    /// schema.add_message(&name, "my_crate::orders::Order", |_| MessageDef::default());
    /// let origins: Vec<_> = schema.origins().collect();
    /// assert_eq!(origins, [(&name, "my_crate::orders::Order")]);
    /// ```
    pub fn origins(&self) -> impl Iterator<Item = (&TypeName, &'static str)> {
        fn of<D>(
            table: &Map<TypeName, Entry<D>>,
        ) -> impl Iterator<Item = (&TypeName, &'static str)> {
            table.iter().map(|(name, entry)| (name, entry.origin))
        }
        of(&self.messages).chain(of(&self.enums)).chain(of(&self.services))
    }

    // What follows up to `claim` is what the three functions that are compiled for each type have
    // in common.

    fn claim_message(&mut self, name: &TypeName, origin: &'static str) -> bool {
        self.claim(name, origin, |s| &mut s.messages, |origin| Claim::Message { origin })
    }

    fn claim_enum(&mut self, name: &TypeName, origin: &'static str) -> bool {
        self.claim(name, origin, |s| &mut s.enums, |origin| Claim::Enum { origin })
    }

    fn claim_service(&mut self, name: &TypeName, origin: &'static str) -> bool {
        self.claim(name, origin, |s| &mut s.services, |origin| Claim::Service { origin })
    }

    fn define_message(&mut self, name: &TypeName, definition: MessageDef) {
        if let Some(entry) = self.messages.get_mut(name) {
            entry.definition = Some(definition);
        }
    }

    fn define_enum(&mut self, name: &TypeName, definition: EnumDef) {
        if let Some(entry) = self.enums.get_mut(name) {
            entry.definition = Some(definition);
        }
    }

    fn define_service(&mut self, name: &TypeName, definition: ServiceDef) {
        if let Some(entry) = self.services.get_mut(name) {
            entry.definition = Some(definition);
        }
    }

    /// Whether the caller is to define `name`; an older claim by another item is a conflict.
    fn claim<D>(
        &mut self,
        name: &TypeName,
        origin: &'static str,
        table: impl FnOnce(&mut Self) -> &mut Map<TypeName, Entry<D>>,
        claim: impl Fn(&'static str) -> Claim,
    ) -> bool {
        let table = table(self);
        match table.get(name) {
            None => {
                table.insert(name.clone(), Entry { origin, definition: None });
                true
            }
            Some(entry) if entry.origin == origin => false,
            Some(entry) => {
                let (first, second) = (claim(entry.origin), claim(origin));
                self.conflicts.push(Conflict { name: name.clone(), first, second });
                false
            }
        }
    }
}
