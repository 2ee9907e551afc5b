//! Tests of whole schemas, through the public interface.

mod descriptors;
mod errors;
mod fixtures;
mod golden;
mod proto_dir;
mod rules;
