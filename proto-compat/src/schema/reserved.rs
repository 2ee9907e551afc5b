//! Reserved numbers and names in the form in which they are written.

use std::ops::RangeInclusive;

use super::Reserved;
use crate::sort;

impl Reserved {
    /// The numbers in order, with ranges that touch or overlap made one.
    pub(crate) fn merged_numbers(&self) -> Vec<RangeInclusive<i32>> {
        let mut ranges = self.numbers.clone();
        sort::by(&mut ranges, |a, b| a.start() < b.start());
        let mut merged: Vec<RangeInclusive<i32>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut() {
                Some(last) if *range.start() <= last.end().saturating_add(1) => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => merged.push(range),
            }
        }
        merged
    }

    /// The names in order, each once.
    pub(crate) fn sorted_names(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.names.iter().map(String::as_str).collect();
        sort::by(&mut names, |a, b| a < b);
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_touch_become_one() {
        let numbers = vec![10..=12, 3..=3, 7..=9, 8..=8, 20..=i32::MAX, 30..=30];
        let reserved = Reserved { numbers, names: vec![] };
        assert_eq!(reserved.merged_numbers(), [3..=3, 7..=12, 20..=i32::MAX]);
    }
}
