//! `google.protobuf.Any`: a message of a type that only its name tells.

use bytes::Bytes;
use strait_macros::Message;

use crate::message::{DecodeError, Message, writer};

/// A message of a type that only its name tells: `google.protobuf.Any`.
///
/// ```
/// use strait::well_known::{Any, Empty, FieldMask};
///
/// let any = Any::pack(&FieldMask::from_iter(["title", "author.name"]));
/// assert_eq!(any.type_url, "type.googleapis.com/google.protobuf.FieldMask");
///
/// let mask = any.unpack::<FieldMask>()?.expect("packed above");
/// assert_eq!(mask.paths, ["title", "author.name"]);
/// assert_eq!(any.unpack::<Empty>()?, None);
/// # Ok::<(), strait::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Message)]
#[message(package = "google.protobuf", __own_json)]
pub struct Any {
    /// Ends with a slash and the full name of the message's type.
    #[tag(1)]
    pub type_url: String,
    /// The encoded message.
    #[tag(2)]
    pub value: Bytes,
}

impl Any {
    /// Packs a message.
    ///
    /// # Panics
    ///
    /// If the message is 2 GiB long or more, which is protobuf's limit.
    #[must_use]
    pub fn pack<M: Message>(message: &M) -> Self {
        Self {
            type_url: format!("type.googleapis.com/{}", M::type_name()),
            value: writer::encode(message).into(),
        }
    }

    /// Whether the message is an `M`, going by its name.
    #[must_use]
    pub fn is<M: Message>(&self) -> bool {
        let name = self.type_url.rsplit_once('/').map(|(_, name)| name);
        name.is_some_and(|name| name == M::type_name().to_string())
    }

    /// The message, or `None` if it is no `M`.
    ///
    /// # Errors
    ///
    /// If it claims to be an `M` and cannot be decoded as one.
    pub fn unpack<M: Message>(&self) -> Result<Option<M>, DecodeError> {
        if self.is::<M>() { M::decode(self.value.clone()).map(Some) } else { Ok(None) }
    }
}
