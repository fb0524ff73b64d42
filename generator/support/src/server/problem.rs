//! Answers that say what is wrong (RFC 9457).

use super::answer::{Answer, Content};
use super::operation::Operation;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::{Map, Value};
use std::fmt;

/// Any answer but the documented ones: a status and what is wrong, as `application/problem+json`
/// (RFC 9457), a value that the documented type does not hold, or a response that was made by hand.
pub struct Problem(Box<Inner>);

enum Inner {
    Document {
        status: StatusCode,
        headers: Vec<(HeaderName, String)>,
        members: Map<String, Value>,
    },
    Answer(Answer),
    Response(Response<Body>),
}

impl Problem {
    /// A problem of this status; `detail` says what is wrong in this case, for people.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let mut members = Map::new();
        let title = status.canonical_reason().unwrap_or("Unknown");
        members.insert("type".to_owned(), "about:blank".into());
        members.insert("title".to_owned(), title.into());
        members.insert("status".to_owned(), status.as_u16().into());
        members.insert("detail".to_owned(), detail.into().into());
        let headers = Vec::new();
        Problem(Box::new(Inner::Document {
            status,
            headers,
            members,
        }))
    }

    /// A value that the documented type does not hold: null, or columns that the caller has chosen.
    /// It is written like the documented one, in the media type that is wanted.
    pub fn value(value: Value) -> Self {
        Problem(Box::new(Inner::Answer(Answer {
            status: None,
            content: Content::Json(value.to_string().into_bytes()),
        })))
    }

    /// The same with one more member (RFC 9457 section 3.2).
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        if let Inner::Document { members, .. } = &mut *self.0 {
            members.insert(name.to_owned(), value.into());
        }
        self
    }

    /// The same with one more header field.
    #[must_use]
    pub fn with_header(mut self, header: HeaderName, value: impl Into<String>) -> Self {
        if let Inner::Document { headers, .. } = &mut *self.0 {
            headers.push((header, value.into()));
        }
        self
    }

    /// Says which page and line document what was not kept.
    pub(crate) fn documented(self, operation: &Operation, line: u32) -> Self {
        self.with("operation", operation.id)
            .with("documented", operation.place(line))
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        match &*self.0 {
            Inner::Document { status, .. } => *status,
            Inner::Answer(answer) => answer.status.unwrap_or(StatusCode::OK),
            Inner::Response(response) => response.status(),
        }
    }

    /// The answer that it is, where it is one.
    pub(crate) fn into_answer(self) -> Result<Answer, Self> {
        match *self.0 {
            Inner::Answer(answer) => Ok(answer),
            other => Err(Problem(Box::new(other))),
        }
    }
}

impl From<Response<Body>> for Problem {
    fn from(response: Response<Body>) -> Self {
        Problem(Box::new(Inner::Response(response)))
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Inner::Document { members, .. } => f.debug_tuple("Problem").field(members).finish(),
            Inner::Answer(answer) => f.debug_tuple("Problem").field(answer).finish(),
            Inner::Response(response) => f.debug_tuple("Problem").field(response).finish(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        match *self.0 {
            Inner::Response(response) => response,
            // The router writes these; outside of it nobody knows the media type that is wanted.
            Inner::Answer(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            Inner::Document {
                status,
                headers,
                members,
            } => {
                let text = Value::Object(members).to_string();
                let mut response = Response::new(Body::from(text));
                *response.status_mut() = status;
                let media_type = HeaderValue::from_static("application/problem+json");
                response.headers_mut().insert(CONTENT_TYPE, media_type);
                for (name, value) in headers {
                    if let Ok(value) = HeaderValue::from_str(&value) {
                        response.headers_mut().append(name, value);
                    }
                }
                response
            }
        }
    }
}
