//! The text of times and durations, by hand: the rules are few, and a date library would be a
//! dependency of everybody who wants JSON.

use crate::message::well_known::{Duration, Timestamp};

const SECONDS_PER_DAY: i64 = 86_400;

/// `2026-11-22T20:00:00.500Z`; the fraction has 0, 3, 6 or 9 digits.
pub(super) fn format_timestamp(timestamp: &Timestamp) -> String {
    let days = timestamp.seconds.div_euclid(SECONDS_PER_DAY);
    let second = timestamp.seconds.rem_euclid(SECONDS_PER_DAY);
    let (year, month, day) = date_of(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = format_fraction(timestamp.nanos.unsigned_abs());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// `-1.500s`.
pub(super) fn format_duration(duration: &Duration) -> String {
    let sign = if duration.seconds < 0 || duration.nanos < 0 { "-" } else { "" };
    let fraction = format_fraction(duration.nanos.unsigned_abs());
    format!("{sign}{}{fraction}s", duration.seconds.unsigned_abs())
}

fn format_fraction(nanos: u32) -> String {
    match nanos {
        0 => String::new(),
        _ if nanos.is_multiple_of(1_000_000) => format!(".{:03}", nanos / 1_000_000),
        _ if nanos.is_multiple_of(1_000) => format!(".{:06}", nanos / 1_000),
        _ => format!(".{nanos:09}"),
    }
}

/// RFC 3339 with any offset, in capitals as JSON wants it.
pub(super) fn parse_timestamp(text: &str) -> Result<Timestamp, &'static str> {
    let timestamp = read_timestamp(&mut Cursor(text)).ok_or("is not a time in RFC 3339")?;
    if timestamp.is_valid() { Ok(timestamp) } else { Err("is outside the years 1 to 9999") }
}

fn read_timestamp(text: &mut Cursor<'_>) -> Option<Timestamp> {
    let (year, month, day) =
        (text.digits(4)?, text.after("-")?.digits(2)?, text.after("-")?.digits(2)?);
    let hour = text.after("T")?.digits(2)?;
    let (minute, second) = (text.after(":")?.digits(2)?, text.after(":")?.digits(2)?);
    let nanos = text.fraction()?;
    let offset = read_offset(text)?;
    let is_date = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    // A leap second has no number of its own.
    if !text.0.is_empty() || !is_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let second_of_day = hour * 3600 + minute * 60 + second;
    let seconds = day_of(year, month, day) * SECONDS_PER_DAY + second_of_day - offset;
    Some(Timestamp { seconds, nanos })
}

/// `Z`, or hours and minutes ahead of UTC, in seconds.
fn read_offset(text: &mut Cursor<'_>) -> Option<i64> {
    if text.after("Z").is_some() {
        return Some(0);
    }
    let sign = if text.after("+").is_some() { 1 } else { text.after("-").map(|_| -1)? };
    let (hours, minutes) = (text.digits(2)?, text.after(":")?.digits(2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

/// Seconds with at most nine digits of a fraction, and an `s`.
pub(super) fn parse_duration(text: &str) -> Result<Duration, &'static str> {
    const NONE: &str = "is not a duration";
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = unsigned.split_at_checked(digits).ok_or(NONE)?;
    let mut rest = Cursor(rest);
    let nanos = rest.fraction().ok_or(NONE)?;
    if whole.is_empty() || rest.0 != "s" {
        return Err(NONE);
    }
    let seconds = whole.parse().unwrap_or(i64::MAX);
    let duration = match unsigned.len() < text.len() {
        true => Duration { seconds: -seconds, nanos: -nanos },
        false => Duration { seconds, nanos },
    };
    if duration.is_valid() { Ok(duration) } else { Err("is more than ten thousand years") }
}

/// The text that is left.
struct Cursor<'a>(&'a str);

impl Cursor<'_> {
    /// Exactly this many digits.
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    /// Itself behind `prefix`, if that comes next.
    fn after(&mut self, prefix: &str) -> Option<&mut Self> {
        self.0 = self.0.strip_prefix(prefix)?;
        Some(self)
    }

    /// A dot and one to nine digits as nanoseconds; 0 if there is no dot.
    fn fraction(&mut self) -> Option<i32> {
        if self.after(".").is_none() {
            return Some(0);
        }
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let missing = 9_u32.checked_sub(u32::try_from(count).ok()?)?;
        if count == 0 {
            return None;
        }
        i32::try_from(self.digits(count)? * 10_i64.pow(missing)).ok()
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

// The calendar repeats every 400 years of 146,097 days. Years are counted from March, which puts
// the leap day at their end; then 153 days are five months. The algorithm is Howard Hinnant's:
// <https://howardhinnant.github.io/date_algorithms.html#days_from_civil>
const DAYS_PER_ERA: i64 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

/// Days since 1970-01-01.
fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_ERA + day_of_era - EPOCH
}

/// Year, month and day of days since 1970-01-01.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let (era, day_of_era) = (days.div_euclid(DAYS_PER_ERA), days.rem_euclid(DAYS_PER_ERA));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_calendar_comes_back() {
        let first = day_of(1, 1, 1);
        assert_eq!(first * SECONDS_PER_DAY, -62_135_596_800);
        assert_eq!(day_of(1970, 1, 1), 0);
        for days in first..=day_of(9999, 12, 31) {
            let (year, month, day) = date_of(days);
            assert!((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day));
            assert_eq!(day_of(year, month, day), days);
        }
    }

    #[test]
    fn times_are_read_in_any_offset_and_written_in_utc() {
        for (text, utc) in [
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
            ("1970-01-01T08:00:00.01+08:00", "1970-01-01T00:00:00.010Z"),
            ("1969-12-31T16:00:00.00001-08:00", "1970-01-01T00:00:00.000010Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
            ("2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"),
        ] {
            let timestamp = parse_timestamp(text).unwrap_or_else(|error| panic!("{text} {error}"));
            assert_eq!(format_timestamp(&timestamp), utc);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "2026-11-22",
            "2026-11-22T20:00:00",
            "2026-11-22t20:00:00Z",
            "2026-11-22T20:00:00z",
            "2026-11-22 20:00:00Z",
            "1900-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T20:00:60Z",
            "2026-11-22T20:00:00.Z",
            "2026-11-22T20:00:00.1234567890Z",
            "2026-11-22T20:00:00+0800",
            "2026-11-22T20:00:00Z ",
            "+026-11-22T20:00:00Z",
            "0000-01-01T00:00:00Z",
            "10000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
        ] {
            assert!(parse_timestamp(text).is_err(), "{text}");
        }
    }

    #[test]
    fn durations_have_a_sign_for_both_parts() {
        for (text, seconds, nanos, written) in [
            ("1.5s", 1, 500_000_000, "1.500s"),
            ("-0.000001s", 0, -1_000, "-0.000001s"),
            (
                "-315576000000.999999999s",
                -315_576_000_000,
                -999_999_999,
                "-315576000000.999999999s",
            ),
            ("0s", 0, 0, "0s"),
        ] {
            let duration = parse_duration(text).expect("a duration");
            assert_eq!(duration, Duration { seconds, nanos });
            assert_eq!(format_duration(&duration), written);
        }
        for text in [
            "1",
            "s",
            "-s",
            ".5s",
            "1.s",
            "+1s",
            "1.0000000001s",
            "1e2s",
            "--1s",
            "315576000001s",
            "99999999999999999999s",
            "1ss",
        ] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }
}
