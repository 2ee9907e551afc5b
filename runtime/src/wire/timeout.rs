//! The `grpc-timeout` header.
//!
//! "Timeout → "grpc-timeout" TimeoutValue TimeoutUnit; TimeoutValue → {positive integer as ASCII
//! string of at most 8 digits}; TimeoutUnit → Hour / Minute / Second / Millisecond / Microsecond /
//! Nanosecond"

use std::time::Duration;

/// Nanoseconds in each unit, finest first.
const UNITS: [(u8, u128); 6] = [
    (b'n', 1),
    (b'u', 1_000),
    (b'm', 1_000_000),
    (b'S', 1_000_000_000),
    (b'M', 60_000_000_000),
    (b'H', 3_600_000_000_000),
];

/// The header's value: the finest unit that fits in eight digits, rounded up, so that the server
/// never stops before the client does.
pub(crate) fn format(timeout: Duration) -> String {
    const MAX: u128 = 99_999_999;
    for (unit, nanos) in UNITS {
        let value = timeout.as_nanos().div_ceil(nanos);
        if value <= MAX {
            return format!("{value}{}", char::from(unit));
        }
    }
    // 11,415 years.
    format!("{MAX}H")
}

/// Reads the header's value; `None` if it is malformed.
pub(crate) fn parse(header: &[u8]) -> Option<Duration> {
    let (&unit, digits) = header.split_last()?;
    let (_, nanos) = UNITS.into_iter().find(|(u, _)| *u == unit)?;
    if digits.is_empty() || digits.len() > 8 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0, |n, digit| n * 10 + u128::from(digit - b'0'));
    let nanos = value * nanos;
    let seconds = u64::try_from(nanos / 1_000_000_000).ok()?;
    let rest = u32::try_from(nanos % 1_000_000_000).ok()?;
    Some(Duration::new(seconds, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finest_unit_that_fits_is_used_and_rounded_up() {
        assert_eq!(format(Duration::from_millis(50)), "50000000n");
        assert_eq!(format(Duration::from_secs(2)), "2000000u");
        assert_eq!(format(Duration::new(100, 1)), "100001m");
        assert_eq!(format(Duration::MAX), "99999999H");
    }

    #[test]
    fn a_timeout_never_shrinks_on_its_way() {
        for nanos in [1, 99_999_999, 100_000_001, 123_456_789_012_345, 9_999_999_999_999_999] {
            let timeout = Duration::from_nanos(nanos);
            assert!(parse(format(timeout).as_bytes()).unwrap() >= timeout, "{nanos}");
        }
    }

    #[test]
    fn malformed_values_are_refused() {
        for bad in ["", "S", "1", "1x", "-1S", "+1S", "1.5S", "123456789n", " 1S", "1S "] {
            assert_eq!(parse(bad.as_bytes()), None, "{bad:?}");
        }
        assert_eq!(parse(b"0n"), Some(Duration::ZERO));
        assert_eq!(parse(b"99999999H"), Some(Duration::from_secs(99_999_999 * 3600)));
    }
}
