//! Numbers on their way to Markdown.

use std::fmt;

/// A Markdown table under construction.
pub(crate) struct Table {
    columns: usize,
    text: String,
}

impl Table {
    pub(crate) fn new<S: fmt::Display>(head: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self { columns: 0, text: String::new() };
        table.columns = table.line(head);
        table.line(std::iter::repeat_n("---", table.columns));
        table
    }

    pub(crate) fn row<S: fmt::Display>(&mut self, cells: impl IntoIterator<Item = S>) {
        let count = self.line(cells);
        assert_eq!(count, self.columns, "a row is as wide as the head");
    }

    fn line<S: fmt::Display>(&mut self, cells: impl IntoIterator<Item = S>) -> usize {
        let mut count = 0;
        for cell in cells {
            self.text.push_str(&format!("| {cell} "));
            count += 1;
        }
        self.text.push_str("|\n");
        count
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The middle of a sample, and where its middle half lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    low: f64,
    high: f64,
}

impl Spread {
    /// `None` of an empty sample.
    pub(crate) fn of(sample: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = sample.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let position = share * sorted.len().checked_sub(1)? as f64;
            let (below, above) = (position.floor() as usize, position.ceil() as usize);
            let weight = position - position.floor();
            Some(sorted[below] * (1.0 - weight) + sorted[above] * weight)
        };
        Some(Self { median: at(0.5)?, low: at(0.25)?, high: at(0.75)? })
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { median, low, high } = self;
        write!(f, "**{median:.2}** ({low:.2}–{high:.2})")
    }
}

/// A count with its thousands set apart.
pub(crate) fn thousands(count: f64) -> String {
    let digits = format!("{count:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_the_median_and_the_middle_half() {
        assert_eq!(Spread::of([]), None);
        let spread = Spread::of([5.0, 1.0, 2.0, 4.0, 3.0]).unwrap();
        assert_eq!(spread, Spread { median: 3.0, low: 2.0, high: 4.0 });
        assert_eq!(Spread::of([1.0, 2.0]).unwrap().median, 1.5);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(thousands(45_800.4), "45,800");
        assert_eq!(thousands(999.0), "999");
        assert_eq!(thousands(1_234_567.0), "1,234,567");
    }
}
