// Relative to this file instead of to the crate.
strait::proto!("not_found.proto");

fn main() {}
