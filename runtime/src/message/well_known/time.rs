//! `std::time`, and what is like it, as `google.protobuf.Duration` and `google.protobuf.Timestamp`.
//!
//! Both messages are `{ int64 seconds = 1; int32 nanos = 2; }` with rules of their own. They are
//! checked as each field is read, so that an invalid time never exists on this side.

use std::{
    ops::RangeInclusive,
    time::{Duration, SystemTime},
};

use strait_proto_compat::schema::{Schema, TypeName};

use super::{definition, field, google};
use crate::message::{DecodeError, Field, Plain, Reader, Sizes, Tag, Writer};

const SECONDS: u32 = 1;
const NANOS: u32 = 2;

const DURATION: Rules = Rules {
    message: "google.protobuf.Duration",
    name: "Duration",
    // "Must be from -315,576,000,000 to +315,576,000,000 inclusive": ten thousand years.
    // <https://protobuf.dev/reference/protobuf/google.protobuf/#duration>
    seconds: 0..=315_576_000_000,
    allowed: "std::time::Duration within 0 to 315576000000 seconds",
};

pub(in crate::message) const TIMESTAMP: Rules = Rules {
    message: "google.protobuf.Timestamp",
    name: "Timestamp",
    // "Must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z inclusive."
    // <https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp>
    seconds: -62_135_596_800..=253_402_300_799,
    allowed: "the years 1 to 9999",
};

/// What a message of seconds and nanoseconds may hold.
pub(crate) struct Rules {
    message: &'static str,
    name: &'static str,
    seconds: RangeInclusive<i64>,
    allowed: &'static str,
}

impl Rules {
    /// Whether a time may have so many seconds.
    #[cfg(feature = "json")]
    pub(crate) fn holds(&self, seconds: i64) -> bool {
        self.seconds.contains(&seconds)
    }

    /// What is allowed, for errors.
    #[cfg(feature = "json")]
    pub(crate) fn allowed(&self) -> &'static str {
        self.allowed
    }

    pub(in crate::message) fn type_name(&self) -> TypeName {
        google(self.name)
    }
}

/// A type that stands for one of the two messages.
pub(crate) trait Time: Sized {
    const RULES: Rules;

    /// The parts of the time, or the nearest that the rules allow.
    fn to_parts(&self) -> Parts;

    /// The time, or `None` if the type cannot hold it.
    fn from_parts(parts: Parts) -> Option<Self>;
}

/// Makes a [`Time`] the message that it stands for.
macro_rules! time_message {
    ($type:ty) => {
        impl $crate::message::Encode for $type {
            fn encoded_len(&self, sizes: &mut $crate::message::Sizes) -> usize {
                Time::to_parts(self).encoded_len(sizes)
            }

            fn encode_fields(&self, out: &mut $crate::message::Writer<'_>) {
                Time::to_parts(self).encode_fields(out);
            }
        }

        impl $crate::message::Decode for $type {
            fn empty() -> Self {
                $crate::message::well_known::time::epoch()
            }

            fn merge_field(
                &mut self,
                tag: $crate::message::Tag,
                reader: &mut $crate::message::Reader<'_>,
            ) -> Result<(), $crate::message::DecodeError> {
                $crate::message::well_known::time::merge_field(self, tag, reader)
            }
        }

        impl $crate::message::Message for $type {
            fn type_name() -> $crate::schema::TypeName {
                <$type as Time>::RULES.type_name()
            }

            fn describe(schema: &mut $crate::schema::Schema) {
                $crate::message::well_known::time::describe(&Self::type_name(), schema);
            }
        }
    };
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub(in crate::message) use time_message;

/// Negative durations are refused on decode; more than ten thousand years are written as ten
/// thousand years.
impl Time for Duration {
    const RULES: Rules = DURATION;

    fn to_parts(&self) -> Parts {
        Parts::within(&DURATION, self.as_secs().into(), self.subsec_nanos())
    }

    fn from_parts(parts: Parts) -> Option<Self> {
        Some(Self::new(parts.seconds.unsigned_abs(), parts.nanos))
    }
}

time_message!(Duration);

/// Times outside the years 1 to 9999 are refused on decode and written as the nearest within.
impl Time for SystemTime {
    const RULES: Rules = TIMESTAMP;

    fn to_parts(&self) -> Parts {
        match self.duration_since(Self::UNIX_EPOCH) {
            Ok(after) => Parts::within(&TIMESTAMP, after.as_secs().into(), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let seconds = -i128::from(before.as_secs());
                match before.subsec_nanos() {
                    0 => Parts::within(&TIMESTAMP, seconds, 0),
                    nanos => Parts::within(&TIMESTAMP, seconds - 1, 1_000_000_000 - nanos),
                }
            }
        }
    }

    fn from_parts(parts: Parts) -> Option<Self> {
        let seconds = Duration::from_secs(parts.seconds.unsigned_abs());
        let whole = if parts.seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(seconds)
        } else {
            Self::UNIX_EPOCH.checked_add(seconds)
        };
        whole?.checked_add(Duration::new(0, parts.nanos))
    }
}

