//! The engine against the h2 crate: what one sends is what the other gets, and what one makes of the
//! frames of others the other makes of them too.

mod calls;
mod drawn;
mod engine;
mod plan;
mod script;
#[path = "../fuzzed/seeds.rs"]
mod seeds;
mod subjects;
mod theirs;
mod verdicts;
