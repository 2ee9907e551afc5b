//! `time::OffsetDateTime`, which is written in UTC.

use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

use super::text;
use crate::message::well_known::time::{Parts, Rules, TIMESTAMP, Time, time_message};

impl Time for OffsetDateTime {
    const RULES: Rules = TIMESTAMP;

    fn to_parts(&self) -> Parts {
        Parts::within(&TIMESTAMP, self.unix_timestamp().into(), self.nanosecond())
    }

    fn from_parts(parts: Parts) -> Option<Self> {
        Self::from_unix_timestamp(parts.seconds).ok()?.replace_nanosecond(parts.nanos).ok()
    }
}

time_message!(OffsetDateTime);

text!(
    OffsetDateTime,
    OffsetDateTime::UNIX_EPOCH,
    |time| {
        let utc = OffsetDateTime::from_parts(time.to_parts()).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        utc.format(&Rfc3339).expect("the years 1 to 9999 in UTC are RFC 3339")
    },
    |text| Some(OffsetDateTime::parse(text, &Rfc3339).ok()?.to_offset(UtcOffset::UTC)),
    "is not a time in RFC 3339"
);
