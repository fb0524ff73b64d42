//! Values from types: what a request may carry, and what an answer may hold.
//!
//! The page's own samples come first, corrected where they break what the page says elsewhere; then its
//! examples and defaults; then values that are made up. What is made up depends on the seed and on
//! the place of the value, on nothing else, so that one run gives what the other gave.

mod body;
mod draw;
mod fit;
mod form;
mod generate;
mod json;
mod parameter;
mod sample;
mod written;
mod xml;

pub use body::Source;
pub use fit::{Misfit, misfit, misfit_of_text};
pub use form::{is_base64, is_date, is_date_time};
pub use json::json;
pub use parameter::{text, value_of_text};
pub(crate) use written::{cannot_write, content_type, written};
pub(crate) use xml::{read_xml, write_xml};

use bindery_model::ResolvedApi;

/// Gives values of the types of one model.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    api: &'a ResolvedApi,
    seed: u64,
}

impl<'a> Values<'a> {
    /// Values of the types of `api`. Another seed gives other values, the same seed the same.
    pub fn new(api: &'a ResolvedApi, seed: u64) -> Self {
        Values { api, seed }
    }
}

#[cfg(test)]
mod tests;
