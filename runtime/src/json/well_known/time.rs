//! Times as RFC 3339 text, durations as seconds with an `s`.

use std::time::SystemTime;

use serde::{Deserializer, Serializer};

use super::time_text;
use crate::{
    json::{Context, JsonMessage, text::read_parsed},
    message::well_known::{
        Duration, Timestamp,
        time::{Parts, Time},
    },
};

/// Makes `Timestamp` or `Duration` its text.
macro_rules! exact {
    ($($type:ty, $what:literal, $format:path, $parse:path, $range:literal;)*) => {$(
        impl JsonMessage for $type {
            const SPECIAL: bool = true;

            fn write_json<S: Serializer>(
                &self,
                serializer: S,
                cx: &Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                if !self.is_valid() {
                    let Self { seconds, nanos } = self;
                    return Err(cx.write_error(format_args!(
                        "{seconds} seconds and {nanos} nanoseconds are out of range, expected {}",
                        $range
                    )));
                }
                serializer.serialize_str(&$format(self))
            }

            fn read_json<'de, D: Deserializer<'de>>(
                deserializer: D,
                cx: &Context<'_>,
            ) -> Result<Self, D::Error> {
                read_parsed(deserializer, $what, cx, $parse)
            }
        }
    )*};
}

exact! {
    Timestamp, "a time in RFC 3339 such as \"2026-11-22T20:00:00Z\"",
        time_text::format_timestamp, time_text::parse_timestamp,
        "the years 1 to 9999 with 0 to 999999999 nanoseconds";
    Duration, "a duration in seconds such as \"1.5s\"",
        time_text::format_duration, time_text::parse_duration,
        "at most 315576000000 seconds either way, with nanoseconds of the same sign";
}

/// Makes a [`Time`] the text of the message that it stands for.
macro_rules! time_json {
    ($type:ty as $message:ty) => {
        impl $crate::json::JsonMessage for $type {
            const SPECIAL: bool = true;

            fn write_json<S: ::serde::Serializer>(
                &self,
                serializer: S,
                cx: &$crate::json::Context<'_>,
            ) -> Result<S::Ok, S::Error> {
                let parts = $crate::message::well_known::time::Time::to_parts(self);
                $crate::json::JsonMessage::write_json(&<$message>::from(parts), serializer, cx)
            }

            fn read_json<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                cx: &$crate::json::Context<'_>,
            ) -> Result<Self, D::Error> {
                let message = <$message as $crate::json::JsonMessage>::read_json(deserializer, cx)?;
                $crate::json::well_known::time::of_parts(message.seconds, message.nanos, cx)
            }
        }
    };
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(in crate::json) use time_json;

time_json!(SystemTime as Timestamp);
time_json!(std::time::Duration as Duration);

impl From<Parts> for Timestamp {
    fn from(parts: Parts) -> Self {
        Self { seconds: parts.seconds, nanos: parts.nanos as i32 }
    }
}

impl From<Parts> for Duration {
    fn from(parts: Parts) -> Self {
        Self { seconds: parts.seconds, nanos: parts.nanos as i32 }
    }
}

/// The time of a message that was read, if the type can hold it.
pub(in crate::json) fn of_parts<T: Time, E: serde::de::Error>(
    seconds: i64,
    nanos: i32,
    cx: &Context<'_>,
) -> Result<T, E> {
    let parts = u32::try_from(nanos).ok().map(|nanos| Parts { seconds, nanos });
    parts.filter(|parts| T::RULES.holds(parts.seconds)).and_then(T::from_parts).ok_or_else(|| {
        let allowed = T::RULES.allowed();
        cx.read_error(format_args!(
            "{seconds} seconds and {nanos} nanoseconds are out of range, expected {allowed}"
        ))
    })
}
