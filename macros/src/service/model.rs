//! What a trait says as a service.

use proc_macro2::{Ident, Span};
use syn::{Attribute, FnArg, ItemTrait, Type};

use crate::{field::Field, item::ItemName, naming, option::ProtoOption};

pub(super) struct Service {
    /// The trait as the user wrote it, but for our attributes.
    pub(super) definition: ItemTrait,
    pub(super) name: ItemName,
    pub(super) docs: Vec<String>,
    pub(super) deprecated: bool,
    pub(super) options: Vec<ProtoOption>,
    pub(super) methods: Vec<Method>,
}

impl Service {
    /// The name of the trait.
    pub(super) fn ident(&self) -> &Ident {
        &self.definition.ident
    }

    /// `Greeter` and `Server` make `GreeterServer`.
    pub(super) fn related(&self, suffix: &str) -> Ident {
        Ident::new(&format!("{}{suffix}", naming::plain(self.ident())), self.ident().span())
    }

    /// Whether generated code touches something deprecated.
    pub(super) fn uses_deprecated(&self) -> bool {
        self.deprecated || self.methods.iter().any(|method| method.deprecated.is_some())
    }
}

pub(super) struct Method {
    pub(super) ident: Ident,
    /// The arguments as the trait shows them, receiver included.
    pub(super) inputs: Vec<FnArg>,
    /// What the `async fn` returns; `None` where that is a mistake.
    pub(super) output: Option<Output>,
    /// The name on the wire: `SayHello`.
    pub(super) name: String,
    /// Where a clash of names is shown.
    pub(super) name_span: Span,
    pub(super) docs: Vec<String>,
    /// Rust's own attribute.
    pub(super) deprecated: Option<Attribute>,
    pub(super) request: Request,
    /// The `cx: &Context` argument.
    pub(super) context: Option<Context>,
    pub(super) idempotency: Idempotency,
    pub(super) options: Vec<ProtoOption>,
    /// The name of the response message, if the result is not a message itself.
    pub(super) response_name: String,
}

/// What travels to the server.
pub(super) enum Request {
    /// One message or stream, by the argument's name and type.
    Whole { ident: Ident, ty: Box<Type> },
    /// A message made of the arguments.
    Arguments { message: Ident, name: String, fields: Vec<Field> },
}

/// The `cx: &Context` argument; the type is what stands behind the `&`.
pub(super) struct Context {
    pub(super) ident: Ident,
    pub(super) ty: Type,
}

/// What a method returns.
pub(super) struct Output {
    pub(super) ty: Type,
    /// `R` and `E`, where the type shows them. Behind an alias only the compiler sees them.
    pub(super) parts: Option<(Type, Type)>,
}

/// What calling a method twice does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Idempotency {
    Unknown,
    NoSideEffects,
    Idempotent,
}
