//! Why JSON is not a message, or a message not JSON.

use std::{error, fmt};

/// Why JSON is not such a message, or a message cannot be JSON.
///
/// ```
/// use strait::{Message, json};
///
/// strait::package!("shop");
///
/// #[derive(Debug, Message)]
/// struct Basket {
///     #[tag(1)]
///     counts: Vec<u32>,
/// }
///
/// let error = json::from_str::<Basket>("{\"counts\": [1,\n -2]}").unwrap_err();
/// assert_eq!((error.line(), error.column(), error.path()), (2, 3, "counts[1]"));
/// assert_eq!(
///     error.to_string(),
///     "counts[1]: -2 is out of range, expected a uint32 (0 to 4294967295), at line 2 column 3"
/// );
/// ```
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: String,
    path: String,
    line: usize,
    column: usize,
}

impl Error {
    pub(super) fn new(error: &serde_json::Error, path: String) -> Self {
        let (line, column) = (error.line(), error.column());
        let mut problem = error.to_string();
        if let Some(text) = problem.strip_suffix(&format!(" at line {line} column {column}")) {
            problem.truncate(text.len());
        }
        Self(Box::new(Inner { problem, path, line, column }))
    }

    /// What is wrong, and what was expected.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.0.problem
    }

    /// The field, with the names it has in JSON: `moods[3].labels["x"]`. Empty for the message
    /// itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line, from 1; 0 if the message could not be written.
    #[must_use]
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in bytes, from 1, where reading stopped.
    #[must_use]
    pub fn column(&self) -> usize {
        self.0.column
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { problem, path, line, column } = &*self.0;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        f.write_str(problem)?;
        if *line > 0 {
            write!(f, ", at line {line} column {column}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl error::Error for Error {}
