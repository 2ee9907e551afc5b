//! `std::time` as `google.protobuf.Duration` and `google.protobuf.Timestamp`.
//!
//! Both messages are `{ int64 seconds = 1; int32 nanos = 2; }` with rules of their own. They are
//! checked as each field is read, so that an invalid time never exists on this side.

use std::{
    ops::RangeInclusive,
    time::{Duration, SystemTime},
};

use strait_proto_compat::schema::{Schema, TypeName};

use super::{definition, field, google};
use crate::message::{
    Decode, DecodeError, Encode, Field, Message, Plain, Reader, Sizes, Tag, Writer,
};

const SECONDS: u32 = 1;
const NANOS: u32 = 2;

const DURATION: Rules = Rules {
    message: "google.protobuf.Duration",
    // "Must be from -315,576,000,000 to +315,576,000,000 inclusive": ten thousand years.
    // <https://protobuf.dev/reference/protobuf/google.protobuf/#duration>
    seconds: 0..=315_576_000_000,
    allowed: "std::time::Duration within 0 to 315576000000 seconds",
};

const TIMESTAMP: Rules = Rules {
    message: "google.protobuf.Timestamp",
    // "Must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z inclusive."
    // <https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp>
    seconds: -62_135_596_800..=253_402_300_799,
    allowed: "the years 1 to 9999",
};

/// What a message of seconds and nanoseconds may hold.
struct Rules {
    message: &'static str,
    seconds: RangeInclusive<i64>,
    allowed: &'static str,
}

/// A `google.protobuf.Duration`. Negative ones are refused on decode; more than ten thousand
/// years are written as ten thousand years.
impl Encode for Duration {
    fn encoded_len(&self, sizes: &mut Sizes) -> usize {
        Parts::from(*self).encoded_len(sizes)
    }

    fn encode_fields(&self, out: &mut Writer<'_>) {
        Parts::from(*self).encode_fields(out);
    }
}

impl Decode for Duration {
    fn empty() -> Self {
        Self::ZERO
    }

    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let mut parts = Parts::from(*self);
        parts.merge_field(tag, reader, &DURATION)?;
        *self = Self::new(parts.seconds.unsigned_abs(), parts.nanos);
        Ok(())
    }
}

impl Message for Duration {
    fn type_name() -> TypeName {
        google("Duration")
    }

    fn describe(schema: &mut Schema) {
        Parts::describe(&Self::type_name(), schema);
    }
}

/// A `google.protobuf.Timestamp`. Times outside the years 1 to 9999 are refused on decode and
/// written as the nearest within.
impl Encode for SystemTime {
    fn encoded_len(&self, sizes: &mut Sizes) -> usize {
        Parts::from(*self).encoded_len(sizes)
    }

    fn encode_fields(&self, out: &mut Writer<'_>) {
        Parts::from(*self).encode_fields(out);
    }
}

impl Decode for SystemTime {
    fn empty() -> Self {
        Self::UNIX_EPOCH
    }

    fn merge_field(&mut self, tag: Tag, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        let mut parts = Parts::from(*self);
        parts.merge_field(tag, reader, &TIMESTAMP)?;
        *self = parts.after_epoch().ok_or_else(|| {
            DecodeError::out_of_range(parts.seconds, "SystemTime on this platform")
                .at(TIMESTAMP.message, "seconds")
        })?;
        Ok(())
    }
}

impl Message for SystemTime {
    fn type_name() -> TypeName {
        google("Timestamp")
    }

    fn describe(schema: &mut Schema) {
        Parts::describe(&Self::type_name(), schema);
    }
}

/// What both messages are on the wire.
#[derive(Clone, Copy)]
struct Parts {
    seconds: i64,
    /// Counts forwards, before the epoch too: 0 to 999,999,999.
    nanos: u32,
}

impl Parts {
    /// The parts, or the nearest that the rules allow.
    fn within(rules: &Rules, seconds: i128, nanos: u32) -> Self {
        let (first, last) = (*rules.seconds.start(), *rules.seconds.end());
        match i64::try_from(seconds) {
            Ok(seconds) if rules.seconds.contains(&seconds) => Self { seconds, nanos },
            _ if seconds < 0 => Self { seconds: first, nanos: 0 },
            _ => Self { seconds: last, nanos: 0 },
        }
    }

    fn after_epoch(self) -> Option<SystemTime> {
        let seconds = Duration::from_secs(self.seconds.unsigned_abs());
        let whole = if self.seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(seconds)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(seconds)
        };
        whole?.checked_add(Duration::new(0, self.nanos))
    }

    fn encoded_len(self, sizes: &mut Sizes) -> usize {
        Field::<Plain>::field_len(&self.seconds, SECONDS, sizes)
            + Field::<Plain>::field_len(&self.nanos, NANOS, sizes)
    }

    fn encode_fields(self, out: &mut Writer<'_>) {
        Field::<Plain>::encode_field(&self.seconds, SECONDS, out);
        Field::<Plain>::encode_field(&self.nanos, NANOS, out);
    }

    fn merge_field(
        &mut self,
        tag: Tag,
        reader: &mut Reader<'_>,
        rules: &Rules,
    ) -> Result<(), DecodeError> {
        match tag.number {
            SECONDS => {
                let mut seconds = self.seconds;
                Field::<Plain>::merge_field(&mut seconds, tag, reader)?;
                if !rules.seconds.contains(&seconds) {
                    let error = DecodeError::out_of_range(seconds, rules.allowed);
                    return Err(error.at(rules.message, "seconds"));
                }
                self.seconds = seconds;
            }
            NANOS => {
                let mut nanos = self.nanos as i32;
                Field::<Plain>::merge_field(&mut nanos, tag, reader)?;
                self.nanos = u32::try_from(nanos)
                    .ok()
                    .filter(|nanos| *nanos < 1_000_000_000)
                    .ok_or_else(|| {
                        DecodeError::out_of_range(nanos, "0 to 999999999")
                            .at(rules.message, "nanos")
                    })?;
            }
            _ => reader.skip(tag)?,
        }
        Ok(())
    }

    fn describe(name: &TypeName, schema: &mut Schema) {
        schema.add_message(name, "strait::well_known::time", |schema| {
            definition(vec![
                field::<i64, Plain>("seconds", SECONDS, schema),
                field::<i32, Plain>("nanos", NANOS, schema),
            ])
        });
    }
}

impl From<Duration> for Parts {
    fn from(duration: Duration) -> Self {
        Self::within(&DURATION, duration.as_secs().into(), duration.subsec_nanos())
    }
}

impl From<SystemTime> for Parts {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => Self::within(&TIMESTAMP, after.as_secs().into(), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                let seconds = -i128::from(before.as_secs());
                match before.subsec_nanos() {
                    0 => Self::within(&TIMESTAMP, seconds, 0),
                    nanos => Self::within(&TIMESTAMP, seconds - 1, 1_000_000_000 - nanos),
                }
            }
        }
    }
}
