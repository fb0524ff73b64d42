//! The facts that a published API reference states.
//!
//! Everything here is plain data: no files are read, no Markdown is parsed, no request is sent and
//! no language of a generated program is known. Every fact carries the [`Span`] of the line that
//! states it, so that whoever uses the fact can point at it.

pub mod api;
pub mod diagnostic;
pub mod document;
pub mod evidence;
pub mod resolved;
pub mod sample;
pub mod schema;
pub mod span;

pub use api::{Api, Location, Method};
pub use diagnostic::{Diagnostic, Related, Severity, count};
pub use evidence::{Evidence, EvidenceKind, Stated};
pub use resolved::ResolvedApi;
pub use sample::{JsonMember, JsonNode, JsonValue, Sample, SampleBody, SampleHeader, SampleLine};
pub use schema::{Scalar, SchemaId, StatedType, Type};
pub use span::{FileId, Position, SourceFile, SourceMap, Span};
