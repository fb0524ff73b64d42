//! Why no answer came, in words of ours and without addresses that may hold credentials.

use crate::exchange::{Lost, Phase};
use std::error::Error;

/// What became of a request without an answer.
pub(super) fn lost(error: &reqwest::Error) -> Lost {
    let message = told(error);
    let lower = message.to_lowercase();
    let names_tls = ["certificate", "tls", "handshake", "corrupt message"];
    let is_tls = error.is_connect() && names_tls.iter().any(|word| lower.contains(word));
    // A server may refuse a client when that is done connecting (RFC 8446 section 4.4.2.4).
    let phase = if is_tls || lower.contains("fatal alert") {
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
        helped(message)
    }
}

/// What to do about a proxy that lets nobody through.
pub(crate) const PROXY_CREDENTIALS: &str =
    "credentials go with it: `--proxy http://USER:PASS@HOST`";

/// What TLS or a proxy says, with what mends it.
fn helped(message: String) -> String {
    if message.ends_with("alert: CertificateRequired") {
        format!("{message}; `--client-cert` gives one")
    } else if message.ends_with("certificate: UnknownIssuer") {
        format!("{message}; `--ca` names more authorities")
    } else if message.ends_with("message of type InvalidContentType") {
        format!("{message}: what answers there speaks no TLS")
    } else if message.ends_with("proxy authorization required") {
        format!("{message}; {PROXY_CREDENTIALS}")
    } else {
        message
    }
}
