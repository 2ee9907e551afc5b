//! What a struct says as a message.

use proc_macro2::{Ident, Span};
use syn::{Generics, Type};

use crate::{
    attr::Reserved,
    field::{Field, Role, Tag},
    item::ItemName,
    naming,
    option::ProtoOption,
};

/// What a struct with `#[derive(Message)]` is.
pub(crate) enum Shape {
    /// A message.
    Record(Message),
    /// `#[message(transparent)]`: a value like the one it holds, and what it is called.
    Transparent { ident: Ident, inner: Type, name: String },
}

/// A message, derived or made up by a macro.
pub(crate) struct Message {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) name: ItemName,
    /// The Rust item as its author knows it, which is not `ident` where a macro made that up.
    pub(crate) origin: String,
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: bool,
    pub(crate) reserved: Reserved,
    pub(crate) extensions: Reserved,
    pub(crate) options: Vec<ProtoOption>,
    pub(crate) json: Json,
    /// As declared.
    pub(crate) fields: Vec<Field>,
}

/// What a message has of JSON.
#[derive(Clone, Copy, Default)]
pub(crate) struct Json {
    /// `#[message(__own_json)]`: a well-known type, whose form is not that of its fields.
    pub(crate) own: bool,
    /// `#[message(serde)]`: serde's traits as well; where the option stands.
    pub(crate) serde: Option<Span>,
}

impl Message {
    /// A message of tagged fields without anything else to say.
    pub(crate) fn plain(
        ident: Ident,
        name: ItemName,
        docs: Vec<String>,
        fields: Vec<Field>,
    ) -> Self {
        Self {
            origin: naming::plain(&ident),
            ident,
            generics: Generics::default(),
            name,
            docs,
            deprecated: false,
            reserved: Reserved::default(),
            extensions: Reserved::default(),
            options: Vec::new(),
            json: Json::default(),
            fields,
        }
    }

    /// The fields with numbers of their own, by number: the order on the wire.
    pub(crate) fn tagged(&self) -> Vec<(&Field, &Tag)> {
        let mut tagged: Vec<_> = self
            .fields
            .iter()
            .filter_map(|field| match &field.role {
                Role::Tagged(tag) => Some((field, tag)),
                _ => None,
            })
            .collect();
        tagged.sort_by_key(|(_, tag)| tag.number);
        tagged
    }

    /// The oneofs with their enums.
    pub(crate) fn oneofs(&self) -> impl Iterator<Item = (&Field, &Type)> {
        self.fields.iter().filter_map(|field| match &field.role {
            Role::Oneof(choice) => Some((field, &choice.ty)),
            _ => None,
        })
    }

    /// The field that keeps unknown fields.
    pub(crate) fn unknown(&self) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(field.role, Role::Unknown))
    }

    /// The names of the type parameters.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &Ident> {
        self.generics.type_params().map(|parameter| &parameter.ident)
    }
}
