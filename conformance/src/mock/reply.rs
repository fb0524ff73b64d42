//! What is sent back.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use bytes::Bytes;
use std::time::Duration;

/// An answer before it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The header fields in their order, without the length.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The body.
    pub body: Bytes,
    /// How it is sent.
    pub wire: Wire,
}

/// How an answer is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wire {
    /// As HTTP says.
    #[default]
    Whole,
    /// Once this time is over.
    Late(Duration),
    /// Never, though the connection stays open.
    Hang,
    /// Not at all: the connection is reset.
    Reset,
    /// With a length that is this much longer than the body, which then ends.
    Longer(u64),
    /// A byte each time this is over.
    Drip(Duration),
    /// The body again and again, to this many bytes.
    Repeated(u64),
}

impl Reply {
    /// An answer without fields and body.
    pub fn new(status: StatusCode) -> Self {
        Reply {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
            wire: Wire::Whole,
        }
    }

    /// Adds a body of this media type.
    pub fn body(mut self, media_type: HeaderValue, body: Bytes) -> Self {
        self.set(header::CONTENT_TYPE, media_type);
        self.body = body;
        self
    }

    /// Sets a field, in place of those of its name.
    pub fn set(&mut self, name: HeaderName, value: HeaderValue) {
        self.remove(&name);
        self.headers.push((name, value));
    }

    /// Removes the fields of a name.
    pub fn remove(&mut self, name: &HeaderName) {
        self.headers.retain(|(one, _)| one != name);
    }

    /// The first field of a name, where it is text.
    pub fn get(&self, name: &HeaderName) -> Option<&str> {
        let mut fields = self.headers.iter();
        fields.find(|(one, _)| one == name)?.1.to_str().ok()
    }
}

/// A text as the value of a header field: what may not stand in one becomes `?`.
pub(super) fn field(text: &str) -> HeaderValue {
    let plain = |c: char| if (' '..='~').contains(&c) { c } else { '?' };
    let text: String = text.chars().map(plain).collect();
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("?"))
}
