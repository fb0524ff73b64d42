//! What is told of each answer.

use std::fmt;
use std::time::Duration;

/// What is told of one answer. Neither the query, which may hold secrets, nor header fields are.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The method.
    pub method: &'a str,
    /// The path as it was sent, without its query.
    pub path: &'a str,
    /// The id of the operation; none where the path is of none.
    pub operation: Option<&'a str>,
    /// The status.
    pub status: u16,
    /// The length of the body.
    pub bytes: usize,
    /// From the head of the request to the head of the answer.
    pub took: Duration,
}

impl fmt::Display for Entry<'_> {
    /// One line in logfmt.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "status={} method={} path={:?} operation={} bytes={} micros={}",
            self.status,
            self.method,
            self.path,
            self.operation.unwrap_or("-"),
            self.bytes,
            self.took.as_micros()
        )
    }
}
