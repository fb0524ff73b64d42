//! Sending: one way for every operation, so that generated methods have nothing in them but data.

use super::error::{Error, ErrorKind};
use super::handle::{Answer, Client};
use super::operation::Operation;
use super::retry;
use bytes::{Bytes, BytesMut};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Url;
use reqwest::header::{ACCEPT, DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;
use tracing::{Instrument, debug, debug_span};

/// What is not percent-encoded: unreserved characters (RFC 3986 section 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The same for names: `$top` reads better, and `$` needs no encoding in a query.
const NAME: &AsciiSet = &RESERVED.remove(b'$');

/// A request that is being put together.
#[derive(Clone)]
pub(crate) struct Draft {
    /// Where a link leads, in place of path and query.
    pub(crate) at: Option<Url>,
    pub(crate) path: String,
    query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
    pub(crate) timeout: Option<Duration>,
    problem: Option<String>,
}

impl Draft {
    pub(crate) fn new(operation: &Operation) -> Self {
        Draft {
            at: None,
            path: operation.path.to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: None,
            timeout: None,
            problem: None,
        }
    }

    /// Puts a value in place of `{name}` in the path.
    pub(crate) fn path(&mut self, name: &str, value: &str) {
        // Such segments would lead to another operation (RFC 3986 section 5.2.4).
        if matches!(value, "" | "." | "..") {
            self.wrong(format!("`{value}` cannot stand for `{name}` in the path"));
        }
        let encoded = utf8_percent_encode(value, RESERVED).to_string();
        self.path = self.path.replace(&format!("{{{name}}}"), &encoded);
    }

    /// Adds a query parameter.
    pub(crate) fn query(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.extend(utf8_percent_encode(name, NAME));
        self.query.push('=');
        self.query.extend(utf8_percent_encode(value, RESERVED));
    }

    /// Keeps the first thing that is wrong, to be told when the request is sent.
    pub(crate) fn wrong(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    pub(crate) fn url(&self, base: &Url) -> Url {
        if let Some(url) = &self.at {
            return url.clone();
        }
        let mut url = base.clone();
        let above = base.path().trim_end_matches('/');
        url.set_path(&format!("{above}/{}", self.path.trim_start_matches('/')));
        url.set_query(Some(&*self.query).filter(|query| !query.is_empty()));
        url
    }
}

/// Sends a request, and sends it again where that is called for. Any status is an answer.
pub(crate) async fn execute(
    client: &Client,
    operation: &Operation,
    mut draft: Draft,
) -> Result<Answer, Error> {
    if let Some(problem) = draft.problem.take() {
        return Err(Error::new(operation, ErrorKind::Request(problem)));
    }
    let span = debug_span!("request", operation = operation.id, method = %operation.method);
    attempts(client, operation, &draft).instrument(span).await
}

async fn attempts(client: &Client, operation: &Operation, draft: &Draft) -> Result<Answer, Error> {
    let policy = &client.0.retry;
    let may_repeat = retry::is_idempotent(&operation.method);
    let mut attempt = 1;
    loop {
        let sent = send_once(client, operation, draft).await;
        let asked = match &sent {
            Ok(answer) if retry::is_busy(answer.status) => asked_wait(&answer.headers),
            Ok(answer) => {
                debug!(
                    status = answer.status.as_u16(),
                    bytes = answer.body.len(),
                    attempt
                );
                return sent;
            }
            Err(error) if matches!(error.kind(), ErrorKind::Connection) => None,
            Err(_) => return sent,
        };
        let wait = policy.wait(attempt, asked, jitter()).filter(|_| may_repeat);
        let Some(wait) = wait else { return sent };
        debug!(?wait, attempt, "is sent again");
        tokio::time::sleep(wait).await;
        attempt += 1;
    }
}

async fn send_once(client: &Client, operation: &Operation, draft: &Draft) -> Result<Answer, Error> {
    let settings = &client.0;
    let url = draft.url(&settings.base_url);
    let mut headers = settings.headers.clone();
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    if let Ok(accept) = HeaderValue::from_str(operation.accept) {
        headers.insert(ACCEPT, accept);
    }
    for (name, value) in &draft.headers {
        headers.insert(name, value.clone());
    }
    let timeout = draft.timeout.unwrap_or(settings.timeout);
    let request = settings.http.request(operation.method.clone(), url);
    let mut request = request.headers(headers).timeout(timeout);
    if let Some(body) = &draft.body {
        request = request.body(body.clone());
    }
    let wrong = |error| Error::transport(operation, error);
    let mut response = request.send().await.map_err(wrong)?;
    let limit = settings.max_response;
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(wrong)? {
        if body.len() + chunk.len() > limit {
            return Err(Error::new(operation, ErrorKind::TooLarge { limit }));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer {
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
        body: body.freeze(),
    })
}

fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    retry::retry_after(text(RETRY_AFTER)?, text(DATE))
}

/// A number between 0 and 1 that differs from call to call; nothing secret hangs on it.
fn jitter() -> f64 {
    let random = RandomState::new().hash_one(0_u8) >> 11;
    random as f64 / (1_u64 << 53) as f64
}
