//! A request for an operation: what its method returns, ready to be sent.

use super::error::{Error, ErrorKind};
use super::execute::{self, Draft};
use super::handle::{Answer, Client};
use super::json_path;
use super::operation::Operation;
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::marker::PhantomData;
use std::time::Duration;

/// A request that gives a `T`. `O` says which optional parameters it takes: they are methods.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<'c, T, O = ()> {
    client: &'c Client,
    operation: &'static Operation,
    draft: Draft,
    read: fn(&Answer) -> Result<T, ErrorKind>,
    options: PhantomData<O>,
}

impl<T, O> std::fmt::Debug for Request<'_, T, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let operation = self.operation.id;
        f.debug_struct("Request")
            .field("operation", &operation)
            .finish_non_exhaustive()
    }
}

/// A body of one of several media types, as bytes.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its media type, such as `image/png`.
    pub content_type: HeaderValue,
    /// The bytes.
    pub bytes: Bytes,
}

impl<T, O> Request<'_, T, O> {
    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// Where no answer comes, where its status tells no success, and where its body is not what is
    /// documented.
    pub async fn send(self) -> Result<T, Error> {
        let (operation, read) = (self.operation, self.read);
        let answer = self.send_raw().await?;
        match read(&answer) {
            Ok(value) => Ok(value),
            Err(kind) => Err(Error::answered(operation, kind, answer)),
        }
    }

    /// Sends the request and gives the answer as it came, for those who need its header fields.
    ///
    /// # Errors
    /// Where no answer comes, and where its status tells no success.
    pub async fn send_raw(self) -> Result<Answer, Error> {
        let answer = execute::execute(self.client, self.operation, self.draft).await?;
        if answer.status.is_success() {
            return Ok(answer);
        }
        let kind = ErrorKind::Status(answer.status);
        Err(Error::answered(self.operation, kind, answer))
    }

    /// Sets a header field of this request.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.draft.headers.insert(name, value);
        self
    }

    /// How long one attempt may take, instead of what the client was told.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout = Some(timeout);
        self
    }
}

/// What the methods of operations are made of.
#[doc(hidden)]
impl<'c, T, O> Request<'c, T, O> {
    pub fn reading(
        client: &'c Client,
        operation: &'static Operation,
        read: fn(&Answer) -> Result<T, ErrorKind>,
    ) -> Self {
        Request {
            client,
            operation,
            draft: Draft::new(operation),
            read,
            options: PhantomData,
        }
    }

    pub fn with_path(mut self, name: &str, value: &dyn Display) -> Self {
        self.draft.path(name, &value.to_string());
        self
    }

    pub fn with_query(mut self, name: &str, value: &dyn Display) -> Self {
        self.draft.query(name, &value.to_string());
        self
    }

    /// What has parts goes into a query as JSON.
    pub fn with_query_json<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        match serde_json::to_string(value) {
            Ok(text) => self.draft.query(name, &text),
            Err(error) => self
                .draft
                .wrong(format!("`{name}` cannot be written: {error}")),
        }
        self
    }

    pub fn with_list(mut self, name: &str, values: &[impl Display]) -> Self {
        for value in values {
            self.draft.query(name, &value.to_string());
        }
        self
    }

    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        match HeaderValue::from_str(value) {
            Ok(value) => self.header(HeaderName::from_static(name), value),
            Err(_) => {
                self.draft
                    .wrong(format!("the header field `{name}` cannot be sent"));
                self
            }
        }
    }

    pub fn with_json<B: Serialize + ?Sized>(mut self, media_type: &'static str, body: &B) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => {
                let content_type = HeaderValue::from_static(media_type);
                self.with_body(Body {
                    content_type,
                    bytes: bytes.into(),
                })
            }
            Err(error) => {
                self.draft
                    .wrong(format!("the body cannot be written: {error}"));
                self
            }
        }
    }

    pub fn with_body(mut self, body: Body) -> Self {
        self.draft.headers.insert(CONTENT_TYPE, body.content_type);
        self.draft.body = Some(body.bytes);
        self
    }
}

#[doc(hidden)]
impl<'c, T: DeserializeOwned, O> Request<'c, T, O> {
    pub fn json(client: &'c Client, operation: &'static Operation) -> Self {
        Request::reading(client, operation, read_json)
    }
}

#[doc(hidden)]
impl<'c, T: DeserializeOwned, O> Request<'c, Option<T>, O> {
    pub fn json_or_empty(client: &'c Client, operation: &'static Operation) -> Self {
        Request::reading(client, operation, |answer| {
            let is_empty = answer.body.is_empty();
            if is_empty {
                Ok(None)
            } else {
                read_json(answer)
            }
        })
    }
}

fn read_json<T: DeserializeOwned>(answer: &Answer) -> Result<T, ErrorKind> {
    serde_json::from_slice(&answer.body).map_err(|error| ErrorKind::Body {
        path: json_path::at(&answer.body, error.line(), error.column()),
        reason: error.to_string(),
    })
}

#[doc(hidden)]
impl<'c, O> Request<'c, (), O> {
    pub fn empty(client: &'c Client, operation: &'static Operation) -> Self {
        Request::reading(client, operation, |_| Ok(()))
    }
}

#[doc(hidden)]
impl<'c, O> Request<'c, Bytes, O> {
    pub fn bytes(client: &'c Client, operation: &'static Operation) -> Self {
        Request::reading(client, operation, |answer| Ok(answer.body.clone()))
    }
}
