//! What tonic's users write, but for `hello.binpb`: the descriptor set of `hello.proto`, so that
//! the build needs no protoc.

use prost::Message;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=hello.binpb");
    let set = prost_types::FileDescriptorSet::decode(&*std::fs::read("hello.binpb")?)?;
    Ok(tonic_prost_build::compile_fds(set)?)
}
