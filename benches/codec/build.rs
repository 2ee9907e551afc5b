//! Generates what prost's and buffa's users generate, from the `.proto` files that strait exports;
//! protox stands in for protoc.

use std::error::Error;
use std::path::{Path, PathBuf};

use buffa_build::{BytesRepr, MapRepr};
use prost::Message;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let root = Path::new("proto");
    let mut files = Vec::new();
    collect(root, root, &mut files)?;
    let descriptors = protox::compile(&files, [root])?;
    let set = out.join("descriptors.binpb");
    std::fs::write(&set, descriptors.encode_to_vec())?;

    // All three alike: `Bytes`, maps in order, no JSON, no views, unknown fields skipped, no box
    // but where a type is recursive.
    buffa_build::Config::new()
        .descriptor_set(&set)
        .files(&files)
        .out_dir(out.join("buffa"))
        .include_file("mod.rs")
        .generate_json(false)
        .generate_views(false)
        .preserve_unknown_fields(false)
        .unbox_oneof()
        .bytes_type(BytesRepr::Bytes)
        .map_type(MapRepr::BTreeMap)
        .compile()?;

    let out = out.join("prost");
    std::fs::create_dir_all(&out)?;
    prost_build::Config::new()
        .out_dir(out)
        .bytes(["."])
        .btree_map(["."])
        .include_file("mod.rs")
        .compile_fds(descriptors)?;
    Ok(())
}

/// The `.proto` files below `folder`, named from `root`, in order.
fn collect(root: &Path, folder: &Path, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root)?.to_str().ok_or("a name that is not UTF-8")?;
            files.push(name.to_owned());
        }
    }
    files.sort();
    Ok(())
}
