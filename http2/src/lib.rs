//! An HTTP/2 engine made for gRPC: bytes in, events out; commands in, bytes out.
//!
//! There is no socket, no task and no clock in it: whoever drives it owns those. What it owns is
//! everything that [RFC 9113](https://www.rfc-editor.org/rfc/rfc9113) says about bytes.
//!
//! ```text
//!            poll_event                                    open, send_headers, send_data, …
//!  bytes ──▶ frame ──▶ hpack ──▶ fields ──▶ stream ──▶ Event      │
//!                                             ▲                   ▼
//!                                             └── flow ◀── connection::send ──▶ Output ──▶ bytes
//! ```
//!
//! It speaks the part of HTTP/2 that gRPC uses: no push, no priorities, and no header map. Header
//! fields go from the wire to a [`Collect`] of the owner, one by one, and come from closures that
//! write a [`Block`]; large payloads are handed on in both directions without a copy.
//!
//! The peer is not trusted: what it may hold here, and how much it may have us do for nothing, is
//! in [`Config`] and [`Limits`].

mod bandwidth;
mod config;
mod connection;
mod copies;
mod error;
mod fields;
mod flow;
mod frame;
pub mod hpack;
mod map;
mod meaning;
mod output;
mod recent;
mod stream;

pub use self::{
    config::{Config, Limits},
    connection::{Block, Collect, Connection, Event, Full},
    error::{ConnectionError, Reason},
    map::StreamMap,
    output::Output,
};
