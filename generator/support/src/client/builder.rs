//! How a client is built.

use super::credentials;
use super::handle::{Client, Settings};
use super::retry::RetryPolicy;
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Builds a [`Client`].
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    base_url: String,
    headers: HeaderMap,
    user_agent: String,
    retry: RetryPolicy,
    timeout: Duration,
    max_response: usize,
    problem: Option<String>,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        ClientBuilder {
            base_url: String::new(),
            headers: HeaderMap::new(),
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
            retry: RetryPolicy::default(),
            timeout: Duration::from_secs(60),
            max_response: 64 * 1024 * 1024,
            problem: None,
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("retry", &self.retry)
            .field("timeout", &self.timeout)
            .field("max_response", &self.max_response)
            .finish_non_exhaustive()
    }
}

/// What keeps a client from being built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed to build the client: {}", self.0)
    }
}

impl std::error::Error for BuildError {}

impl ClientBuilder {
    /// The address that paths of operations are appended to, such as `https://example.com/tenant`.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// User name and password for every request (RFC 7617).
    pub fn basic_auth(self, user: &str, password: &str) -> Self {
        self.secret(AUTHORIZATION, &credentials::basic(user, password))
    }

    /// An access token for every request (RFC 6750).
    pub fn bearer_auth(self, token: &str) -> Self {
        self.secret(AUTHORIZATION, &credentials::bearer(token))
    }

    /// Credentials in a header field of every request. They are shown nowhere.
    pub fn api_key(mut self, header: &str, value: &str) -> Self {
        match HeaderName::try_from(header) {
            Ok(name) => self.secret(name, value),
            Err(_) => {
                self.wrong(format!("`{header}` cannot be the name of a header field"));
                self
            }
        }
    }

    /// A header field for every request that does not set it itself.
    pub fn default_header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(name), Ok(mut value)) => {
                // Tokens of applications are sent in such fields, and nothing tells them apart.
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self.wrong(format!("the header field `{name}` cannot be sent")),
        }
        self
    }

    /// How long one attempt may take, from connecting to the last byte. 60 seconds unless told.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// When requests are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The value of the header field `User-Agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// The largest answer that is read, in bytes. 64 MiB unless told.
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }

    /// The client.
    ///
    /// # Errors
    /// Where the base URL is none, carries credentials, or a header field cannot be sent.
    pub fn build(self) -> Result<Client, BuildError> {
        if let Some(problem) = self.problem {
            return Err(BuildError(problem));
        }
        let base_url = Url::parse(&self.base_url);
        let base_url = base_url.map_err(|error| BuildError(format!("the base URL: {error}")))?;
        if !matches!(base_url.scheme(), "http" | "https") {
            return Err(BuildError(
                "the base URL is neither http nor https".to_owned(),
            ));
        }
        if !base_url.username().is_empty() || base_url.password().is_some() {
            return Err(BuildError("the base URL carries credentials".to_owned()));
        }
        if base_url.query().is_some() || base_url.fragment().is_some() {
            return Err(BuildError(
                "the base URL has a query or fragment".to_owned(),
            ));
        }
        let http = reqwest::Client::builder()
            .user_agent(self.user_agent)
            .redirect(same_origin())
            .build();
        Ok(Client(Arc::new(Settings {
            http: http.map_err(|error| BuildError(error.to_string()))?,
            base_url,
            headers: self.headers,
            retry: self.retry,
            timeout: self.timeout,
            max_response: self.max_response,
        })))
    }

    fn secret(mut self, name: HeaderName, value: &str) -> Self {
        match credentials::secret(value) {
            Ok(value) => {
                self.headers.insert(name, value);
            }
            Err(_) => self.wrong(format!("the credentials for `{name}` cannot be sent")),
        }
        self
    }

    /// Keeps the first thing that is wrong, for [`ClientBuilder::build`] to tell.
    fn wrong(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

/// Follows redirects on the same origin only: credentials stand in header fields that are sent along.
fn same_origin() -> Policy {
    Policy::custom(|attempt| {
        let previous = attempt.previous();
        let is_same = previous
            .last()
            .is_some_and(|from| from.origin() == attempt.url().origin());
        // Where it stops, the redirect itself is told as the status.
        if is_same && previous.len() <= 10 {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}
