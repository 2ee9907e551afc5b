//! Messages within messages, and `Box`.

use serde::{Deserializer, Serializer};

use super::{Context, JsonMessage, JsonValue, field::singular_json};
use crate::message::Plain;

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
