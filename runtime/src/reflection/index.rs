//! The schema of a server, ready to be asked: files by path and by what they define.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;

use crate::schema::{Schema, SchemaError};

/// All that reflection can answer. Files are known by their place in it.
#[derive(Debug)]
pub(super) struct Index {
    services: Vec<String>,
    messages: HashSet<String>,
    files: Vec<File>,
    by_path: HashMap<String, usize>,
    by_symbol: HashMap<String, usize>,
}

#[derive(Debug)]
struct File {
    descriptor: Bytes,
    imports: Vec<usize>,
}

/// The files that one stream has sent.
#[derive(Debug, Default)]
pub(super) struct Sent(HashSet<usize>);

impl Index {
    pub(super) fn new(schema: &Schema) -> Result<Self, SchemaError> {
        let descriptors = schema.file_descriptors()?;
        let mut index = Self {
            services: schema.service_names().collect(),
            messages: schema.messages().map(|(name, _)| name.to_string()).collect(),
            files: Vec::with_capacity(descriptors.len()),
            by_path: HashMap::new(),
            by_symbol: HashMap::new(),
        };
        for descriptor in descriptors {
            let place = index.files.len();
            // What a file imports comes before it.
            let imports = descriptor.dependencies().iter();
            let imports = imports.filter_map(|path| index.file(path)).collect();
            index.by_path.insert(descriptor.path().to_owned(), place);
            for symbol in descriptor.symbols() {
                index.by_symbol.insert(symbol.clone(), place);
            }
            let descriptor = Bytes::copy_from_slice(descriptor.bytes());
            index.files.push(File { descriptor, imports });
        }
        Ok(index)
    }

    /// The full names of all services, sorted.
    pub(super) fn services(&self) -> &[String] {
        &self.services
    }

    /// The file with a path.
    pub(super) fn file(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The file that defines something, by its full name.
    pub(super) fn file_defining(&self, symbol: &str) -> Option<usize> {
        self.by_symbol.get(symbol).copied()
    }

    /// Whether a message has this full name.
    pub(super) fn is_message(&self, name: &str) -> bool {
        self.messages.contains(name)
    }

    /// A file, and all those it needs that have not been sent. It comes itself even if it was
    /// sent, because it was asked for.
    pub(super) fn with_imports(&self, file: usize, sent: &mut Sent) -> Vec<Bytes> {
        sent.0.insert(file);
        let mut places = vec![file];
        let mut next = 0;
        while let Some(file) = places.get(next).and_then(|place| self.files.get(*place)) {
            places.extend(file.imports.iter().filter(|import| sent.0.insert(**import)));
            next += 1;
        }
        let files = places.iter().filter_map(|place| self.files.get(*place));
        files.map(|file| file.descriptor.clone()).collect()
    }
}
