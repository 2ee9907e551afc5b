//! The engine against the h2 crate: what one sends is what the other gets.

mod calls;
mod engine;
mod plan;
mod theirs;
