//! Why no answer came, in words of ours and without addresses that may hold credentials.

use crate::exchange::{Lost, Phase};
use std::error::Error;

/// What became of a request without an answer.
pub(super) fn lost(error: &reqwest::Error) -> Lost {
    let message = told(error);
    let lower = message.to_lowercase();
    let is_tls = [
        "certificate",
        "tls",
        "handshake",
        "fatal alert",
        "corrupt message",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let phase = if error.is_connect() && is_tls {
        Phase::Tls
    } else if error.is_connect() {
        Phase::Connect
    } else if error.is_builder() {
        Phase::Send
    } else if is_unreadable(&lower) {
        Phase::Parse
    } else {
        Phase::Wait
    };
    Lost { phase, message }
}

/// Whether an HTTP library says that an answer's head is no HTTP.
fn is_unreadable(message: &str) -> bool {
    [
        "invalid http",
        "head is too large",
        "invalid header",
        "parse",
        "frame",
        "protocol error",
    ]
    .iter()
    .any(|words| message.contains(words))
}

/// The innermost cause, and what it was about.
pub(super) fn told(error: &reqwest::Error) -> String {
    let mut innermost: &dyn Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let message = innermost.to_string();
    if error.is_timeout() && error.is_connect() {
        "no connection in time".to_owned()
    } else if std::ptr::eq(innermost, error as &dyn Error) {
        // The outermost message names the address.
        "the request cannot be made".to_owned()
    } else {
        message
    }
}
