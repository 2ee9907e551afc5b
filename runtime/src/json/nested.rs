//! Messages within messages, and `Box`.

use serde::{Deserializer, Serializer};

use super::{Context, JsonMessage, JsonValue, field::singular_json};
use crate::message::{Delimited, Plain};

impl<M: JsonMessage> JsonValue for M {
    const TAKES_NULL: bool = <M as JsonMessage>::TAKES_NULL;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        JsonMessage::write_json(self, serializer, cx)
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Option<Self>, D::Error> {
        <M as JsonMessage>::read_json(deserializer, cx).map(Some)
    }
}

singular_json!([M: JsonMessage] M, Plain);

/// A group, which JSON does not tell from any other message.
impl<M: JsonMessage> JsonValue<Delimited> for M {
    const TAKES_NULL: bool = <M as JsonMessage>::TAKES_NULL;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        JsonMessage::write_json(self, serializer, cx)
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Option<Self>, D::Error> {
        <M as JsonMessage>::read_json(deserializer, cx).map(Some)
    }
}

singular_json!([M: JsonMessage] M, Delimited);

impl<M: JsonMessage> JsonMessage for Box<M> {
    const SPECIAL: bool = M::SPECIAL;
    const TAKES_NULL: bool = <M as JsonMessage>::TAKES_NULL;

    fn write_json<S: Serializer>(
        &self,
        serializer: S,
        cx: &Context<'_>,
    ) -> Result<S::Ok, S::Error> {
        JsonMessage::write_json(&**self, serializer, cx)
    }

    fn read_json<'de, D: Deserializer<'de>>(
        deserializer: D,
        cx: &Context<'_>,
    ) -> Result<Self, D::Error> {
        <M as JsonMessage>::read_json(deserializer, cx).map(Self::new)
    }
}
