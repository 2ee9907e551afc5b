//! The well-known types that have a form of their own in JSON.

mod any;
mod field_mask;
mod structure;
pub(super) mod time;
mod time_text;
mod wrapped;
