//! What an enum says as a oneof.

use proc_macro2::Ident;
use syn::Type;

use crate::field::Tag;

/// A oneof, derived or made up by a macro. Its name is that of the message's field.
pub(crate) struct Oneof {
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<String>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) uses_deprecated: bool,
}

/// A variant: a field of the message.
pub(crate) struct Variant {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: bool,
    /// `None` where it is missing or reported already.
    pub(crate) tag: Option<Tag>,
    /// Whether the variant has no attribute at all.
    pub(crate) untagged: bool,
}

impl Oneof {
    /// The variants with their tags.
    pub(crate) fn tagged(&self) -> impl Iterator<Item = (&Variant, &Tag)> {
        self.variants.iter().filter_map(|variant| Some((variant, variant.tag.as_ref()?)))
    }
}
