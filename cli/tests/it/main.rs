//! The program as a user runs it, each command in a workspace of its own.

mod export;
mod fix;
mod reports;
mod shop;
mod support;
