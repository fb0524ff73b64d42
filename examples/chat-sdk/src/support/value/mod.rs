//! Values that clients and servers carry alike.

mod base64_bytes;
mod date_time;
mod json_error;
pub(crate) mod json_steps;
mod patch;
mod present;
mod words;

pub use base64_bytes::{Base64Bytes, Base64Error};
pub use date_time::{Date, DateTime, DateTimeError};
pub(crate) use json_error::without_value;
pub use patch::Patch;
#[allow(
    unused_imports,
    reason = "a crate whose types have no lists does without"
)]
pub use present::{Present, present, present_in};
pub use words::Words;
