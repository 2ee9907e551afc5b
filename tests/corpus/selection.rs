//! Which files are taken, and what a compiler says of them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use prost::Message as _;
use prost_reflect::{DescriptorPool, MessageDescriptor};
use prost_types::{DescriptorProto, FileDescriptorProto, FileDescriptorSet};
use strait_import::Import;
use strait_tests::peers::{Buf, run};

/// The schemas of a plain run: folders of the corpus.
const USUAL: [&str; 6] =
    ["grpc/", "google/rpc/", "google/type/", "google/longrunning/", "opentelemetry/", "etcd/"];

/// What the importer refuses for a reason that it gives: a field of one has a type by which
/// schemas are described, and the other imports it.
const REFUSED: [&str; 2] =
    ["cel/expr/conformance/env_config.proto", "cel/expr/conformance/test/suite.proto"];

/// Files, all their imports among them, but for those that only declare options. Extensions are
/// left out of the others.
pub(crate) struct Selection {
    root: PathBuf,
    /// By the names they are imported by.
    pub(crate) files: Vec<String>,
    /// Their descriptors, without custom options and extensions.
    pub(crate) set: FileDescriptorSet,
    /// Those of the files of Google's that they import.
    google: Vec<FileDescriptorProto>,
    pool: DescriptorPool,
    /// The set to import instead of the files.
    compiled: Option<Vec<u8>>,
}

impl Selection {
    /// The usual schemas, as strait's import compiles them.
    pub(crate) fn usual(root: &Path) -> Self {
        let mut names = Vec::new();
        collect(root, root, &mut names);
        names.retain(|name| USUAL.iter().any(|folder| name.starts_with(folder)));
        names.sort();
        let mut compiler = protox::Compiler::new([root]).expect("the folder is there");
        compiler.include_imports(true);
        for name in &names {
            compiler.open_file(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        Self::of(root, &compiler.encode_file_descriptor_set(), false)
    }

    /// All there is, compiled by buf: protox looks for names in all files that it has read, where
    /// the rules want those that are imported, and takes the wrong ones among so many.
    pub(crate) fn everything(root: &Path, buf: &Buf) -> Self {
        let mut command = buf.command();
        command.args(["build", "--as-file-descriptor-set", "-o", "-#format=binpb"]);
        Self::of(root, &run(command.arg(root)), true)
    }

    fn of(root: &Path, compiled: &[u8], as_set: bool) -> Self {
        let pool = DescriptorPool::decode(compiled).expect("a descriptor set");
        let set = FileDescriptorSet::decode(compiled).expect("a descriptor set");
        let google = set.file.iter().filter(|file| is_googles(file)).cloned().collect();
        let set = own_files(set);
        let files = set.file.iter().map(|file| file.name().to_owned()).collect();
        let compiled = as_set.then(|| compiled.to_vec());
        Self { root: root.to_owned(), files, set, google, pool, compiled }
    }

    pub(crate) fn import(&self) -> Import {
        let import = Import::new().without_extensions();
        let Some(compiled) = &self.compiled else {
            let import = import.include(&self.root);
            return self
                .files
                .iter()
                .fold(import, |import, name| import.file(self.root.join(name)));
        };
        let import = import.descriptor_set(compiled.clone());
        self.files.iter().fold(import, Import::only)
    }

    /// The files of the corpus among those of Google's, as buf is to compare them.
    pub(crate) fn original(&self) -> Vec<u8> {
        let mut files: Vec<_> = self.google.iter().chain(&self.set.file).cloned().collect();
        let names: BTreeSet<_> = files.iter().map(|file| file.name().to_owned()).collect();
        for file in &mut files {
            // Those that declare options are left out, and with them what counts the imports.
            file.dependency.retain(|name| names.contains(name));
            file.public_dependency.clear();
            file.weak_dependency.clear();
            file.dependency.iter_mut().for_each(|name| *name = self.compared_as(name));
            file.name = Some(self.compared_as(file.name()));
        }
        FileDescriptorSet { file: files }.encode_to_vec()
    }

    /// An exported package is one file. Where it was several, none of them is the one of that name.
    fn compared_as(&self, name: &str) -> String {
        let package_of = |file: &FileDescriptorProto| file.package().to_owned();
        let package = self.set.file.iter().find(|file| file.name() == name).map(package_of);
        let parts = self.set.file.iter().filter(|file| Some(file.package()) == package.as_deref());
        if parts.count() > 1 { format!("part/{name}") } else { name.to_owned() }
    }

    /// An exported set, among the same files of Google's.
    pub(crate) fn exported(&self, set: &[u8]) -> Vec<u8> {
        let mut bytes = FileDescriptorSet { file: self.google.clone() }.encode_to_vec();
        for file in encoded_files(set) {
            let decoded = FileDescriptorProto::decode(file).expect("a descriptor");
            if !is_googles(&decoded) {
                // As it is: prost-types knows nothing of editions and would lose them.
                bytes.push(SET_FILE);
                prost::encode_length_delimiter(file.len(), &mut bytes).expect("a `Vec` grows");
                bytes.extend_from_slice(file);
            }
        }
        bytes
    }

    /// Every message of the files, but for the entries of maps.
    pub(crate) fn messages(&self) -> Vec<MessageDescriptor> {
        let files: BTreeSet<&str> = self.files.iter().map(String::as_str).collect();
        self.pool
            .all_messages()
            .filter(|message| files.contains(message.parent_file().name()))
            .filter(|message| !message.is_map_entry())
            .collect()
    }
}

fn collect(root: &Path, folder: &Path, names: &mut Vec<String>) {
    for entry in folder.read_dir().expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(root, &path, names);
        } else if let Ok(name) = path.strip_prefix(root)
            && path.extension().is_some_and(|extension| extension == "proto")
        {
            names.push(name.to_str().expect("names are ASCII").to_owned());
        }
    }
}

/// A set without Google's own files, which every compiler has, without extensions, and without
/// files that have nothing else; decoding has left the options out that those declare.
fn own_files(mut set: FileDescriptorSet) -> FileDescriptorSet {
    set.file.retain(|file| !is_googles(file) && !REFUSED.contains(&file.name()));
    for file in &mut set.file {
        file.extension.clear();
        file.message_type.iter_mut().for_each(forget_extensions);
    }
    set.file.retain(|file| {
        !file.message_type.is_empty() || !file.enum_type.is_empty() || !file.service.is_empty()
    });
    set
}

fn forget_extensions(message: &mut DescriptorProto) {
    message.extension.clear();
    message.nested_type.iter_mut().for_each(forget_extensions);
}

fn is_googles(file: &FileDescriptorProto) -> bool {
    file.name().starts_with("google/protobuf/")
}

/// The tag of `FileDescriptorSet.file`, its only field.
const SET_FILE: u8 = 1 << 3 | 2;

fn encoded_files(mut set: &[u8]) -> Vec<&[u8]> {
    let mut files = Vec::new();
    while let Some((&tag, rest)) = set.split_first() {
        assert_eq!(tag, SET_FILE, "a descriptor set holds files");
        set = rest;
        let length = prost::decode_length_delimiter(&mut set).expect("a length");
        let (file, rest) = set.split_at(length);
        files.push(file);
        set = rest;
    }
    files
}
