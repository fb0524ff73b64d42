//! What every generated client carries: requests, retries, errors, dates and patches.
//!
//! This code is the same in every client. It is written and tested in the repository of the
//! generator, and copied from there.

mod base64_bytes;
mod builder;
mod client;
mod credentials;
mod date_time;
mod error;
mod execute;
mod json_path;
mod operation;
mod patch;
mod request;
mod retry;
mod words;

pub use base64_bytes::Base64Bytes;
pub use builder::{BuildError, ClientBuilder};
pub use client::{Answer, Client, RawRequest};
pub use date_time::{Date, DateTime, DateTimeError};
pub use error::{Error, ErrorKind};
pub use operation::Operation;
pub use patch::Patch;
pub use request::{Body, Request};
pub use retry::RetryPolicy;
pub use words::Words;
