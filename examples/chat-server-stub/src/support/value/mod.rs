//! Values that clients and servers carry alike.

mod base64_bytes;
mod date_time;
pub(crate) mod json_steps;
mod patch;
mod words;

pub use base64_bytes::Base64Bytes;
pub use date_time::{Date, DateTime, DateTimeError};
pub use patch::Patch;
pub use words::Words;
