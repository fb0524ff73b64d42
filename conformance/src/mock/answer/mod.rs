//! Answers: values, what the query makes of them, and their bytes.

mod filter;
mod prepared;
mod query;
mod rows;

pub(super) use prepared::{Prepared, write};
pub(super) use query::{apply, is_asked};
pub(super) use rows::rows;
