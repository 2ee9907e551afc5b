//! Python with the modules generated from the contract.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use strait_tests::peers::{self, Python};

use crate::contract::PeerSchema;

/// A script of `tests/interop/python`, ready to run; none if the test is to be skipped.
pub(crate) fn script(name: &str) -> Option<Command> {
    static MODULES: OnceLock<PathBuf> = OnceLock::new();
    let python = peers::python()?;
    let modules = MODULES.get_or_init(|| generate(&python));
    Some(python.script(name, modules))
}

fn generate(python: &Python) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop-python");
    let (protos, modules) = (folder.join("proto"), folder.join("modules"));
    let files = PeerSchema::proto_files();
    for file in &files {
        file.write_below(&protos).expect("the .proto can be written");
    }
    let names: Vec<_> = files.iter().map(strait::ProtoFile::path).collect();
    python.generate(&protos, &names, &modules);
    modules
}
