//! The JSON form of the model, for programs that are not written in Rust.
//!
//! Everything is borrowed from a [`ResolvedApi`], spans become file, line and column, and indices
//! become names. [`json_schema`] describes it; [`FORMAT_VERSION`] says when it changed.

mod fact;
mod operation;
mod sample;
mod shape;

pub use fact::{FlagFact, NumberFact, Place, Spot, TextFact, TypeFact};
pub use operation::{
    BodyDocument, OperationDocument, ParameterDocument, RequestDocument, ResponseDocument,
};
pub use sample::{SampleBodyDocument, SampleDocument, SampleFieldDocument, SampleLineDocument};
pub use shape::{
    CredentialsDocument, HeaderDocument, PropertyDocument, SchemaDocument, SecurityDocument,
    TypeDocument,
};

use crate::resolved::ResolvedApi;
use crate::span::SourceMap;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

/// The version of the JSON form. It grows with every change that a program which reads the form
/// could stumble over; additions are none.
pub const FORMAT_VERSION: u32 = 1;

/// A resolved model in its JSON form.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "The model of an API reference, as `bindery model` prints it")]
pub struct ModelDocument<'a> {
    /// The version of this form.
    #[schemars(extend("const" = FORMAT_VERSION))]
    pub format_version: u32,
    /// The operations by path, then method, then id.
    pub operations: Vec<OperationDocument<'a>>,
    /// The schemas by name.
    pub schemas: Vec<SchemaDocument<'a>>,
    /// The request headers that operations list by name, without those for credentials and media
    /// types.
    pub headers: Vec<HeaderDocument<'a>>,
    /// The security schemes that operations list by name.
    pub security: Vec<SecurityDocument<'a>>,
}

impl<'a> ModelDocument<'a> {
    /// The JSON form of `api`, which was read from `sources`.
    pub fn new(api: &'a ResolvedApi, sources: &'a SourceMap) -> Self {
        let writer = Writer { api, sources };
        let operations = api.operations.iter();
        let schemas = api.schemas.iter();
        let headers = api.headers.iter();
        let security = api.security.iter();
        ModelDocument {
            format_version: FORMAT_VERSION,
            operations: operations.map(|one| writer.operation(one)).collect(),
            schemas: schemas.map(|one| writer.schema(one)).collect(),
            headers: headers.map(|one| writer.header(one)).collect(),
            security: security.map(|one| writer.security(one)).collect(),
        }
    }
}

/// The JSON Schema (draft 2020-12) of a [`ModelDocument`].
pub fn json_schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings
        .into_generator()
        .into_root_schema_for::<ModelDocument<'_>>()
}

/// What every part of the document is made from.
#[derive(Clone, Copy)]
struct Writer<'a> {
    api: &'a ResolvedApi,
    sources: &'a SourceMap,
}
