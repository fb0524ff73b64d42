//! What can go wrong with a request.

use super::handle::Answer;
use super::operation::Operation;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::error::Error as StdError;
use std::fmt;

/// A request that failed: which operation it was, what happened, and what the server said.
///
/// Neither `Display` nor `Debug` shows credentials, addresses or bodies.
pub struct Error(Box<Inner>);

struct Inner {
    operation: &'static str,
    kind: ErrorKind,
    meaning: Option<&'static str>,
    answer: Option<Answer>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request could not be put together, so nothing was sent.
    Request(String),
    /// No answer came: no connection, or it broke.
    Connection,
    /// No answer came in time.
    Timeout,
    /// The server answered with a status that tells no success.
    Status(StatusCode),
    /// The answer is larger than the client was told to read.
    TooLarge {
        /// The largest number of bytes that is read.
        limit: usize,
    },
    /// The link to the next page of a list is not followed.
    NextLink(String),
    /// The answer is a success, but its body is not what is documented.
    Body {
        /// Where in the body, such as `$.value[3].Name`.
        path: String,
        /// What is wrong there.
        reason: String,
    },
}

impl Error {
    pub(crate) fn new(operation: &Operation, kind: ErrorKind) -> Self {
        Error(Box::new(Inner {
            operation: operation.id,
            kind,
            meaning: None,
            answer: None,
            source: None,
        }))
    }

    pub(crate) fn transport(operation: &Operation, error: reqwest::Error) -> Self {
        let kind = match () {
            () if error.is_timeout() => ErrorKind::Timeout,
            () if error.is_builder() => ErrorKind::Request("it is not a valid request".to_owned()),
            () => ErrorKind::Connection,
        };
        let mut made = Error::new(operation, kind);
        // The address can hold what nobody else should see.
        made.0.source = Some(Box::new(error.without_url()));
        made
    }

    pub(crate) fn answered(operation: &Operation, kind: ErrorKind, answer: Answer) -> Self {
        let mut made = Error::new(operation, kind);
        made.0.meaning = operation.meaning(answer.status.as_u16());
        made.0.answer = Some(answer);
        made
    }

    /// The id of the operation.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// What happened.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// What the documentation says that the status means, where it says anything.
    pub fn meaning(&self) -> Option<&'static str> {
        self.0.meaning
    }

    /// The status, where there is an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The header fields of the answer, where there is one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the answer, where there is one.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| &*answer.body)
    }

    /// Where in the body the client stopped reading it, such as `$.value[3].Name`.
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Body { path, .. } => Some(path),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed to call {}: ", self.0.operation)?;
        match &self.0.kind {
            ErrorKind::Request(reason) | ErrorKind::NextLink(reason) => f.write_str(reason)?,
            ErrorKind::Connection => f.write_str("the server cannot be reached")?,
            ErrorKind::Timeout => f.write_str("no answer came in time")?,
            ErrorKind::Status(status) => write!(f, "the server answers {status}")?,
            ErrorKind::TooLarge { limit } => write!(f, "the answer is over {limit} bytes")?,
            ErrorKind::Body { path, reason } => write!(f, "the answer at {path}: {reason}")?,
        }
        match self.0.meaning {
            Some(meaning) if !meaning.is_empty() => write!(f, " ({meaning})"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.0.operation)
            .field("kind", &self.0.kind)
            .field("meaning", &self.0.meaning)
            .field("answer", &self.0.answer)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}
