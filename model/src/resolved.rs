//! The model that everything downstream works on: references bound, shapes named, order fixed.

use crate::api::Method;
use crate::evidence::{Evidence, Stated};
use crate::sample::Sample;
use crate::schema::{SchemaId, Type};
use crate::span::{FileId, Span};

/// An API with everything bound. Lists are in a fixed order, whatever the order of the pages was.
#[derive(Clone, Debug, Default)]
pub struct ResolvedApi {
    /// By path, then method, then id.
    pub operations: Vec<Operation>,
    /// By name, regardless of case.
    pub schemas: Vec<Schema>,
    /// Request headers that pages list, by name; a name more than once where pages say different
    /// things of it. Headers that carry credentials or media types are not among them:
    /// [`Operation::security`] and the media types tell those.
    pub headers: Vec<Header>,
    /// Security schemes that the pages name, by name.
    pub security: Vec<SecurityScheme>,
}

impl ResolvedApi {
    /// The schema of an id that this model gave out.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The page's file.
    pub file: FileId,
    /// Where the page starts to document it.
    pub span: Span,
    /// The dialect that read the page.
    pub dialect: String,
    /// The id, of which no two operations have the same.
    pub id: Stated<String>,
    /// The title.
    pub title: Option<Stated<String>>,
    /// The method.
    pub method: Stated<Method>,
    /// The path, with `{name}` for its parameters.
    pub path: Stated<String>,
    /// The resource or group that it belongs to.
    pub resource: String,
    /// One line on what it does.
    pub summary: Option<Stated<String>>,
    /// More on what it does, as CommonMark.
    pub description: Option<Stated<String>>,
    /// Parameters in path and query, in the order of the page.
    pub parameters: Vec<Parameter>,
    /// The headers that it takes: indices into [`ResolvedApi::headers`].
    pub headers: Vec<usize>,
    /// The security schemes of which any will do: indices into [`ResolvedApi::security`].
    pub security: Vec<usize>,
    /// The request body.
    pub request: Option<RequestBody>,
    /// The statuses, in ascending order.
    pub responses: Vec<Response>,
    /// The response time that the page promises, in milliseconds.
    pub response_time: Option<Stated<u32>>,
    /// The sample requests of the page, whole.
    pub sample_requests: Vec<Sample>,
    /// The sample responses of the page, whole.
    pub sample_responses: Vec<Sample>,
}

/// A parameter in path or query.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name.
    pub name: Stated<String>,
    /// Where it is sent.
    pub location: crate::api::Location,
    /// The type.
    pub value_type: Type,
    /// What states the type.
    pub type_evidence: Evidence,
    /// What says that it is required.
    pub required: Option<Evidence>,
    /// The default.
    pub default: Option<Stated<String>>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
    /// A value that an example of the page gives it; of the parameter's type, as text.
    pub example: Option<Stated<String>>,
}

/// A request header that many operations take.
#[derive(Clone, Debug)]
pub struct Header {
    /// The name.
    pub name: Stated<String>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
    /// What says that it is required.
    pub required: Option<Evidence>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// The name: letters, digits, `.`, `_` and `-`.
    pub name: String,
    /// How the credentials are sent.
    pub kind: SecurityKind,
    /// What a user must know of it, as CommonMark.
    pub description: Option<String>,
    /// The first place that names it.
    pub evidence: Evidence,
}

/// How credentials are sent (OpenAPI 3.1 section 4.8.27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// HTTP Basic (RFC 7617).
    Basic,
    /// HTTP Bearer (RFC 6750).
    Bearer,
    /// The value of this header.
    ApiKey {
        /// The header's name.
        header: String,
    },
}

/// A request body.
#[derive(Clone, Debug)]
pub struct RequestBody {
    /// The name of the parameter that carries it.
    pub name: Option<Stated<String>>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
    /// The media types in which it may be sent, as the page lists them; never empty.
    pub media_types: Vec<String>,
    /// The type.
    pub value_type: Type,
    /// What states the type.
    pub type_evidence: Evidence,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status code.
    pub status: Stated<u16>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
    /// Its body, where it has one that the page documents.
    pub body: Option<ResponseBody>,
}

/// The body of a response.
#[derive(Clone, Debug)]
pub struct ResponseBody {
    /// The media types in which it may come, as the page lists them; never empty.
    pub media_types: Vec<String>,
    /// The type.
    pub value_type: Type,
    /// What states the type.
    pub type_evidence: Evidence,
}

/// A named object with properties.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The name, of which no two schemas have the same, regardless of case. It may hold `.`.
    pub name: String,
    /// What gives it that name.
    pub name_evidence: Evidence,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
    /// The properties, in the order of the page that documents most of them.
    pub properties: Vec<Property>,
    /// Whether a value of it can hold another of it, at any depth.
    pub recursive: bool,
    /// Places that document it: tables first, then samples; not all, but the first of each kind.
    pub evidence: Vec<Evidence>,
}

/// A property of a schema.
#[derive(Clone, Debug)]
pub struct Property {
    /// The name.
    pub name: String,
    /// The type.
    pub value_type: Type,
    /// What states the type, the weightiest first; never empty.
    pub evidence: Vec<Evidence>,
    /// What says that it may be null: words of the page, or a sample.
    pub nullable: Option<Evidence>,
    /// What says that it is required.
    pub required: Option<Evidence>,
    /// What it means, as CommonMark.
    pub description: Option<Stated<String>>,
}
