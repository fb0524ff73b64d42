//! Changes to parts of a document: JSON Patch (RFC 6902) and JSON Merge Patch (RFC 7396).
//!
//! Of JSON Patch `add`, `remove`, `replace` and `test` are taken. The names of a path stand for keys
//! that are there in any case, and its leading slash may be left out.

mod error;
mod json_patch;
mod merge_patch;
mod path;
#[cfg(test)]
mod tests;

pub(crate) use error::PatchError;
pub(crate) use json_patch::json_patch;
pub(crate) use merge_patch::merge_patch;
