//! The types of other crates: times as any other time, text as text, a UUID as its bytes.

/// Implements [`JsonValue`](super::JsonValue) for a type whose encoding `string` is text.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time", feature = "uuid"))]
macro_rules! text_json {
    ($type:ty, $what:literal) => {
        impl $crate::json::JsonValue<$crate::message::Text> for $type {
            fn write_json<S: ::serde::Serializer>(
                &self,
                serializer: S,
                _: &$crate::json::Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&$crate::message::TextForm::to_text(self))
            }

            fn read_json<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                cx: &$crate::json::Context<'_>,
            ) -> Result<Option<Self>, D::Error> {
                $crate::json::text::read_parsed(
                    deserializer,
                    $what,
                    cx,
                    $crate::message::TextForm::from_text,
                )
                .map(Some)
            }
        }

        $crate::json::field::singular_json!([] $type, $crate::message::Text);
    };
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, Utc};

    use crate::{json::well_known::time::time_json, message::well_known::Timestamp};

    time_json!(DateTime<Utc> as Timestamp);
    text_json!(DateTime<Utc>, "a time in RFC 3339");
}

#[cfg(feature = "jiff")]
mod jiff {
    use crate::{json::well_known::time::time_json, message::well_known::Timestamp as Message};

    time_json!(jiff::Timestamp as Message);
    text_json!(jiff::Timestamp, "a time in RFC 3339");
}

#[cfg(feature = "time")]
mod time {
    use time::OffsetDateTime;

    use crate::{json::well_known::time::time_json, message::well_known::Timestamp};

    time_json!(OffsetDateTime as Timestamp);
    text_json!(OffsetDateTime, "a time in RFC 3339");
}

#[cfg(feature = "uuid")]
mod uuid {
    use std::borrow::Cow;

    use serde::{Deserializer, Serializer};
    use uuid::Uuid;

    use crate::{
        json::{Context, JsonKey, JsonValue, field::singular_json},
        message::{Plain, Text, TextForm},
    };

    /// The bytes, in base64 like all bytes.
    impl JsonValue for Uuid {
        fn write_json<S: Serializer>(
            &self,
            serializer: S,
            cx: &Context<'_>,
        ) -> Result<S::Ok, S::Error> {
            JsonValue::<Plain>::write_json(self.as_bytes(), serializer, cx)
        }

        fn read_json<'de, D: Deserializer<'de>>(
            deserializer: D,
            cx: &Context<'_>,
        ) -> Result<Option<Self>, D::Error> {
            let bytes = <[u8; 16] as JsonValue<Plain>>::read_json(deserializer, cx)?;
            Ok(bytes.map(Self::from_bytes))
        }
    }

    singular_json!([] Uuid, Plain);
    text_json!(Uuid, "a UUID");

    impl JsonKey<Text> for Uuid {
        fn to_text(&self) -> Cow<'_, str> {
            TextForm::to_text(self).into()
        }

        fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
            TextForm::from_text(text).map_err(Cow::Borrowed)
        }
    }
}
