//! What is wrong with a filter or an order, and where.

use std::fmt;

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilterError {
    /// The character at which it is wrong, counting from 1.
    pub(crate) column: usize,
    /// What is wrong there: one lower-case phrase.
    pub(crate) message: String,
}

impl FilterError {
    pub(super) fn new(column: usize, message: impl Into<String>) -> Self {
        FilterError {
            column,
            message: message.into(),
        }
    }
}

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at character {}: {}", self.column, self.message)
    }
}

impl std::error::Error for FilterError {}

/// A word of the caller's as messages show it: no longer than a line.
pub(super) fn shown(word: &str) -> String {
    const LONGEST: usize = 40;
    match word.char_indices().nth(LONGEST) {
        None => format!("`{word}`"),
        Some((end, _)) => format!("`{}...`", &word[..end]),
    }
}
