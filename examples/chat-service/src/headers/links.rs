//! The address under which a caller reaches the service.

use axum::http::HeaderMap;
use axum::http::header::HOST;

/// `http://` and what the field `Host` says; an empty text, which makes links relative, where it
/// says nothing that an address could hold.
pub(crate) fn base_url(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|one| one.to_str().ok());
    let is_letter =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
    let host = host.filter(|one| !one.is_empty() && one.len() <= 255 && one.bytes().all(is_letter));
    host.map(|host| format!("http://{host}"))
        .unwrap_or_default()
}
