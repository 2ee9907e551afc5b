//! The check that a borrowed argument is the context; macro output makes it where the type is
//! not spelled `Context`.

use super::Context;

/// [`Context`], and nothing else.
#[diagnostic::on_unimplemented(
    message = "only the context is borrowed by a method, `&strait::Context`, not `&{Self}`",
    label = "not the context",
    note = "data comes off the wire, so arguments own it: write `{Self}` without the `&`"
)]
pub trait IsContext {}

impl IsContext for Context {}

/// Compiles if `C` is the context.
pub const fn assert_context<C: IsContext>() {}
