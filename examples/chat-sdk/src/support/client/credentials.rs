//! Credentials as header fields that never show.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{HeaderValue, InvalidHeaderValue};

/// A value that is not shown in `Debug` nor kept in tables of HTTP/2 (RFC 7541 section 7.1).
pub(crate) fn secret(text: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    let mut value = HeaderValue::from_str(text)?;
    value.set_sensitive(true);
    Ok(value)
}

/// HTTP Basic (RFC 7617 section 2).
pub(crate) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// HTTP Bearer (RFC 6750 section 2.1).
pub(crate) fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}
