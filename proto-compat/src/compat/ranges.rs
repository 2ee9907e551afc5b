//! Ranges of numbers that must stay covered: those reserved, and those left to extensions.

use std::ops::RangeInclusive;

/// A sentence for each older range that the newer ones cover no longer, or not as a whole.
pub(super) fn lost(
    kind: &str,
    what: &str,
    before: &[RangeInclusive<i32>],
    after: &[RangeInclusive<i32>],
    max: i32,
) -> Vec<String> {
    let mut messages = vec![];
    for range in before {
        let missing = missing(range, after);
        if !missing.is_empty() {
            let missing: Vec<_> = missing.iter().map(|range| text(range, max)).collect();
            let (range, missing) = (text(range, max), missing.join(", "));
            messages.push(format!(
                "{kind} range {range} of {what} is not covered any more: {missing} was removed"
            ));
        }
    }
    messages
}

/// What of `range` none of `others` has.
fn missing(
    range: &RangeInclusive<i32>,
    others: &[RangeInclusive<i32>],
) -> Vec<RangeInclusive<i32>> {
    let mut others: Vec<_> = others.iter().filter(|other| !other.is_empty()).collect();
    others.sort_by_key(|other| *other.start());
    let mut missing = vec![];
    // Wider than the numbers, so that the last of them has a successor.
    let (mut next, end) = (i64::from(*range.start()), i64::from(*range.end()));
    for other in others {
        let (first, last) = (i64::from(*other.start()), i64::from(*other.end()));
        if first > end {
            break;
        }
        if first > next {
            missing.push(next..=first - 1);
        }
        next = next.max(last + 1);
    }
    if next <= end {
        missing.push(next..=end);
    }
    let narrow = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
    missing.into_iter().map(|range| narrow(*range.start())..=narrow(*range.end())).collect()
}

/// As a `.proto` file writes it.
fn text(range: &RangeInclusive<i32>, max: i32) -> String {
    match (*range.start(), *range.end()) {
        (start, end) if start == end => start.to_string(),
        (start, end) if end >= max => format!("{start} to max"),
        (start, end) => format!("{start} to {end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_what_nothing_covers() {
        assert!(missing(&(1..=9), &[5..=9, 1..=4]).is_empty());
        assert_eq!(missing(&(1..=9), &[]), [1..=9]);
        assert_eq!(missing(&(1..=9), &[3..=4, 4..=5, 9..=12]), [1..=2, 6..=8]);
        assert_eq!(missing(&(5..=i32::MAX), &[1..=6]), [7..=i32::MAX]);
        assert!(missing(&(i32::MIN..=i32::MAX), &[i32::MIN..=-1, 0..=i32::MAX]).is_empty());
    }

    #[test]
    fn ranges_are_written_as_in_a_proto_file() {
        assert_eq!(text(&(5..=5), 100), "5");
        assert_eq!(text(&(5..=100), 100), "5 to max");
        let messages = lost("reserved", "message \"a\"", &[1..=5], &[2..=3], 100);
        let expected =
            "reserved range 1 to 5 of message \"a\" is not covered any more: 1, 4 to 5 was removed";
        assert_eq!(messages, [expected]);
    }
}
