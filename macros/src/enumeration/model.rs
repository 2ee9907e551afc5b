//! What an enum says as a protobuf enum.

use proc_macro2::{Ident, Span};

use crate::{
    attr::{Alias, Reserved},
    item::ItemName,
    option::ProtoOption,
};

pub(super) struct Enumeration {
    pub(super) ident: Ident,
    pub(super) name: ItemName,
    pub(super) docs: Vec<String>,
    pub(super) deprecated: bool,
    pub(super) reserved: Reserved,
    pub(super) options: Vec<ProtoOption>,
    /// A number without a variant is an unknown field.
    pub(super) closed: bool,
    /// As declared.
    pub(super) values: Vec<Value>,
    /// Whether a variant was reported already, so that what is missing may be it.
    pub(super) incomplete: bool,
}

pub(super) struct Value {
    pub(super) ident: Ident,
    /// The name in the `.proto`: `MOOD_HAPPY`.
    pub(super) name: String,
    /// `None` where the discriminant is missing.
    pub(super) number: Option<i32>,
    /// Where the number stands, or else the variant.
    pub(super) span: Span,
    pub(super) docs: Vec<String>,
    pub(super) deprecated: bool,
    pub(super) options: Vec<ProtoOption>,
    /// Other names of the number.
    pub(super) aliases: Vec<Alias>,
    /// Rust's `#[default]`.
    pub(super) default: bool,
}

impl Enumeration {
    /// The values with their numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (&Value, i32)> {
        self.values.iter().filter_map(|value| Some((value, value.number?)))
    }

    /// The variant an absent field has: that with number 0, which only a closed enum may lack.
    pub(super) fn zero(&self) -> Option<&Value> {
        if self.closed {
            return self.values.first();
        }
        self.values.iter().find(|value| value.number == Some(0))
    }
}
