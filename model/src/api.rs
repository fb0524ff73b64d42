//! What the pages state: typed facts in which schemas are still known by name, or not named at all.

use crate::evidence::{Evidence, Stated};
use crate::resolved::SecurityScheme;
use crate::sample::Sample;
use crate::schema::StatedType;
use crate::span::{FileId, Span};
use std::fmt;

/// Everything that a set of pages states.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The operations, in the order of their pages.
    pub operations: Vec<Operation>,
}

/// A method of HTTP (RFC 9110 section 9, RFC 5789).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
}

impl Method {
    /// The method of this name in capitals.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "GET" => Method::Get,
            "PUT" => Method::Put,
            "POST" => Method::Post,
            "DELETE" => Method::Delete,
            "OPTIONS" => Method::Options,
            "HEAD" => Method::Head,
            "PATCH" => Method::Patch,
            _ => return None,
        })
    }

    /// The name in capitals.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
            Method::Head => "HEAD",
            Method::Patch => "PATCH",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One operation as its page states it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The page's file.
    pub file: FileId,
    /// The operation's part of the page.
    pub span: Span,
    /// The dialect that read the page.
    pub dialect: String,
    /// The id; from method and path where the page gives none.
    pub id: Stated<String>,
    /// The title.
    pub title: Option<Stated<String>>,
    /// The method.
    pub method: Stated<Method>,
    /// The path, with `{name}` for its parameters.
    pub path: Stated<String>,
    /// The resource or group that it belongs to.
    pub resource: String,
    /// The first sentence or paragraph of the description.
    pub summary: Option<Stated<String>>,
    /// The rest of the description, as CommonMark.
    pub description: Option<Stated<String>>,
    /// The parameters in path and query, in the order of the page.
    pub parameters: Vec<Parameter>,
    /// The request headers that the page lists, in the order of the page, without those that carry
    /// credentials or media types: `security` and the media types tell those.
    pub headers: Vec<Parameter>,
    /// The security schemes that the header table names, any of which will do.
    pub security: Vec<SecurityScheme>,
    /// Media types of the request body.
    pub request_media_types: Vec<Stated<String>>,
    /// Media types of responses.
    pub response_media_types: Vec<Stated<String>>,
    /// The request body.
    pub request: Option<Body>,
    /// The statuses, in the order of the page.
    pub responses: Vec<Response>,
    /// The body of the successful response.
    pub response: Option<Body>,
    /// Sample requests.
    pub sample_requests: Vec<Sample>,
    /// Sample responses.
    pub sample_responses: Vec<Sample>,
    /// A name for what the operation answers with, told from its id.
    pub result_name: Option<Stated<String>>,
    /// The response time that the page promises, in milliseconds.
    pub response_time: Option<Stated<u32>>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

impl Location {
    /// `path`, `query` or `header` (OpenAPI 3.1 section 4.8.12.2.1).
    pub fn as_str(self) -> &'static str {
        match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
        }
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name.
    pub name: Stated<String>,
    /// Where it is sent.
    pub location: Location,
    /// The type.
    pub stated_type: Stated<StatedType>,
    /// What says that it is required.
    pub required: Option<Evidence>,
    /// The default.
    pub default: Option<Stated<String>>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
    /// A value that an example of the page gives it.
    pub example: Option<Stated<String>>,
}

/// A request or response body.
#[derive(Clone, Debug)]
pub struct Body {
    /// The line that opens it.
    pub opening: Span,
    /// The name of the parameter that carries it.
    pub name: Option<Stated<String>>,
    /// The type.
    pub stated_type: Stated<StatedType>,
    /// A type that prose gives where the heading gives none.
    pub told_type: Option<Stated<StatedType>>,
    /// A name for its schema that prose gives.
    pub told_name: Option<Stated<String>>,
    /// A name for its schema that belongs to this operation alone, and the same made unique.
    pub own_name: Option<OwnName>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
    /// The properties of its table, or of the table of its items.
    pub properties: Vec<Property>,
}

/// A schema's name that is made from the operation's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnName {
    /// The name.
    pub short: String,
    /// The name where two operations claim the short one.
    pub qualified: String,
    /// The heading that shows that the body belongs to the operation.
    pub evidence: Evidence,
}

/// A property of a body's table.
#[derive(Clone, Debug)]
pub struct Property {
    /// The name.
    pub name: Stated<String>,
    /// The type.
    pub stated_type: Stated<StatedType>,
    /// A name for its type that the description gives.
    pub told_name: Option<Stated<String>>,
    /// The family of schemas that its type is of, as its description says.
    pub family: Option<String>,
    /// The family of schemas of which every one has this property, as its description says.
    pub shown_family: Option<String>,
    /// What says that it is required.
    pub required: Option<Evidence>,
    /// What says that it may be null.
    pub nullable: Option<Evidence>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
}

/// A documented status.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status code.
    pub status: Stated<u16>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
}
