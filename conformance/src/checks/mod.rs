//! The checks: one file, one line and one page in `specs/checks` each.

use crate::check::Check;

/// Every check, by id.
pub const ALL: &[Check] = &[];
