//! Support for the tests in this crate.

pub mod peers;
pub mod program;
