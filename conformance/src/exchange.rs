//! What was sent and what came back, live or recorded.

use bytes::Bytes;
use std::fmt;
use std::time::{Duration, SystemTime};

/// A request and what became of it.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub outcome: Outcome,
    /// How it went over the wire, if we sent it.
    pub wire: Option<Wire>,
}

/// What an exchange was on the wire. It differs from run to run, so of all reports only the archive
/// tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// When it was sent.
    pub started: SystemTime,
    /// From then to the end of the header fields, or to whatever happened instead.
    pub waited: Duration,
    /// The version of HTTP that the server answered with, such as `HTTP/1.1`.
    pub version: &'static str,
}

impl Exchange {
    /// The answer, if one came.
    pub fn answer(&self) -> Option<&Answer> {
        match &self.outcome {
            Outcome::Answer(answer) => Some(answer),
            Outcome::Lost(_) => None,
        }
    }
}

/// A request, whole.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method, as it stands on the wire.
    pub method: String,
    /// The absolute address, with its query.
    pub url: String,
    /// The header fields in their order.
    pub headers: Vec<Header>,
    /// The body, if there is one.
    pub body: Option<Bytes>,
}

impl Request {
    /// The value of the first header field of this name, regardless of case (RFC 9110 section 5.1).
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

/// A header field.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    /// The name.
    pub name: String,
    /// The value; bytes that are no UTF-8 are replaced by U+FFFD.
    pub value: String,
    /// Whether the value must not be shown to anybody.
    pub secret: bool,
}

impl Header {
    /// A field; that its name is one that carries credentials makes it a secret.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        let secret = CREDENTIALS.iter().any(|one| name.eq_ignore_ascii_case(one));
        Header {
            name,
            value: value.into(),
            secret,
        }
    }

    /// The value as people may see it.
    pub fn shown(&self) -> &str {
        if self.secret { "***" } else { &self.value }
    }
}

/// Header fields that carry credentials wherever they appear (RFC 9110 section 11.6, RFC 6265).
const CREDENTIALS: &[&str] = &[
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
];

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.shown())
    }
}

/// What became of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The server answered, if perhaps not to the end.
    Answer(Answer),
    /// No status came.
    Lost(Lost),
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The header fields in their order.
    pub headers: Vec<Header>,
    /// The body without its content coding, as far as it was read.
    pub body: Bytes,
    /// Why the body is not whole.
    pub cut: Option<Cut>,
    /// From the first byte sent to the last byte read.
    pub elapsed: Duration,
}

impl Answer {
    /// The value of the first header field of this name, regardless of case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The media type without its parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        let essence = value.split(';').next().unwrap_or("").trim();
        Some(essence.to_ascii_lowercase())
    }
}

fn find<'a>(headers: &'a [Header], name: &str) -> Option<&'a str> {
    let field = headers
        .iter()
        .find(|field| field.name.eq_ignore_ascii_case(name));
    field.map(|field| &*field.value)
}

/// Why a body is not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It is longer than this many bytes, after which reading stopped.
    Limit(u64),
    /// The connection ended before the body did.
    EndedEarly,
    /// It took longer than this.
    Timeout(Duration),
    /// The content coding is broken, or unpacks to more than is allowed.
    Coding(String),
    /// Whoever recorded it kept no body.
    NotRecorded,
}

/// Why no answer came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// At what.
    pub phase: Phase,
    /// What the network said, without addresses of credentials.
    pub message: String,
}

/// Where an exchange got to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Finding the host or connecting.
    Connect,
    /// Agreeing on TLS.
    Tls,
    /// Sending the request.
    Send,
    /// Waiting for the status line.
    Wait,
    /// Reading a status line and header fields that are no HTTP.
    Parse,
}
