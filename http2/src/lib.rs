//! An HTTP/2 engine made for gRPC: bytes in, events out; commands in, bytes out.
//!
//! No I/O, no clock, no task: whoever drives it owns those.

pub mod hpack;
