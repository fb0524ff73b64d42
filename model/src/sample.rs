//! Samples: messages that a page shows, and their JSON with the place of every name and value.

use crate::span::{FileId, Span};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::HashMap;

/// A request or response that a page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// The whole message.
    pub span: Span,
    /// The first line: method and target, or protocol, status and reason.
    pub start_line: SampleLine,
    /// The header fields in their order.
    pub headers: Vec<SampleHeader>,
    /// What stands behind the blank line, without white space at its ends.
    pub body: Option<SampleBody>,
}

/// The first line of a [`Sample`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SampleLine {
    /// Method and target.
    Request {
        /// The method, as it is written.
        method: String,
        /// The path and query, as they are written.
        target: String,
        /// The line.
        span: Span,
    },
    /// Status and reason.
    Status {
        /// The status code.
        code: u16,
        /// The words behind it.
        reason: String,
        /// The line.
        span: Span,
    },
    /// There is none: the sample is a body and nothing else.
    Absent,
}

/// A header field of a [`Sample`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleHeader {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// The line.
    pub span: Span,
}

/// The body of a [`Sample`].
#[derive(Clone, Debug, PartialEq)]
pub enum SampleBody {
    /// JSON.
    Json(JsonNode),
    /// Anything else, as text.
    Text(Span),
}

impl SampleBody {
    /// The JSON, if it is JSON.
    pub fn json(&self) -> Option<&JsonNode> {
        match self {
            SampleBody::Json(node) => Some(node),
            SampleBody::Text(_) => None,
        }
    }
}

/// A JSON value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonNode {
    /// Offset of its first byte in the file.
    pub start: u32,
    /// Offset behind its last byte.
    pub end: u32,
    /// The value.
    pub value: JsonValue,
}

impl JsonNode {
    /// Where the value stands.
    pub fn span(&self, file: FileId) -> Span {
        Span {
            file,
            start: self.start,
            end: self.end,
        }
    }
}

/// A JSON value (RFC 8259). Numbers keep the digits in which they are written.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonValue {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(Box<str>),
    /// A string.
    String(Box<str>),
    /// An array.
    Array(Vec<JsonNode>),
    /// An object: its members in their order, with names as often as they stand there.
    Object(Vec<JsonMember>),
}

/// A member of a JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonMember {
    /// The name.
    pub name: Box<str>,
    /// Offset of the name's opening quote in the file.
    pub name_start: u32,
    /// The value.
    pub node: JsonNode,
}

impl JsonValue {
    /// Whether a number is written without fraction and exponent.
    pub fn is_integer(&self) -> bool {
        matches!(self, JsonValue::Number(digits) if !digits.contains(['.', 'e', 'E']))
    }

    /// Whether it is an integer of 32 bits (OpenAPI format registry, `int32`).
    pub fn is_int32(&self) -> bool {
        matches!(self, JsonValue::Number(digits) if digits.parse::<i32>().is_ok())
    }
}

impl Serialize for JsonNode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl Serialize for JsonValue {
    /// Writes the value as JSON; of members of one name the last is kept, as most parsers do.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            JsonValue::Null => serializer.serialize_unit(),
            JsonValue::Bool(value) => serializer.serialize_bool(*value),
            JsonValue::Number(digits) => match (digits.parse::<i64>(), digits.parse::<f64>()) {
                (Ok(integer), _) => serializer.serialize_i64(integer),
                (_, Ok(float)) if float.is_finite() => serializer.serialize_f64(float),
                _ => serializer.serialize_str(digits),
            },
            JsonValue::String(text) => serializer.serialize_str(text),
            JsonValue::Array(items) => serializer.collect_seq(items),
            JsonValue::Object(members) => {
                let numbered = members.iter().enumerate();
                let last: HashMap<&str, usize> = numbered.map(|(at, m)| (&*m.name, at)).collect();
                let mut map = serializer.serialize_map(Some(last.len()))?;
                for (at, member) in members.iter().enumerate() {
                    if last[&*member.name] == at {
                        map.serialize_entry(&member.name, &member.node)?;
                    }
                }
                map.end()
            }
        }
    }
}
