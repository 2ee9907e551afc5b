//! `jiff::Timestamp`.

use jiff::Timestamp;

use super::text;
use crate::message::well_known::time::{Parts, Rules, TIMESTAMP, Time, epoch, time_message};

impl Time for Timestamp {
    const RULES: Rules = TIMESTAMP;

    fn to_parts(&self) -> Parts {
        let nanos = self.as_nanosecond();
        let (seconds, nanos) = (nanos.div_euclid(1_000_000_000), nanos.rem_euclid(1_000_000_000));
        Parts::within(&TIMESTAMP, seconds, nanos as u32)
    }

    fn from_parts(parts: Parts) -> Option<Self> {
        let nanos = i128::from(parts.seconds) * 1_000_000_000 + i128::from(parts.nanos);
        Self::from_nanosecond(nanos).ok()
    }
}

time_message!(Timestamp);

text!(
    Timestamp,
    epoch(),
    |time| Timestamp::from_parts(time.to_parts()).unwrap_or(*time).to_string(),
    |text| text.parse().ok(),
    "is not a time in RFC 3339"
);
