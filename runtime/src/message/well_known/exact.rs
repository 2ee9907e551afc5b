//! `google.protobuf.Timestamp` and `google.protobuf.Duration` as they are on the wire.
//!
//! `SystemTime` and `std::time::Duration` in fields say the same and are nicer to work with, but
//! hold less: no negative durations, and nothing outside the range that the messages allow. These
//! hold whatever was sent.

use std::{error, fmt, time};

use strait_proto_compat::schema::{Schema, TypeName};

use super::{google, time::describe};
use crate::message::{
    Decode, DecodeError, Encode, Field, Message, Plain, Reader, Sizes, Tag, Writer,
};

const SECONDS: u32 = 1;
const NANOS: u32 = 2;
const NANOS_PER_SECOND: i32 = 1_000_000_000;

/// A point in time: `google.protobuf.Timestamp`.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use strait::well_known::Timestamp;
///
/// let time = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
/// let sent = Timestamp::from(time);
/// assert_eq!(sent, Timestamp { seconds: 1, nanos: 500_000_000 });
/// assert_eq!(SystemTime::try_from(sent)?, time);
/// # Ok::<(), strait::well_known::OutOfRange>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Seconds since the start of 1970 in UTC; of a valid one within the years 1 to 9999.
    pub seconds: i64,
    /// What comes after the second; of a valid one 0 to 999,999,999, before 1970 too.
    pub nanos: i32,
}

/// A span of time: `google.protobuf.Duration`.
///
/// ```
/// use strait::well_known::Duration;
///
/// let timeout = Duration::try_from(std::time::Duration::from_millis(1_500))?;
/// assert_eq!(timeout, Duration { seconds: 1, nanos: 500_000_000 });
///
/// let back = Duration { seconds: -1, nanos: -500_000_000 };
/// assert!(std::time::Duration::try_from(back).is_err());
/// # Ok::<(), strait::well_known::OutOfRange>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    /// Whole seconds; of a valid one at most 315,576,000,000 in either direction, which is ten
    /// thousand years.
    pub seconds: i64,
    /// The rest; of a valid one less than a second, with the sign of `seconds` unless that is 0.
    pub nanos: i32,
}

/// A time that the other type cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange {
    seconds: i128,
    nanos: i32,
    target: &'static str,
}

impl Timestamp {
    /// Whether it is within the years 1 to 9999 and its `nanos` are less than a second.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        // "Must be from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z inclusive."
        // <https://protobuf.dev/reference/protobuf/google.protobuf/#timestamp>
        (-62_135_596_800..=253_402_300_799).contains(&self.seconds)
            && (0..NANOS_PER_SECOND).contains(&self.nanos)
    }
}

impl Duration {
    /// Whether it is at most ten thousand years and its parts have one sign.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        // "Must be from -315,576,000,000 to +315,576,000,000 inclusive"; "for durations of one
        // second or more, a non-zero value for the `nanos` field must be of the same sign as the
        // `seconds` field". <https://protobuf.dev/reference/protobuf/google.protobuf/#duration>
        self.seconds.unsigned_abs() <= 315_576_000_000
            && self.nanos.unsigned_abs() < NANOS_PER_SECOND.unsigned_abs()
            && i64::from(self.nanos.signum()) * self.seconds.signum() >= 0
    }
}

/// Makes a struct of `seconds` and `nanos` the message with this name.
macro_rules! seconds_and_nanos {
    ($($type:ident)*) => {$(
        impl Encode for $type {
            fn encoded_len(&self, sizes: &mut Sizes) -> usize {
                Field::<Plain>::field_len(&self.seconds, SECONDS, sizes)
                    + Field::<Plain>::field_len(&self.nanos, NANOS, sizes)
            }

            fn encode_fields(&self, out: &mut Writer<'_>) {
                Field::<Plain>::encode_field(&self.seconds, SECONDS, out);
                Field::<Plain>::encode_field(&self.nanos, NANOS, out);
            }
        }

        impl Decode for $type {
            fn empty() -> Self {
                Self::default()
            }

            fn merge_field(
                &mut self,
                tag: Tag,
                reader: &mut Reader<'_>,
            ) -> Result<(), DecodeError> {
                const NAME: &str = concat!("google.protobuf.", stringify!($type));
                match tag.number {
                    SECONDS => Field::<Plain>::merge_field(&mut self.seconds, tag, reader)
                        .map_err(|error| error.at(NAME, "seconds")),
                    NANOS => Field::<Plain>::merge_field(&mut self.nanos, tag, reader)
                        .map_err(|error| error.at(NAME, "nanos")),
                    _ => reader.skip(tag),
                }
            }
        }

        impl Message for $type {
            fn type_name() -> TypeName {
                google(stringify!($type))
            }

            fn describe(schema: &mut Schema) {
                describe(&Self::type_name(), schema);
            }
        }
    )*};
}

