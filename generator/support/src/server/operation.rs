//! What the documentation says of an operation: data, which the router checks requests against.

use super::credentials::Scheme;
use axum::http::Method;

/// What the documentation says of an operation.
#[derive(Debug)]
pub struct Operation {
    /// Its id.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path, with `{name}` for parameters.
    pub path: &'static str,
    /// The page that documents it.
    pub page: &'static str,
    /// The line of the page where that starts.
    pub line: u32,
    /// The security schemes of which any will do; none where it is open to all.
    pub security: &'static [Scheme],
    /// Its parameters.
    pub parameters: &'static [Parameter],
    /// The body that it takes.
    pub takes: BodyIn,
    /// The body that it gives where it succeeds.
    pub gives: BodyOut,
    /// The statuses that are documented, those of success first, each with what it means.
    pub statuses: &'static [(u16, &'static str)],
}

impl Operation {
    /// The status of success: the first that is documented.
    pub fn success(&self) -> u16 {
        self.statuses.first().map_or(200, |(status, _)| *status)
    }

    /// What the documentation says of a status.
    pub fn meaning(&self, status: u16) -> Option<&'static str> {
        let found = self.statuses.iter().find(|(one, _)| *one == status);
        found
            .map(|(_, meaning)| *meaning)
            .filter(|one| !one.is_empty())
    }

    /// Where a line of its page is: `page.md:12`.
    pub(crate) fn place(&self, line: u32) -> String {
        format!("{}:{line}", self.page)
    }
}

/// The body of a request.
#[derive(Clone, Copy, Debug)]
pub enum BodyIn {
    /// There is none; what is sent is not read.
    Nothing,
    /// A value in one of these media types, as JSON, XML or a form, documented at this line.
    Json(&'static str, u32),
    /// Bytes as they are, in one of these media types, documented at this line.
    Bytes(&'static str, u32),
}

/// The body of an answer.
#[derive(Clone, Copy, Debug)]
pub enum BodyOut {
    /// There is none.
    Nothing,
    /// A value in one of these media types; in XML its element has this name.
    Value(&'static str, &'static str),
    /// Bytes as they are, in one of these media types.
    Bytes(&'static str),
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) kind: Kind,
    pub(crate) line: u32,
    pub(crate) is_required: bool,
}

impl Parameter {
    const fn new(name: &'static str, location: Location, kind: Kind, line: u32) -> Self {
        Parameter {
            name,
            location,
            kind,
            line,
            is_required: matches!(location, Location::Path),
        }
    }

    /// One in the path, documented at this line.
    pub const fn path(name: &'static str, kind: Kind, line: u32) -> Self {
        Parameter::new(name, Location::Path, kind, line)
    }

    /// One in the query.
    pub const fn query(name: &'static str, kind: Kind, line: u32) -> Self {
        Parameter::new(name, Location::Query, kind, line)
    }

    /// One in a header field.
    pub const fn header(name: &'static str, kind: Kind, line: u32) -> Self {
        Parameter::new(name, Location::Header, kind, line)
    }

    /// The same, which requests must have.
    pub const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }
}

/// What the text of a parameter must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number.
    Double,
    /// `true` or `false`.
    Boolean,
    /// Any text.
    Text,
    /// A date, with or without a time (RFC 3339 section 5.6).
    DateTime,
    /// A date.
    Date,
    /// Base64 (RFC 4648 section 4).
    Bytes,
    /// One of these words, in any case.
    Word(&'static [&'static str]),
    /// JSON.
    Json,
    /// Any number of these, one a parameter of this name, or with commas between.
    List(&'static Kind),
}
