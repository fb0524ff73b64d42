//! Samples.

use super::{Spot, Writer};
use crate::sample::{JsonNode, Sample, SampleBody, SampleLine};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

/// A request or response that a page shows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SampleDocument<'a> {
    /// Where it starts.
    pub documented_at: Spot<'a>,
    /// The first line, unless the sample is a body and nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_line: Option<SampleLineDocument<'a>>,
    /// The header fields in their order.
    pub headers: Vec<SampleFieldDocument<'a>>,
    /// The body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<SampleBodyDocument<'a>>,
}

/// The first line of a sample.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SampleLineDocument<'a> {
    /// The first line of a request.
    Request {
        /// The method, as it is written.
        method: &'a str,
        /// The path and query, as they are written.
        target: &'a str,
    },
    /// The first line of a response.
    Status {
        /// The status code.
        code: u16,
        /// The words behind it.
        reason: &'a str,
    },
}

/// A header field of a sample.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SampleFieldDocument<'a> {
    /// The name.
    pub name: &'a str,
    /// The value.
    pub value: &'a str,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
}

/// The body of a sample.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SampleBodyDocument<'a> {
    /// JSON.
    Json {
        /// The line at which it starts, from 1.
        #[schemars(range(min = 1))]
        line: u32,
        /// The value.
        #[schemars(schema_with = "any_value")]
        value: &'a JsonNode,
    },
    /// Anything else.
    Text {
        /// The line at which it starts, from 1.
        #[schemars(range(min = 1))]
        line: u32,
        /// The last line that belongs to it.
        #[schemars(range(min = 1))]
        last_line: u32,
    },
}

fn any_value(_: &mut SchemaGenerator) -> Schema {
    Schema::from(true)
}

impl<'a> Writer<'a> {
    pub(super) fn sample(self, sample: &'a Sample) -> SampleDocument<'a> {
        let fields = sample.headers.iter().map(|field| SampleFieldDocument {
            name: &field.name,
            value: &field.value,
            line: self.spot(field.span).line,
        });
        SampleDocument {
            documented_at: self.spot(sample.span),
            start_line: match &sample.start_line {
                SampleLine::Request { method, target, .. } => {
                    Some(SampleLineDocument::Request { method, target })
                }
                SampleLine::Status { code, reason, .. } => Some(SampleLineDocument::Status {
                    code: *code,
                    reason,
                }),
                SampleLine::Absent => None,
            },
            headers: fields.collect(),
            body: sample
                .body
                .as_ref()
                .map(|body| self.sample_body(sample, body)),
        }
    }

    fn sample_body(self, sample: &'a Sample, body: &'a SampleBody) -> SampleBodyDocument<'a> {
        match body {
            SampleBody::Json(node) => SampleBodyDocument::Json {
                line: self.spot(node.span(sample.span.file)).line,
                value: node,
            },
            SampleBody::Text(span) => SampleBodyDocument::Text {
                line: self.spot(*span).line,
                last_line: self
                    .sources
                    .file(span.file)
                    .line(span.end.saturating_sub(1)),
            },
        }
    }
}
