//! Descriptor sets read back: what protoc, buf and strait's own export say about `.proto` files,
//! as a model that rules can walk.
//!
//! proto2, proto3 and editions come out in the terms of editions, with every feature resolved.
//! `descriptor_set` is the other direction. Whether a set is complete and valid is not asked here:
//! a compiler made it.

mod decode;
mod features;
mod location;
mod model;
mod options;
mod reader;

pub(crate) use features::{CPP, JAVA};
pub use features::{CppString, Features, FieldPresence};
pub use location::{Location, Locations, Span};
pub use model::{
    Cardinality, Enum, EnumValue, Field, File, Import, Kind, Message, Method, Oneof, Reserved,
    Service, Syntax,
};
pub use options::Options;
pub use reader::WireValue;

use std::{error, fmt};

/// The files of a `google.protobuf.FileDescriptorSet`.
///
/// Findings have lines and comments are heard only where the set has source info:
/// `protoc --include_imports --include_source_info --descriptor_set_out`, or `buf build -o`, or
/// [`Schema::file_descriptor_set`](crate::schema::Schema::file_descriptor_set).
///
/// ```
/// use strait_proto_compat::{descriptor::DescriptorSet, schema::Schema};
///
/// let bytes = Schema::new().file_descriptor_set()?;
/// let set = DescriptorSet::decode(&bytes)?;
/// assert!(set.files.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct DescriptorSet {
    /// The files in the order of the set.
    pub files: Vec<File>,
}

impl DescriptorSet {
    /// Reads a serialized `google.protobuf.FileDescriptorSet`, or an image of buf, which is one
    /// that also says which files are imports.
    ///
    /// # Errors
    ///
    /// Where the bytes are no descriptor set.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut set = Self::default();
        for (number, value) in reader::fields(bytes)? {
            if number == 1 {
                set.files.push(decode::file(value.bytes())?);
            }
        }
        Ok(set)
    }

    /// Says which files are only there because others import them; they are not reported on.
    ///
    /// ```
    /// # let mut set = strait_proto_compat::descriptor::DescriptorSet::default();
    /// set.mark_imports(|path| path.starts_with("google/protobuf/"));
    /// ```
    pub fn mark_imports(&mut self, is_import: impl Fn(&str) -> bool) {
        for file in &mut self.files {
            file.is_import = is_import(&file.path);
        }
    }

    /// A file by the path others import it by.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// All messages with their files, an outer one before those in it.
    #[must_use]
    pub fn messages(&self) -> Vec<(&File, &Message)> {
        let of_file = |file| messages_of(file).into_iter().map(move |message| (file, message));
        self.files.iter().flat_map(of_file).collect()
    }

    /// All enums with their files.
    #[must_use]
    pub fn enums(&self) -> Vec<(&File, &Enum)> {
        let of_file = |file| enums_of(file).into_iter().map(move |enumeration| (file, enumeration));
        self.files.iter().flat_map(of_file).collect()
    }

    /// All services with their files.
    pub fn services(&self) -> impl Iterator<Item = (&File, &Service)> {
        self.files.iter().flat_map(|file| file.services.iter().map(move |service| (file, service)))
    }
}

/// All messages of a file, an outer one before those in it.
pub(crate) fn messages_of(file: &File) -> Vec<&Message> {
    fn add<'a>(messages: &'a [Message], all: &mut Vec<&'a Message>) {
        for message in messages {
            all.push(message);
            add(&message.messages, all);
        }
    }
    let mut all = vec![];
    add(&file.messages, &mut all);
    all
}

/// All enums of a file, those at the top first.
pub(crate) fn enums_of(file: &File) -> Vec<&Enum> {
    let nested = messages_of(file).into_iter().flat_map(|message| &message.enums);
    file.enums.iter().chain(nested).collect()
}

/// All extensions of a file, those at the top first.
pub(crate) fn extensions_of(file: &File) -> Vec<&Field> {
    let nested = messages_of(file).into_iter().flat_map(|message| &message.extensions);
    file.extensions.iter().chain(nested).collect()
}

/// Bytes that are no descriptor set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    what: &'static str,
}

impl DecodeError {
    const TRUNCATED: Self = Self { what: "it ends in the middle of a field" };

    const fn malformed(what: &'static str) -> Self {
        Self { what }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::TRUNCATED {
            return write!(f, "not a descriptor set: {}", self.what);
        }
        write!(f, "not a descriptor set: malformed {}", self.what)
    }
}

impl error::Error for DecodeError {}
