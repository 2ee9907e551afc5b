//! Protobuf schemas without protobuf tools: the [`schema`] model that strait's macros fill, its
//! `.proto` text, and its `FileDescriptorSet`.
//!
//! ```text
//! Schema ─► catalog ─► check ─► files ─┬─► render ─────────► ProtoFile ─► proto_dir
//!           all types,  rules  one per │      │ source info
//!           resolved           package └─► descriptor_set ─► FileDescriptor
//! ```
//!
//! This crate is the bottom of the house: no tokio, no HTTP, no message codec, and no dependency
//! at all. `strait` re-exports what its users need.

mod catalog;
mod check;
#[cfg(feature = "rules")]
pub mod compat;
mod descriptor_set;
mod diff;
mod files;
#[cfg(feature = "rules")]
mod finding;
mod map;
mod options;
mod proto_dir;
mod render;
#[cfg(feature = "rules")]
mod rules;
mod sort;
#[cfg(feature = "rules")]
mod version;
mod well_known;

#[cfg(feature = "rules")]
pub mod descriptor;
#[cfg(feature = "rules")]
pub mod lint;
pub mod naming;
pub mod schema;

pub use descriptor_set::FileDescriptor;
#[cfg(feature = "rules")]
pub use finding::{Finding, Place, Rule};
pub use proto_dir::{Difference, SchemaDrift, verify_dir};
pub use render::ProtoFile;
#[cfg(feature = "rules")]
pub use rules::{Rules, UnknownRule};
