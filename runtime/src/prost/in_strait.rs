//! prost's messages as messages of strait's.

use std::{
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

use ::prost::{Message as _, Name};
use prost_types::FileDescriptorSet;

use super::descriptors;
use crate::{
    Decode, DecodeError, Encode, Message,
    message::{Reader, Sizes, Tag, UnknownFields, Writer},
    schema::{Schema, TypeName},
};

/// A prost message as a message of strait's: a request, a response, an element of a stream, a
/// field.
///
/// It has the message's fields through `Deref`, is made with `.into()` and taken apart with
/// [`into_inner`](Self::into_inner). `D` is what its `.proto` says: see [`Descriptors`].
///
/// prost reads and writes it, with prost's rules: unknown fields are forgotten, unknown numbers of
/// enums are kept, and the recursion limit is prost's own. Of [`DecodeOptions`](crate::DecodeOptions)
/// the limit of memory counts the message's encoded length only.
pub struct Prost<M, D = Undescribed> {
    message: M,
    descriptors: PhantomData<fn() -> D>,
}

/// Where the descriptors of prost messages are.
///
/// ```
/// use strait::prost::{Descriptors, Prost};
/// # mod pb { pub use prost_types::Timestamp as HelloRequest; }
///
/// pub enum Pb {}
///
/// impl Descriptors for Pb {
///     // include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"))
///     const FILE_DESCRIPTOR_SET: &'static [u8] = b"";
/// }
///
/// type HelloRequest = Prost<pb::HelloRequest, Pb>;
/// ```
pub trait Descriptors: 'static {
    /// An encoded `google.protobuf.FileDescriptorSet`, as protoc and prost-build write it; empty
    /// if there is none.
    const FILE_DESCRIPTOR_SET: &'static [u8];
}

/// No descriptors: calls work, export and reflection say that the message is not defined.
#[derive(Clone, Copy, Debug)]
pub enum Undescribed {}

impl Descriptors for Undescribed {
    const FILE_DESCRIPTOR_SET: &'static [u8] = &[];
}

impl<M, D> Prost<M, D> {
    /// Wraps a message.
    #[must_use]
    pub const fn new(message: M) -> Self {
        Self { message, descriptors: PhantomData }
    }

    /// The message.
    #[must_use]
    pub fn into_inner(self) -> M {
        self.message
    }
}

impl<M: ::prost::Message, D: Descriptors> Encode for Prost<M, D> {
    #[inline]
    fn encoded_len(&self, _: &mut Sizes) -> usize {
        self.message.encoded_len()
    }

    #[inline]
    fn encode_fields(&self, out: &mut Writer<'_>) {
        self.message.encode(out.buffer()).expect("a vector has room for every message");
    }
}

impl<M: Name + Default, D: Descriptors> Decode for Prost<M, D> {
    fn empty() -> Self {
        Self::new(M::default())
    }

    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let mut field = UnknownFields::new();
        field.merge(tag, reader)?;
        self.message.merge(field.as_bytes()).map_err(refused)
    }

    fn merge(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let encoded = reader.take_rest_bytes();
        reader.charge(encoded.len())?;
        self.message.merge(encoded).map_err(refused)
    }
}

impl<M: Name + Default + 'static, D: Descriptors> Message for Prost<M, D> {
    fn type_name() -> TypeName {
        let full = M::full_name();
        let path = full
            .strip_prefix(M::PACKAGE)
            .map_or(&*full, |path| path.strip_prefix('.').unwrap_or(path))
            .to_owned();
        TypeName::new(M::PACKAGE, path)
    }

    /// # Panics
    ///
    /// If the descriptors are none, or say something of the message that strait cannot.
    fn describe(schema: &mut Schema) {
        if D::FILE_DESCRIPTOR_SET.is_empty() {
            return;
        }
        let name = Self::type_name();
        let set = FileDescriptorSet::decode(D::FILE_DESCRIPTOR_SET)
            .unwrap_or_else(|error| panic!("the descriptors of {name}: {error}"));
        descriptors::add_message(schema, &set, &name)
            .unwrap_or_else(|error| panic!("the descriptors of {name}: {error}"));
    }
}

/// prost says which message and field, and what is wrong with it.
#[cold]
#[expect(clippy::needless_pass_by_value, reason = "what `map_err` takes")]
fn refused(error: ::prost::DecodeError) -> DecodeError {
    let text = error.to_string();
    let reason = text.strip_prefix("failed to decode Protobuf message: ").unwrap_or(&text);
    DecodeError::invalid(format!("cannot be read by prost: {reason}"))
}

impl<M, D> From<M> for Prost<M, D> {
    fn from(message: M) -> Self {
        Self::new(message)
    }
}

impl<M, D> Deref for Prost<M, D> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.message
    }
}

impl<M, D> DerefMut for Prost<M, D> {
    fn deref_mut(&mut self) -> &mut M {
        &mut self.message
    }
}

// By hand, as a derive would ask the same of `D`.

impl<M: Clone, D> Clone for Prost<M, D> {
    fn clone(&self) -> Self {
        Self::new(self.message.clone())
    }
}

impl<M: Copy, D> Copy for Prost<M, D> {}

impl<M: Default, D> Default for Prost<M, D> {
    fn default() -> Self {
        Self::new(M::default())
    }
}

impl<M: PartialEq, D> PartialEq for Prost<M, D> {
    fn eq(&self, other: &Self) -> bool {
        self.message == other.message
    }
}

impl<M: Eq, D> Eq for Prost<M, D> {}

impl<M: Hash, D> Hash for Prost<M, D> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.message.hash(state);
    }
}

impl<M: fmt::Debug, D> fmt::Debug for Prost<M, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}
