//! Generates what tonic's and connectrpc's users generate, from the same `.proto` file, with
//! no compiler but Cargo's: protox stands in for protoc.

use std::error::Error;
use std::path::PathBuf;

use buffa_codegen::{BytesRepr, MapRepr};
use prost::Message;

const PROTOS: [&str; 1] = ["echo.proto"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let descriptors = protox::compile(PROTOS, ["proto"])?;

    let set = out.join("descriptors.binpb");
    std::fs::write(&set, descriptors.encode_to_vec())?;
    // As on the other side: no JSON, `Bytes`, maps in order.
    let mut buffa = connectrpc_build::CodeGenConfig::default();
    buffa.generate_json = false;
    buffa.bytes_fields = vec![(".".into(), BytesRepr::Bytes)];
    buffa.map_fields = vec![(".".into(), MapRepr::BTreeMap)];
    connectrpc_build::Config::new()
        .buffa_config(buffa)
        .descriptor_set(&set)
        .files(&PROTOS)
        .include_file("connectrpc.rs")
        // It would watch the files by names that are relative to `proto`.
        .emit_rerun_directives(false)
        .compile()?;

    let out = out.join("tonic");
    std::fs::create_dir_all(&out)?;
    tonic_prost_build::configure()
        .out_dir(out)
        .bytes(".")
        .btree_map(".")
        .include_file("tonic.rs")
        .compile_fds(descriptors)?;
    Ok(())
}
