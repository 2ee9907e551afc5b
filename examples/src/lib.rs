//! What the example programs share: the contracts of their services, and a program's other needs.

pub mod chat;
pub mod diary;
pub mod files;
pub mod greeter;

mod program;
mod tls;

pub use program::{exit_code, stdin_lines, stop_signal};
pub use tls::{ClientTlsArguments, ServerTlsArguments};
