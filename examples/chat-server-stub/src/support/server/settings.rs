//! Limits of a server, and what else can be chosen.

use std::time::Duration;

/// What a router allows. [`Settings::default`] suits JSON that people send.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// The largest body that is read, in bytes; a larger one is answered with 413.
    pub max_body: usize,
    /// The most bytes in names and values of header fields; more are answered with 431.
    pub max_headers: usize,
    /// The most bytes in path and query; more are answered with 414.
    pub max_uri: usize,
    /// How long a body may take to come; longer is answered with 408.
    pub read_timeout: Duration,
    /// How long an answer may take to be made; longer is answered with 503.
    pub answer_timeout: Duration,
    /// Whether the query parameter `$select` is applied to answers where it is documented.
    pub select: bool,
    /// What `WWW-Authenticate` calls the realm.
    pub realm: String,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            max_body: 4 * 1024 * 1024,
            max_headers: 32 * 1024,
            max_uri: 8 * 1024,
            read_timeout: Duration::from_secs(30),
            answer_timeout: Duration::from_secs(60),
            select: true,
            realm: "api".to_owned(),
        }
    }
}
