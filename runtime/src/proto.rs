//! `proto!`, with the documentation that its users read.

/// Reads `.proto` files that belong to others while the crate compiles, and puts here what they
/// say: a module for each package, with the structs, enums and traits that one would have written.
///
/// There is no `build.rs` and no `protoc`. When a file changes, the crate is compiled again.
///
/// ```
/// strait::proto!("../examples/proto/greeter.proto");
///
/// let request = greeter::HelloRequest { name: "Ann".into(), ..Default::default() };
/// # let _ = request;
/// ```
///
/// Paths are relative to the folder of the crate's `Cargo.toml`. All files named are there whole,
/// and of the files they import what they refer to.
///
/// | after the files | |
/// | --- | --- |
/// | `include = ["proto"]` | the folders in which imports are looked up; without it those of the files |
/// | `external = ["google.rpc" => crate::google::rpc]` | a package, and those below it, that is there already |
/// | `keep_unknown_fields` | every message keeps the fields it does not know |
/// | `std_time` | `SystemTime` and the standard library's `Duration` for protobuf's |
/// | `hash_maps` | `HashMap` instead of `BTreeMap` |
/// | `without_extensions` | leaves out each `extend`, which is refused otherwise; its values are unknown fields |
///
/// What strait cannot say is a compile error with file, line, reason and advice. To see the Rust,
/// or to have it as one's own, run `strait import`.
pub use strait_proto_macro::proto;
