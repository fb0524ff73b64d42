//! Why a patch changes nothing.

use std::fmt;

/// Why a patch changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PatchError {
    /// A `test` found another value: 409 Conflict. The value is not told.
    TestFailed {
        /// Which operation, counting from 1.
        operation: usize,
        /// Its path.
        path: String,
    },
    /// The patch is no patch, or does not fit the document: 400 Bad Request.
    Unfit {
        /// Which operation, counting from 1; `None` where the patch as a whole is wrong.
        operation: Option<usize>,
        /// Why: one lower-case phrase.
        why: String,
    },
}

impl PatchError {
    pub(super) fn whole(why: impl Into<String>) -> Self {
        PatchError::Unfit {
            operation: None,
            why: why.into(),
        }
    }
}

impl fmt::Display for PatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatchError::TestFailed { operation, path } => write!(
                f,
                "operation {operation}: `test` found another value at {}",
                shown(path)
            ),
            PatchError::Unfit {
                operation: Some(operation),
                why,
            } => write!(f, "operation {operation}: {why}"),
            PatchError::Unfit {
                operation: None,
                why,
            } => f.write_str(why),
        }
    }
}

impl std::error::Error for PatchError {}

/// A word of the caller's as messages show it: no longer than a line.
pub(super) fn shown(word: &str) -> String {
    const LONGEST: usize = 40;
    match word.char_indices().nth(LONGEST) {
        None => format!("`{word}`"),
        Some((end, _)) => format!("`{}...`", &word[..end]),
    }
}
