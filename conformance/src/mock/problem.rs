//! Refusals as problem documents (RFC 9457).

use super::reply::{Reply, field};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use bindery_model::{SourceMap, Span};
use bytes::Bytes;
use serde_json::json;

/// Why a request is refused.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(super) status: StatusCode,
    /// The part of the request that is wrong, such as `query parameter`, and its name or pointer.
    part: Option<(&'static str, String)>,
    /// What is wrong, with what to do. Never a value of the request: it may be a secret.
    detail: String,
    /// The place of the page that the request does not keep to.
    documented: Option<Span>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Problem {
            status,
            part: None,
            detail: detail.into(),
            documented: None,
            headers: Vec::new(),
        }
    }

    pub(super) fn part(mut self, kind: &'static str, name: impl Into<String>) -> Self {
        self.part = Some((kind, name.into()));
        self
    }

    pub(super) fn documented(mut self, span: Span) -> Self {
        self.documented = Some(span);
        self
    }

    pub(super) fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.headers.push((name, field(value)));
        self
    }

    /// The problem as it is sent; the place as `file:line`.
    pub(super) fn reply(self, sources: &SourceMap) -> Reply {
        let mut document = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Problem"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        if let Some((kind, name)) = self.part {
            document["in"] = kind.into();
            document["name"] = name.into();
        }
        if let Some(span) = self.documented {
            let line = sources.position(span).line;
            let file = &sources.file(span.file).path;
            document["documented"] = format!("{file}:{line}").into();
        }
        let media_type = HeaderValue::from_static("application/problem+json");
        let body = Bytes::from(document.to_string());
        let mut reply = Reply::new(self.status).body(media_type, body);
        reply.headers.extend(self.headers);
        reply
    }
}
