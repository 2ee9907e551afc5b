//! The descriptors of a schema: what `protoc --descriptor_set_out` makes from its `.proto` text.
//!
//! They are written straight from the model by a small encoder, because a library for descriptors
//! would bring a second protobuf into the build of every user.

mod definitions;
mod encoder;
pub(crate) mod fields;
mod symbols;

use crate::{
    catalog::Catalog,
    check::{Symbols, check},
    files::{File, Syntax, lay_out},
    options::{self, Element},
    render::{Location, render},
    schema::{Schema, SchemaError},
};
pub(crate) use encoder::Encoder;

/// The descriptor of one file, with what a reflection service is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDescriptor {
    path: String,
    dependencies: Vec<String>,
    symbols: Vec<String>,
    bytes: Vec<u8>,
}

impl FileDescriptor {
    /// The path by which other files import this one.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The paths of the files it imports.
    #[must_use]
    pub fn dependencies(&self) -> &[String] {
        &self.dependencies
    }

    /// The full names of all it defines, sorted: types, fields, oneofs, enum values, services and
    /// methods. Names have no leading dot.
    #[must_use]
    pub fn symbols(&self) -> &[String] {
        &self.symbols
    }

    /// The serialized `google.protobuf.FileDescriptorProto`.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Schema {
    /// The descriptors of all files, a file after those it imports, Google's among them.
    ///
    /// # Errors
    ///
    /// As [`proto_files`](Self::proto_files).
    pub fn file_descriptors(&self) -> Result<Vec<FileDescriptor>, SchemaError> {
        let catalog = Catalog::new(self)?;
        let symbols = check(&catalog)?;
        Ok(lay_out(&catalog)?.iter().map(|file| descriptor(file, &symbols)).collect())
    }

    /// A serialized `google.protobuf.FileDescriptorSet` with everything in it that
    /// `protoc --include_imports --include_source_info` puts there: imports, comments, JSON names.
    ///
    /// Source locations are given for definitions, not for each of their tokens, and not in the
    /// well-known files.
    ///
    /// # Errors
    ///
    /// As [`proto_files`](Self::proto_files).
    pub fn file_descriptor_set(&self) -> Result<Vec<u8>, SchemaError> {
        let mut set = Encoder::default();
        for file in self.file_descriptors()? {
            set.bytes(fields::set::FILE, &file.bytes);
        }
        Ok(set.into_bytes())
    }
}

fn descriptor(file: &File<'_>, symbols: &Symbols) -> FileDescriptor {
    use fields::file;
    let mut encoder = Encoder::default();
    encoder.string(file::NAME, &file.path);
    if !file.package.is_empty() {
        encoder.string(file::PACKAGE, file.package);
    }
    for import in &file.imports {
        encoder.string(file::DEPENDENCY, import);
    }
    definitions::write(&mut encoder, file);
    encoder.options(file::OPTIONS, |encoder| {
        options::encode(encoder, Element::File, &file.options);
    });
    if !file.is_bundled() {
        encoder.message(file::SOURCE_CODE_INFO, |info| {
            for location in render(file, symbols).locations {
                info.message(fields::source::LOCATION, |encoder| source(encoder, &location));
            }
        });
    }
    match file.syntax {
        Syntax::Proto3 => encoder.string(file::SYNTAX, "proto3"),
        Syntax::Edition(edition, _) => {
            encoder.string(file::SYNTAX, "editions");
            encoder.int32(file::EDITION, edition.number());
        }
    }
    FileDescriptor {
        path: file.path.clone(),
        dependencies: file.imports.clone(),
        symbols: symbols::of(file),
        bytes: encoder.into_bytes(),
    }
}

fn source(encoder: &mut Encoder, location: &Location) {
    use fields::source;
    encoder.packed(source::PATH, location.path.iter().map(|&step| u64::from(step)));
    let (start, end) = (location.span.start, location.span.end);
    // > Always has exactly three or four elements: start line, start column, end line (optional,
    // > otherwise assumed same as start line), end column.
    let end_line = (start.0 != end.0).then_some(end.0);
    let span = [start.0, start.1].into_iter().chain(end_line).chain([end.1]);
    encoder.packed(source::SPAN, span.map(|number| number as u64));
    if let Some(leading) = &location.leading {
        encoder.string(source::LEADING_COMMENTS, leading);
    }
    for detached in &location.detached {
        encoder.string(source::LEADING_DETACHED_COMMENTS, detached);
    }
}
