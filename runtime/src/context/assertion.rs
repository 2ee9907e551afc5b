//! The check that a borrowed argument is the context; macro output makes it where the type is
//! not spelled `Context`.

use super::Context;

/// [`Context`], and nothing else.
#[diagnostic::on_unimplemented(
    message = "only the context is borrowed by a method, `&strait::Context`, not `&{Self}`",
    label = "not the context",
    note = "data comes off the wire, so arguments own it: write `{Self}` without the `&`"
)]
pub trait IsContext {
    /// The context for a handler.
    fn from_context(context: &Context) -> &Self;

    /// The context for a call.
    fn as_context(&self) -> &Context;
}

impl IsContext for Context {
    fn from_context(context: &Context) -> &Self {
        context
    }

    fn as_context(&self) -> &Context {
        self
    }
}
