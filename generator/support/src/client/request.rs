//! A request for an operation: what its method returns, ready to be sent.

use super::super::value::Present;
use super::error::{Error, ErrorKind};
use super::execute::{self, Draft};
use super::handle::{Answer, Client};
use super::multipart::Body;
use super::operation::Operation;
use super::outcome::Outcome;
use super::pages::{Page, Pages};
use super::read::{self, Reader};
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
    read: Reader<T>,
    /// Whether a status that tells no success may be an outcome.
    has_outcomes: bool,
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

impl<T, O> Request<'_, T, O> {
    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// Where no answer comes, where its status tells no success, and where its body is not what is
    /// documented.
    pub async fn send(self) -> Result<T, Error> {
        let Request {
            client,
            operation,
            draft,
            read,
            has_outcomes,
            ..
        } = self;
        let answer = answer(client, operation, draft, has_outcomes).await?;
        match read(&answer) {
            Ok(value) => Ok(value),
            Err(kind) => Err(Error::answered(operation, kind, answer)),
        }
    }

    /// Sends the request and gives the answer as it came, for those who need its header fields.
    ///
    /// # Errors
    /// Where no answer comes, and where its status tells neither success nor a documented [`Outcome`].
    pub async fn send_raw(self) -> Result<Answer, Error> {
        answer(self.client, self.operation, self.draft, self.has_outcomes).await
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

impl<'c, T: Page, O> Request<'c, T, O> {
    /// The list page by page, from the one that this request asks for.
    pub fn pages(self) -> Pages<'c, T> {
        Pages::new(self.client, self.operation, self.read, self.draft)
    }
}

async fn answer(
    client: &Client,
    operation: &'static Operation,
    draft: Draft,
    has_outcomes: bool,
) -> Result<Answer, Error> {
    let answer = execute::execute(client, operation, draft).await?;
    let is_outcome = has_outcomes
        && Outcome::<()>::of(&answer).is_some()
        && operation.meaning(answer.status.as_u16()).is_some();
    if answer.status.is_success() || is_outcome {
        return Ok(answer);
    }
    let kind = ErrorKind::Status(answer.status);
    Err(Error::answered(operation, kind, answer))
}

/// What the methods of operations are made of.
#[doc(hidden)]
impl<'c, T, O> Request<'c, T, O> {
    pub fn reading(
        client: &'c Client,
        operation: &'static Operation,
        read: impl Fn(&Answer) -> Result<T, ErrorKind> + Send + Sync + 'static,
    ) -> Self {
        Request {
            client,
            operation,
            draft: Draft::new(operation),
            read: Box::new(read),
            has_outcomes: false,
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

    /// The same in a path.
    pub fn with_path_json<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        match serde_json::to_string(value) {
            Ok(text) => self.draft.path(name, &text),
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

    /// Names with commas between them, as OData 4.01 Part 2, section 5.1.4 has it.
    pub fn with_names(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        let mut joined = String::new();
        for value in values {
            if !joined.is_empty() {
                joined.push(',');
            }
            joined.push_str(value.as_ref());
        }
        self.draft.query(name, &joined);
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
            Ok(bytes) => self.with_body(Body::new(media_type, bytes)),
            Err(error) => {
                self.draft
                    .wrong(format!("the body cannot be written: {error}"));
                self
            }
        }
    }

    pub fn with_body(mut self, body: Body) -> Self {
        match HeaderValue::try_from(body.content_type) {
            Ok(content_type) => {
                self.draft.headers.insert(CONTENT_TYPE, content_type);
                self.draft.body = Some(body.bytes);
            }
            Err(_) => self
                .draft
                .wrong("the media type of the body cannot be sent".to_owned()),
        }
        self
    }
}

/// What an answer is read as.
#[doc(hidden)]
impl<'c, T: 'static, O> Request<'c, T, O> {
    pub fn json(client: &'c Client, operation: &'static Operation) -> Self
    where
        T: DeserializeOwned,
    {
        Request::reading(client, operation, read::json)
    }

    /// A list or map.
    pub fn items(client: &'c Client, operation: &'static Operation) -> Self
    where
        T: Present,
        T::Raw: DeserializeOwned,
    {
        Request::reading(client, operation, read::items)
    }

    /// The same, where there may be no body at all.
    pub fn or_empty(self) -> Request<'c, Option<T>, O> {
        self.then(false, |read, answer| {
            let is_empty = answer.body.is_empty();
            (!is_empty).then(|| read(answer)).transpose()
        })
    }

    /// The same, where statuses that tell no success are documented as outcomes.
    pub fn or_outcome(self) -> Request<'c, Outcome<T>, O> {
        self.then(true, |read, answer| match Outcome::of(answer) {
            Some(outcome) => Ok(outcome),
            None => read(answer).map(Outcome::Done),
        })
    }

    fn then<U: 'static>(
        self,
        has_outcomes: bool,
        next: fn(&Reader<T>, &Answer) -> Result<U, ErrorKind>,
    ) -> Request<'c, U, O> {
        let read = self.read;
        Request {
            client: self.client,
            operation: self.operation,
            draft: self.draft,
            read: Box::new(move |answer| next(&read, answer)),
            has_outcomes,
            options: PhantomData,
        }
    }
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
