//! Flags as the official interop programs take them: `--name=value`, `--name value`, and `--name`
//! alone for one that is true.

use std::{collections::BTreeMap, fmt, str::FromStr};

/// The flags of a program, each taken once.
#[derive(Debug)]
pub struct Flags {
    values: BTreeMap<String, String>,
}

/// Why flags make no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageError(String);

impl Flags {
    /// Reads arguments, the program's name not among them.
    ///
    /// # Errors
    ///
    /// If one is neither a flag nor the value of one.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Self, UsageError> {
        let mut arguments = arguments.into_iter().peekable();
        let mut values = BTreeMap::new();
        while let Some(argument) = arguments.next() {
            let flag = argument.strip_prefix("--").or_else(|| argument.strip_prefix('-'));
            let flag = flag.ok_or_else(|| UsageError(format!("`{argument}` is not a flag")))?;
            let (name, value) = match flag.split_once('=') {
                Some((name, value)) => (name, value.to_owned()),
                None => {
                    let value = arguments.next_if(|next| !next.starts_with('-'));
                    (flag, value.unwrap_or_else(|| "true".to_owned()))
                }
            };
            values.insert(name.to_owned(), value);
        }
        Ok(Self { values })
    }

    /// Takes a flag.
    ///
    /// # Errors
    ///
    /// If its value is not of this type.
    pub fn take<T: FromStr>(&mut self, name: &str) -> Result<Option<T>, UsageError> {
        let Some(value) = self.values.remove(name) else { return Ok(None) };
        let parsed = value.parse();
        parsed.map(Some).map_err(|_| UsageError(format!("--{name} cannot be `{value}`")))
    }

    /// Ends with an error if a flag is left, which no one knows.
    ///
    /// # Errors
    ///
    /// It names the flag.
    pub fn end(self) -> Result<(), UsageError> {
        match self.values.into_keys().next() {
            Some(name) => Err(UsageError(format!("there is no flag --{name}"))),
            None => Ok(()),
        }
    }
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Flags, UsageError> {
        Flags::parse(arguments.iter().map(|&argument| argument.to_owned()))
    }

    #[test]
    fn flags_come_in_three_forms() {
        let mut flags =
            parse(&["--port=1", "--use_tls", "-server_host", "localhost"]).expect("good");
        assert_eq!(flags.take("port"), Ok(Some(1)));
        assert_eq!(flags.take("use_tls"), Ok(Some(true)));
        assert_eq!(flags.take("server_host"), Ok(Some("localhost".to_owned())));
        assert_eq!(flags.take::<bool>("use_test_ca"), Ok(None));
        assert_eq!(flags.end(), Ok(()));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        assert_eq!(parse(&["port"]).expect_err("no dash").to_string(), "`port` is not a flag");
        let mut flags = parse(&["--port=x", "--prot=1"]).expect("flags");
        let error = flags.take::<u16>("port").expect_err("not a number");
        assert_eq!(error.to_string(), "--port cannot be `x`");
        assert_eq!(flags.end().expect_err("unknown").to_string(), "there is no flag --prot");
    }
}
