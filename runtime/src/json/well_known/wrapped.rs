//! The wrappers are what they wrap.

use serde::{Deserializer, Serializer};

use crate::{
    json::{Context, JsonMessage, JsonValue},
    message::{
        Plain,
        well_known::{
            BoolValue, BytesValue, DoubleValue, FloatValue, Int32Value, Int64Value, StringValue,
            UInt32Value, UInt64Value,
        },
    },
};

macro_rules! wrapped {
    ($($type:ty)*) => {$(
        impl JsonMessage for $type {
            const SPECIAL: bool = true;

            fn write_json<S: Serializer>(
                &self,
                serializer: S,
                cx: &Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                JsonValue::<Plain>::write_json(&self.value, serializer, cx)
            }

            fn read_json<'de, D: Deserializer<'de>>(
                deserializer: D,
                cx: &Context<'_>,
            ) -> Result<Self, D::Error> {
                let value = JsonValue::<Plain>::read_json(deserializer, cx)?;
                Ok(value.map(|value| Self { value }).unwrap_or_default())
            }
        }
    )*};
}

wrapped! {
    BoolValue BytesValue DoubleValue FloatValue Int32Value Int64Value StringValue UInt32Value
    UInt64Value
}