time_message!(SystemTime);

/// The time that no bytes stand for.
pub(in crate::message) fn epoch<T: Time>() -> T {
    T::from_parts(Parts { seconds: 0, nanos: 0 }).expect("every type has the epoch")
}

/// Reads one field of a time's message.
pub(in crate::message) fn merge_field<T: Time>(
    time: &mut T,
    tag: Tag,
    reader: &mut Reader<'_>,
) -> Result<(), DecodeError> {
    let rules = T::RULES;
    let mut parts = time.to_parts();
    match tag.number {
        SECONDS => {
            Field::<Plain>::merge_field(&mut parts.seconds, tag, reader)?;
            if !rules.seconds.contains(&parts.seconds) {
                let error = DecodeError::out_of_range(parts.seconds, rules.allowed);
                return Err(error.at(rules.message, "seconds"));
            }
        }
        NANOS => {
            let mut nanos = parts.nanos as i32;
            Field::<Plain>::merge_field(&mut nanos, tag, reader)?;
            if !(0..1_000_000_000).contains(&nanos) {
                let error = DecodeError::out_of_range(nanos, "0 to 999999999");
                return Err(error.at(rules.message, "nanos"));
            }
            parts.nanos = nanos.unsigned_abs();
        }
        _ => return reader.skip(tag),
    }
    *time = T::from_parts(parts).ok_or_else(|| {
        DecodeError::out_of_range(parts.seconds, std::any::type_name::<T>())
            .at(rules.message, "seconds")
    })?;
    Ok(())
}

/// Adds the message with this name.
pub(in crate::message) fn describe(name: &TypeName, schema: &mut Schema) {
    schema.add_message(name, "strait::well_known::time", |schema| {
        definition(vec![
            field::<i64, Plain>("seconds", SECONDS, schema),
            field::<i32, Plain>("nanos", NANOS, schema),
        ])
    });
}

/// What both messages are on the wire.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    pub(crate) seconds: i64,
    /// Counts forwards, before the epoch too: 0 to 999,999,999.
    pub(crate) nanos: u32,
}

impl Parts {
    /// The parts, or the nearest that the rules allow.
    pub(in crate::message) fn within(rules: &Rules, seconds: i128, nanos: u32) -> Self {
        let (first, last) = (*rules.seconds.start(), *rules.seconds.end());
        match i64::try_from(seconds) {
            Ok(seconds) if rules.seconds.contains(&seconds) => Self { seconds, nanos },
            _ if seconds < 0 => Self { seconds: first, nanos: 0 },
            _ => Self { seconds: last, nanos: 0 },
        }
    }

    pub(in crate::message) fn encoded_len(self, sizes: &mut Sizes) -> usize {
        Field::<Plain>::field_len(&self.seconds, SECONDS, sizes)
            + Field::<Plain>::field_len(&(self.nanos as i32), NANOS, sizes)
    }

    pub(in crate::message) fn encode_fields(self, out: &mut Writer<'_>) {
        Field::<Plain>::encode_field(&self.seconds, SECONDS, out);
        Field::<Plain>::encode_field(&(self.nanos as i32), NANOS, out);
    }
}
