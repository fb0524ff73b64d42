//! How the body of an answer becomes a value.

use super::super::value::{Present, without_value};
use super::error::ErrorKind;
use super::handle::Answer;
use super::json_path;
use serde::de::DeserializeOwned;

/// What reads an answer. It captures nothing, or another reader.
pub(crate) type Reader<T> = Box<dyn Fn(&Answer) -> Result<T, ErrorKind> + Send + Sync>;

pub(crate) fn json<T: DeserializeOwned>(answer: &Answer) -> Result<T, ErrorKind> {
    serde_json::from_slice(&answer.body).map_err(|error| ErrorKind::Body {
        path: json_path::at(&answer.body, error.line(), error.column()),
        reason: without_value(&error),
    })
}

/// A list or map at the root, without its nulls.
pub(crate) fn items<T: Present>(answer: &Answer) -> Result<T, ErrorKind>
where
    T::Raw: DeserializeOwned,
{
    json(answer).map(T::present)
}
