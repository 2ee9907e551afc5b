//! gRPC for Rust where a trait and plain structs are the whole definition of a service.

// The derives are used inside this crate too, and name it from outside.
extern crate self as strait;

mod describe;
pub mod message;
mod package;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use message::{
    ByteStr, Decode, DecodeError, DecodeOptions, Encode, Enumeration, Message, Oneof, Open,
    UnknownFields, well_known,
};
pub use strait_macros::{Enumeration, Message, Oneof};
