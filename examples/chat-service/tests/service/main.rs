//! The running service, called as its callers do.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod changes;
mod crash;
mod credentials;
mod faults;
mod headers;
mod hostile;
mod isolation;
mod list;
mod logs;
mod samples;
mod service;
mod together;
mod transfer;
