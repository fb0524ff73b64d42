//! A case: a request that is to be made of an operation, and why.

use serde_json::Value;

/// One request that is planned, with where its values come from.
///
/// In a case that was made and is judged, every value that was sent is [`Source::Known`].
#[derive(Clone, Debug)]
pub struct Case {
    /// Stable, unique: the operation's id, `/`, the kind, and what is varied: `v1X_Get/missing:id`.
    pub id: String,
    /// An index into the operations of the model.
    pub operation: usize,
    /// What it is meant to find out.
    pub kind: CaseKind,
    /// Values of parameters, in the order of the page; a parameter that is left out has none.
    pub parameters: Vec<Given>,
    /// The body.
    pub body: Option<CaseBody>,
    /// The media types asked for, most wanted first; none where the header is left out.
    pub accept: Vec<String>,
    /// Which credentials go with it.
    pub credentials: Credentials,
    /// A method instead of the documented one.
    pub method: Option<String>,
    /// A path template instead of the documented one.
    pub path: Option<String>,
}

/// What a case is meant to find out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseKind {
    /// Traffic that was recorded elsewhere: why it was made, nobody knows.
    Recorded,
    /// The documented sample, made again.
    Sample,
    /// Required parameters and nothing else.
    Required,
    /// Required parameters and this one.
    Optional(String),
    /// Every parameter at once.
    AllOptional,
    /// A documented media type of the answer.
    MediaType(String),
    /// A documented media type of the request's body.
    RequestMediaType(String),
    /// A value at the edge of what the page allows, for this parameter or JSON pointer.
    Boundary(String),
    /// A query option of OData: its name with `$`.
    QueryOption(String),
    /// No credentials.
    NoCredentials,
    /// Credentials that nobody has.
    WrongCredentials,
    /// Without this required parameter.
    Missing(String),
    /// This parameter is of another type.
    Malformed(String),
    /// This parameter is none of its members.
    OutsideEnum(String),
    /// A body that does not parse.
    BrokenBody,
    /// A body whose values are of other types.
    WrongTypes,
    /// A body in a media type that the page does not list.
    WrongMediaType,
    /// A media type asked for that the page does not list.
    UnacceptableMediaType,
    /// A method that the page does not list.
    UnknownMethod,
    /// A path that no page documents.
    UnknownPath,
    /// A step in the life of an object: created, read, replaced, changed, deleted, read again.
    Lifecycle(Step),
}

impl CaseKind {
    /// Whether the page says that the server must refuse it.
    pub fn is_negative(&self) -> bool {
        matches!(
            self,
            CaseKind::NoCredentials
                | CaseKind::WrongCredentials
                | CaseKind::Missing(_)
                | CaseKind::Malformed(_)
                | CaseKind::OutsideEnum(_)
                | CaseKind::BrokenBody
                | CaseKind::WrongTypes
                | CaseKind::WrongMediaType
                | CaseKind::UnacceptableMediaType
                | CaseKind::UnknownMethod
                | CaseKind::UnknownPath
        )
    }
}

/// A step in the life of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is made.
    Create,
    /// It is read behind the step before.
    Read,
    /// It is replaced.
    Replace,
    /// It is replaced once more by the same.
    ReplaceAgain,
    /// One of its properties is changed.
    Patch,
    /// It is sent as it was read, with one property changed, to an operation that is no `PUT`: what
    /// such a one does with what is left out, no standard says.
    Save,
    /// It is deleted.
    Delete,
    /// It is read, though it is gone.
    ReadGone,
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// An index into the operation's parameters, or the name of a header field.
    pub parameter: Target,
    /// The value.
    pub value: Source,
}

/// Which parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An index into the operation's parameters.
    Parameter(usize),
    /// A header field.
    Header(String),
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// It is known.
    Known(Value),
    /// An earlier answer of the server holds it.
    Produced {
        /// The operation that gives it: an index into the operations of the model.
        by: usize,
        /// Where in its answer (RFC 6901); `-` as a token stands for any item.
        pointer: String,
    },
    /// The first of these that gives a value.
    FirstOf(Vec<Source>),
    /// Nothing stands there: what the rest of a body has at this place is left out.
    Absent,
    /// Nothing gives it, so the case is blocked: what is missing, for people.
    Missing(String),
}

/// A body to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseBody {
    /// Its media type.
    pub media_type: String,
    /// What is sent.
    pub content: Content,
}

/// The content of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// JSON, in which values at these pointers (RFC 6901) come from elsewhere.
    Json(Value, Vec<(String, Source)>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

/// Which credentials go with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Those that the user gave.
    Given,
    /// None.
    Absent,
    /// Made up, of the documented form.
    Wrong,
}