seconds_and_nanos!(Timestamp Duration);

impl From<time::SystemTime> for Timestamp {
    /// Exact wherever a `SystemTime` counts its seconds in 64 bits, which is everywhere.
    fn from(time: time::SystemTime) -> Self {
        let whole = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX);
        match time.duration_since(time::SystemTime::UNIX_EPOCH) {
            Ok(after) => {
                Self { seconds: whole(after.as_secs()), nanos: after.subsec_nanos() as i32 }
            }
            Err(error) => {
                let before = error.duration();
                let seconds = -whole(before.as_secs());
                match before.subsec_nanos() as i32 {
                    0 => Self { seconds, nanos: 0 },
                    nanos => {
                        Self { seconds: seconds.saturating_sub(1), nanos: NANOS_PER_SECOND - nanos }
                    }
                }
            }
        }
    }
}

impl TryFrom<Timestamp> for time::SystemTime {
    type Error = OutOfRange;

    /// # Errors
    ///
    /// If `nanos` are negative or a second and more, or this system does not reach that far.
    fn try_from(timestamp: Timestamp) -> Result<Self, OutOfRange> {
        let Timestamp { seconds, nanos } = timestamp;
        let refused = OutOfRange { seconds: seconds.into(), nanos, target: "SystemTime" };
        if !(0..NANOS_PER_SECOND).contains(&nanos) {
            return Err(refused);
        }
        let span = time::Duration::from_secs(seconds.unsigned_abs());
        let whole = if seconds < 0 {
            Self::UNIX_EPOCH.checked_sub(span)
        } else {
            Self::UNIX_EPOCH.checked_add(span)
        };
        whole
            .and_then(|time| time.checked_add(time::Duration::new(0, nanos.unsigned_abs())))
            .ok_or(refused)
    }
}

impl TryFrom<time::Duration> for Duration {
    type Error = OutOfRange;

    /// # Errors
    ///
    /// If its seconds do not fit into an `i64`.
    fn try_from(duration: time::Duration) -> Result<Self, OutOfRange> {
        let nanos = duration.subsec_nanos() as i32;
        let seconds = i64::try_from(duration.as_secs()).map_err(|_| OutOfRange {
            seconds: duration.as_secs().into(),
            nanos,
            target: "google.protobuf.Duration",
        })?;
        Ok(Self { seconds, nanos })
    }
}

impl TryFrom<Duration> for time::Duration {
    type Error = OutOfRange;

    /// # Errors
    ///
    /// If it is negative, or `nanos` are a second and more.
    fn try_from(duration: Duration) -> Result<Self, OutOfRange> {
        let Duration { seconds, nanos } = duration;
        let refused = OutOfRange { seconds: seconds.into(), nanos, target: "std::time::Duration" };
        if !(0..NANOS_PER_SECOND).contains(&nanos) {
            return Err(refused);
        }
        let seconds = u64::try_from(seconds).map_err(|_| refused)?;
        Ok(Self::new(seconds, nanos.unsigned_abs()))
    }
}

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seconds, nanos, target } = self;
        write!(f, "{seconds} seconds and {nanos} nanoseconds cannot be a `{target}`")
    }
}

impl error::Error for OutOfRange {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_before_the_epoch_count_their_nanoseconds_forwards() {
        let time = time::SystemTime::UNIX_EPOCH - time::Duration::from_millis(1_250);
        let timestamp = Timestamp::from(time);
        assert_eq!(timestamp, Timestamp { seconds: -2, nanos: 750_000_000 });
        assert_eq!(time::SystemTime::try_from(timestamp), Ok(time));
    }

    #[test]
    fn durations_go_both_ways_unless_negative() {
        let duration = time::Duration::new(3, 999_999_999);
        let message = Duration::try_from(duration).expect("fits");
        assert_eq!(time::Duration::try_from(message), Ok(duration));
        let error = time::Duration::try_from(Duration { seconds: 0, nanos: -1 });
        assert_eq!(
            error.expect_err("is negative").to_string(),
            "0 seconds and -1 nanoseconds cannot be a `std::time::Duration`"
        );
    }

    #[test]
    fn whatever_was_sent_is_kept() {
        for (seconds, nanos) in [(i64::MIN, i32::MIN), (1, 1_000_000_000), (i64::MAX, i32::MAX)] {
            let timestamp = Timestamp { seconds, nanos };
            let again = Timestamp::decode(timestamp.encode_to_bytes());
            assert_eq!(again.expect("encoded just now"), timestamp);
            assert!(!timestamp.is_valid());
            let duration = Duration { seconds, nanos };
            let again = Duration::decode(duration.encode_to_bytes());
            assert_eq!(again.expect("encoded just now"), duration);
            assert!(!duration.is_valid());
        }
    }
}
