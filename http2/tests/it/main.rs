//! The engine as its owner sees it.

mod pair;
mod peer;
mod rules;
mod streams;
