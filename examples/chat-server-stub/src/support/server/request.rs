//! A request that is what its operation documents.

use super::super::value::without_value;
use super::accept::{is_form, is_xml, listed};
use super::answer::Body;
use super::credentials::{self, Credentials};
use super::json_pointer;
use super::operation::{BodyIn, Operation};
use super::problem::Problem;
use super::reply_headers::ReplyHeaders;
use super::{form_body, xml_body};
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;
use std::fmt;
use std::sync::Arc;

/// A request: parameters `P` and a body `B`, read and checked.
#[non_exhaustive]
pub struct Request<P = (), B = ()> {
    /// The operation that is asked for.
    pub operation: &'static Operation,
    /// The parameters.
    pub parameters: P,
    /// The body.
    pub body: B,
    /// The header fields.
    pub headers: HeaderMap,
    /// The credentials; `None` only where none are documented.
    pub credentials: Option<Credentials>,
    /// What layers before the router left.
    pub extensions: Extensions,
    /// Header fields to add to the answer.
    pub reply: ReplyHeaders,
    realm: Arc<str>,
}

impl<P, B> Request<P, B> {
    /// 401 for credentials that are of the documented form and not right, with a challenge for each
    /// documented scheme (RFC 9110 section 15.5.2).
    pub fn unauthorized(&self, detail: &str) -> Problem {
        credentials::unauthorized(self.operation, &self.realm, detail)
    }
}

impl<P: fmt::Debug, B: fmt::Debug> fmt::Debug for Request<P, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Header fields are left out, because they hold credentials.
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("parameters", &self.parameters)
            .field("body", &self.body)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// A request whose body and parameters are not yet typed.
pub(crate) struct Call {
    pub(crate) operation: &'static Operation,
    pub(crate) parameters: Value,
    pub(crate) body: Bytes,
    pub(crate) headers: HeaderMap,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) extensions: Extensions,
    pub(crate) reply: ReplyHeaders,
    pub(crate) realm: Arc<str>,
}

impl<P: DeserializeOwned, B: FromBody> Request<P, B> {
    pub(crate) fn new(call: Call) -> Result<Self, Problem> {
        let operation = call.operation;
        let parameters = serde_json::from_value(call.parameters).map_err(|error| {
            let detail = format!("the parameters are not what is documented: {error}");
            Problem::new(StatusCode::BAD_REQUEST, detail).documented(operation, operation.line)
        })?;
        Ok(Request {
            operation,
            parameters,
            body: B::from_body(operation, &call.headers, call.body)?,
            headers: call.headers,
            credentials: call.credentials,
            extensions: call.extensions,
            reply: call.reply,
            realm: call.realm,
        })
    }
}

/// What a body can be read as.
pub trait FromBody: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// Where it is not what is documented.
    fn from_body(operation: &Operation, headers: &HeaderMap, body: Bytes) -> Result<Self, Problem>;
}

impl<T: DeserializeOwned> FromBody for T {
    fn from_body(operation: &Operation, headers: &HeaderMap, body: Bytes) -> Result<Self, Problem> {
        let (text, line) = match operation.takes {
            BodyIn::Json(_, line) => (&*body, line),
            // What has no body is read as a `()`.
            BodyIn::Nothing | BodyIn::Bytes(..) => (&b"null"[..], operation.line),
        };
        if text.is_empty() {
            let problem = Problem::new(StatusCode::BAD_REQUEST, "the body is missing");
            return Err(problem.documented(operation, line));
        }
        let sent = headers.get(CONTENT_TYPE).and_then(|one| one.to_str().ok());
        if sent.is_some_and(is_xml) {
            return xml_body::read(text).map_err(|problem| problem.documented(operation, line));
        }
        if sent.is_some_and(is_form) {
            return form_body::read(text).map_err(|problem| problem.documented(operation, line));
        }
        serde_json::from_slice(text)
            .map_err(|error| unread(&error, text).documented(operation, line))
    }
}

/// That a body cannot be read.
pub(crate) fn told(status: StatusCode, error: &str) -> Problem {
    Problem::new(status, format!("the body cannot be read: {error}"))
}

/// What is wrong with a body: 400 where it is no JSON, and 422 where it is not what is documented.
fn unread(error: &serde_json::Error, text: &[u8]) -> Problem {
    let status = match error.classify() {
        Category::Data => StatusCode::UNPROCESSABLE_ENTITY,
        Category::Io | Category::Syntax | Category::Eof => StatusCode::BAD_REQUEST,
    };
    let pointer = json_pointer::at(text, error.line(), error.column());
    told(status, &without_value(error)).with("pointer", pointer)
}

impl FromBody for Body {
    fn from_body(
        operation: &Operation,
        headers: &HeaderMap,
        bytes: Bytes,
    ) -> Result<Self, Problem> {
        let first = match operation.takes {
            BodyIn::Bytes(list, _) => listed(list).next().unwrap_or("application/octet-stream"),
            BodyIn::Nothing | BodyIn::Json(..) => "application/octet-stream",
        };
        let sent = headers.get(CONTENT_TYPE).cloned();
        let content_type = sent.or_else(|| HeaderValue::from_str(first).ok());
        let octets = HeaderValue::from_static("application/octet-stream");
        let content_type = content_type.unwrap_or(octets);
        Ok(Body {
            content_type,
            bytes,
        })
    }
}
