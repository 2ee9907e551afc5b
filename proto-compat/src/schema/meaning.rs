//! What a value stands for beyond its bytes: the names of newtypes, and the lines of a comment that
//! carry them.
//!
//! A `UserId(u64)` is a `uint64` to all of protobuf. That it is a `UserId` every tool passes on in
//! the comment of the field, and none has to know:
//!
//! ```text
//! // Who ordered what.
//! // strait:key UserId
//! // strait:type OrderId
//! map<uint64, uint64> orders = 1;
//! ```
//!
//! What it means that one became another is for `compat` to say.

/// What the line starts with that names the type of the values.
const TYPE: &str = "strait:type ";

/// What the line starts with that names the type of a map's keys.
const KEY: &str = "strait:key ";

/// The names of the types that a field's values have beyond protobuf's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Meaning {
    /// Of the keys, in a map.
    pub key: Option<String>,
    /// Of the values.
    pub value: Option<String>,
}

impl Meaning {
    /// What values mean that are not in a map.
    #[must_use]
    pub fn of_values(name: Option<&str>) -> Self {
        Self { key: None, value: name.map(str::to_owned) }
    }

    /// What the keys and values of a map mean.
    #[must_use]
    pub fn of_entries(key: Option<&str>, value: Option<&str>) -> Self {
        Self { key: key.map(str::to_owned), value: value.map(str::to_owned) }
    }

    /// What a comment says, the first of several lines of one kind.
    pub fn said<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut meaning = Self::default();
        for line in lines.into_iter().map(str::trim) {
            if let Some(name) = line.strip_prefix(KEY) {
                meaning.key.get_or_insert_with(|| name.trim().to_owned());
            } else if let Some(name) = line.strip_prefix(TYPE) {
                meaning.value.get_or_insert_with(|| name.trim().to_owned());
            }
        }
        meaning
    }

    /// The lines of a comment as they follow the comment signs, with those of the meaning. What is
    /// said here is not said there a second time, and not otherwise: the type knows, where
    /// documentation may be left behind.
    pub(crate) fn added_to(&self, comment: &[String]) -> Vec<String> {
        let said = [(KEY, &self.key), (TYPE, &self.value)];
        let is_said = |line: &str| {
            said.iter().any(|(start, name)| name.is_some() && line.trim().starts_with(start))
        };
        let mut lines = comment.to_vec();
        lines.retain(|line| !is_said(line));
        let names = said.into_iter().filter_map(|(start, name)| Some((start, name.as_ref()?)));
        lines.extend(names.map(|(start, name)| format!(" {start}{name}")));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_comment_says_what_was_added_to_it() {
        let both = Meaning::of_entries(Some("UserId"), Some("OrderId"));
        let comment = both.added_to(&lines(" Who ordered what."));
        assert_eq!(comment, lines(" Who ordered what.\n strait:key UserId\n strait:type OrderId"));
        assert_eq!(Meaning::said(comment.iter().map(String::as_str)), both);
        assert_eq!(both.added_to(&comment), comment, "once is enough");
        assert_eq!(Meaning::default().added_to(&comment), comment);
        assert_eq!(Meaning::said(["a strait:type UserId", "strait:types"]), Meaning::default());
    }

    #[test]
    fn the_type_knows_better_than_its_documentation() {
        let order = Meaning::of_values(Some("OrderId"));
        let comment = order.added_to(&lines(" strait:type UserId\n Whose.\n strait:key Name"));
        assert_eq!(comment, lines(" Whose.\n strait:key Name\n strait:type OrderId"));
    }
}
