//! The answers that an operation gives without looking at what is asked for, each made once.

use crate::mock::request::{Format, essence_of, format_of};
use crate::mock::{Answers, Mock};
use crate::values::{Values, write_xml};
use axum::http::HeaderValue;
use bindery_model::resolved::{Operation, Response};
use bindery_model::{SampleBody, SampleLine, Type};
use bytes::Bytes;
use serde_json::Value;
use std::sync::OnceLock;

/// The answers of one operation.
pub(crate) struct Prepared {
    responses: Vec<PreparedResponse>,
}

/// One documented answer.
#[derive(Default)]
struct PreparedResponse {
    value: OnceLock<Value>,
    /// By documented media type.
    bodies: Vec<OnceLock<Bytes>>,
    fields: OnceLock<Vec<HeaderValue>>,
}

impl Prepared {
    /// Nothing is made yet.
    pub(crate) fn new(operation: &Operation) -> Self {
        let response = |response: &Response| {
            let media_types = response.body.as_ref().map(|body| body.media_types.len());
            PreparedResponse {
                bodies: (0..media_types.unwrap_or(0))
                    .map(|_| OnceLock::new())
                    .collect(),
                ..PreparedResponse::default()
            }
        };
        Prepared {
            responses: operation.responses.iter().map(response).collect(),
        }
    }
}

impl Mock {
    /// The value of a documented answer with a body: of the operation and its response, as indices.
    pub(crate) fn value(&self, operation: usize, response: usize) -> &Value {
        let slot = &self.prepared[operation].responses[response].value;
        slot.get_or_init(|| {
            self.made(operation, response, self.options.answers, None)
                .unwrap_or(Value::Null)
        })
    }

    /// The value of a documented answer, made anew; `example` is the number of a sample, from 1.
    pub(crate) fn made(
        &self,
        operation: usize,
        response: usize,
        answers: Answers,
        example: Option<usize>,
    ) -> Option<Value> {
        let operation = &self.api.operations[operation];
        let response = &operation.responses[response];
        let wanted = &response.body.as_ref()?.value_type;
        let values = Values::new(&self.api, self.options.seed);
        if let Some(number) = example {
            let shown = operation.sample_responses.get(number.checked_sub(1)?)?;
            let shown = shown.body.as_ref()?.json()?;
            let place = format!("{}/example", operation.id.value);
            return Some(values.of_answer(shown, wanted, &place));
        }
        match answers {
            Answers::Generated => values.generated_response_body(operation, response),
            Answers::Sample => {
                let value = values
                    .response_body(operation, response)
                    .map(|(value, _)| value);
                match self.shown_text(operation, response) {
                    // What is no JSON is bytes, if it can be.
                    Some(text) if is_bytes(wanted) => Some(bytes_of(text, wanted)),
                    _ => value,
                }
            }
        }
    }

    /// The text of a sample that is no JSON.
    fn shown_text(&self, operation: &Operation, response: &Response) -> Option<&str> {
        let mut samples = operation.sample_responses.iter();
        let sample = samples.find(|sample| {
            matches!(&sample.start_line, SampleLine::Status { code, .. } if *code == response.status.value)
        })?;
        match sample.body.as_ref()? {
            SampleBody::Text(span) => Some(self.sources.text(*span)),
            SampleBody::Json(_) => None,
        }
    }

    /// The bytes of a documented answer in a documented media type, as an index, made once.
    pub(crate) fn body(&self, operation: usize, response: usize, media_type: usize) -> Bytes {
        let slot = &self.prepared[operation].responses[response].bodies[media_type];
        slot.get_or_init(|| {
            let Some(body) = &self.api.operations[operation].responses[response].body else {
                return Bytes::new();
            };
            let format = format_of(&body.media_types[media_type]);
            write(
                self,
                self.value(operation, response),
                &body.value_type,
                format,
            )
        })
        .clone()
    }

    /// The value of `Content-Type` for a documented media type, as an index.
    pub(crate) fn field(
        &self,
        operation: usize,
        response: usize,
        media_type: usize,
    ) -> HeaderValue {
        let slot = &self.prepared[operation].responses[response].fields;
        let fields = slot.get_or_init(|| {
            let body = &self.api.operations[operation].responses[response].body;
            let media_types = body
                .as_ref()
                .map(|body| &*body.media_types)
                .unwrap_or_default();
            // Bytes are in no encoding that the mock knows.
            let is_bytes = body.as_ref().is_some_and(|body| is_bytes(&body.value_type));
            let field = |one: &String| match is_bytes {
                true => crate::mock::reply::field(&essence_of(one)),
                false => media_type_field(one),
            };
            media_types.iter().map(field).collect()
        });
        let field = fields.get(media_type).cloned();
        field.unwrap_or_else(|| HeaderValue::from_static("application/octet-stream"))
    }
}

/// A media type as the value of `Content-Type`: text has an encoding, and JSON only one (RFC 8259
/// section 11).
fn media_type_field(media_type: &str) -> HeaderValue {
    let essence = essence_of(media_type);
    let has_encoding = essence.starts_with("text/") || format_of(&essence) == Format::Xml;
    let text = match has_encoding {
        true => format!("{essence}; charset=utf-8"),
        false => essence,
    };
    crate::mock::reply::field(&text)
}

/// A value in a format.
pub(crate) fn write(mock: &Mock, value: &Value, wanted: &Type, format: Format) -> Bytes {
    match format {
        Format::Json => Bytes::from(value.to_string()),
        Format::Xml => Bytes::from(write_xml(&mock.api, value, wanted)),
        Format::Form | Format::Bytes => match value {
            Value::String(text) if *wanted == Type::Scalar(bindery_model::Scalar::Byte) => {
                use base64::Engine;
                let bytes = base64::prelude::BASE64_STANDARD.decode(text);
                Bytes::from(bytes.unwrap_or_else(|_| text.clone().into_bytes()))
            }
            other => Bytes::from(crate::values::text(other)),
        },
    }
}

fn is_bytes(wanted: &Type) -> bool {
    use bindery_model::Scalar::{Binary, Byte};
    matches!(wanted, Type::Scalar(Binary | Byte))
}

fn bytes_of(text: &str, wanted: &Type) -> Value {
    use base64::Engine;
    match wanted {
        Type::Scalar(bindery_model::Scalar::Byte) if !crate::values::is_base64(text) => {
            base64::prelude::BASE64_STANDARD.encode(text).into()
        }
        _ => text.into(),
    }
}
