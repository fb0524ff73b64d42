//! The client, and requests that are put together by hand.

use super::builder::ClientBuilder;
use super::error::Error;
use super::execute::{self, Draft};
use super::operation::Operation;
use super::retry::RetryPolicy;
use bytes::Bytes;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode, Url};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A client of the API. Clones share connections and settings.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Settings>);

/// What a client was built with.
pub(crate) struct Settings {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) retry: RetryPolicy,
    pub(crate) timeout: Duration,
    pub(crate) max_response: usize,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url.as_str())
            .field("retry", &self.0.retry)
            .field("timeout", &self.0.timeout)
            .field("max_response", &self.0.max_response)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A builder. All that it must be told is the base URL.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// A request for what no method of this crate covers. Credentials, default headers, retries and
    /// limits are those of the client; any status comes back as an [`Answer`].
    pub fn raw(&self, method: Method, path: &str) -> RawRequest<'_> {
        RawRequest {
            client: self,
            method,
            path: path.to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
        }
    }
}

/// An answer that was read whole.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The header fields.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// A request that is put together by hand.
pub struct RawRequest<'c> {
    client: &'c Client,
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Option<Bytes>,
}

impl RawRequest<'_> {
    /// Adds a query parameter.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Sets a header field.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Sends it.
    ///
    /// # Errors
    /// Where no answer comes, or one that is too large.
    pub async fn send(self) -> Result<Answer, Error> {
        let operation = Operation {
            id: "a request put together by hand",
            method: self.method,
            path: "",
            accept: "*/*",
            statuses: &[],
        };
        let mut draft = Draft::new(&operation);
        draft.path = self.path;
        draft.headers = self.headers;
        draft.body = self.body;
        for (name, value) in &self.query {
            draft.query(name, value);
        }
        execute::execute(self.client, &operation, draft).await
    }
}
