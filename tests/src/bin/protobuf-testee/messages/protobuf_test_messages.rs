pub mod editions;
pub mod proto2;
pub mod proto3;
