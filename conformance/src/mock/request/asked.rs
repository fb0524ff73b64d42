//! A request as the mock sees it.

use axum::http::{HeaderMap, HeaderName};
use bytes::Bytes;

/// A request, whole.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The method as it stands on the wire.
    pub method: String,
    /// The path as it stands on the wire.
    pub path: String,
    /// The names and values of the query, decoded, in their order.
    pub query: Vec<(String, String)>,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Asked {
    /// A header field, its values with commas between them; none where a value is no text.
    pub fn header(&self, name: &HeaderName) -> Option<String> {
        let mut values = self.headers.get_all(name).iter();
        let first = values.next()?.to_str().ok()?.to_owned();
        values.try_fold(first, |all, value| Some(all + ", " + value.to_str().ok()?))
    }

    /// The values of a query parameter. Case does not matter, as most servers have it.
    pub fn query<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.query.iter();
        let named = named.filter(move |(one, _)| one.eq_ignore_ascii_case(name));
        named.map(|(_, value)| &**value)
    }
}
