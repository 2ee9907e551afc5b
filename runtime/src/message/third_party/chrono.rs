//! `chrono::DateTime<Utc>`.

use chrono::{DateTime, SecondsFormat, Utc};

use super::text;
use crate::message::well_known::time::{Parts, Rules, TIMESTAMP, Time, epoch, time_message};

impl Time for DateTime<Utc> {
    const RULES: Rules = TIMESTAMP;

    /// A leap second is the end of the second before it.
    fn to_parts(&self) -> Parts {
        let nanos = self.timestamp_subsec_nanos().min(999_999_999);
        Parts::within(&TIMESTAMP, self.timestamp().into(), nanos)
    }

    fn from_parts(parts: Parts) -> Option<Self> {
        Self::from_timestamp(parts.seconds, parts.nanos)
    }
}

time_message!(DateTime<Utc>);

text!(
    DateTime<Utc>,
    epoch(),
    |time| {
        let time = DateTime::<Utc>::from_parts(time.to_parts()).unwrap_or(*time);
        time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
    },
    |text| Some(DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc)),
    "is not a time in RFC 3339"
);
