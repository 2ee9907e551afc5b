//! What an enum says as an error.

use proc_macro2::Ident;
use syn::LitStr;

use crate::{attr::Reserved, field::Tag, item::ItemName, message::Message};

pub(super) struct RpcError {
    pub(super) ident: Ident,
    pub(super) name: ItemName,
    pub(super) docs: Vec<String>,
    pub(super) reserved: Reserved,
    pub(super) variants: Vec<Variant>,
    /// The variants that hold a `Status`; one, if all is well.
    pub(super) statuses: Vec<Ident>,
    pub(super) uses_deprecated: bool,
}

/// A variant that travels as a message.
pub(super) struct Variant {
    pub(super) ident: Ident,
    pub(super) deprecated: bool,
    /// A variant of the runtime's `Code`; `None` where it is reported already.
    pub(super) code: Option<Ident>,
    /// The message for people, a format string over the fields.
    pub(super) text: Option<LitStr>,
    pub(super) tag: Option<Tag>,
    /// Whether there is no `#[tag]` at all.
    pub(super) untagged: bool,
    /// The fields as a message, nested in that of the enum.
    pub(super) message: Message,
}
