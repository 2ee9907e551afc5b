//! Messages where serde's traits are asked for.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{JsonMessage, options::DEFAULT};

/// A message with serde's `Serialize` and `Deserialize`, which are protobuf's JSON.
///
/// ```
/// use strait::{Json, well_known::FieldMask};
///
/// let masks = vec![Json(FieldMask::from_iter(["first_name", "age"]))];
/// let text = serde_json::to_string(&masks)?;
/// assert_eq!(text, r#"["firstName,age"]"#);
/// assert_eq!(serde_json::from_str::<Vec<Json<FieldMask>>>(&text)?, masks);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json<M>(pub M);

impl<M: JsonMessage> Serialize for Json<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de, M: JsonMessage> Deserialize<'de> for Json<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer).map(Self)
    }
}

/// Writes a message to any format of serde's; for `#[serde(with = "strait::json")]`.
///
/// # Errors
///
/// If the message holds what JSON has no form for, or the format fails.
pub fn serialize<M: JsonMessage, S: Serializer>(
    message: &M,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    DEFAULT.serialize(message, serializer)
}

/// Reads a message from any self-describing format of serde's; for
/// `#[serde(with = "strait::json")]`.
///
/// # Errors
///
/// If the input is not such a message; the path of what is wrong is part of the text.
pub fn deserialize<'de, M: JsonMessage, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<M, D::Error> {
    DEFAULT.deserialize(deserializer)
}
