//! What is known of an operation before it is called.

use reqwest::Method;

/// What the documentation says of an operation.
#[derive(Debug)]
pub struct Operation {
    /// Its id.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path, with `{name}` for parameters.
    pub path: &'static str,
    /// The media types that it answers in and that this client reads, for the header `Accept`.
    pub accept: &'static str,
    /// The statuses that are documented, each with what it means.
    pub statuses: &'static [(u16, &'static str)],
}

impl Operation {
    /// What the documentation says of a status.
    pub fn meaning(&self, status: u16) -> Option<&'static str> {
        let found = self.statuses.iter().find(|(one, _)| *one == status);
        found.map(|(_, meaning)| *meaning)
    }
}
