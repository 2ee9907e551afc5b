//! The engine as its owner sees it.

mod care;
mod pair;
mod peer;
mod rules;
mod streams;
mod table;
mod thrift;
mod turns;
mod windows;
