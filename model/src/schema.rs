//! Types: as a page words them, and as resolution settles them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value without parts.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Scalar {
    /// A signed integer of 32 bits.
    Int32,
    /// A signed integer of 64 bits.
    Int64,
    /// A number of 64 bits, IEEE 754.
    Double,
    /// `true` or `false`.
    Boolean,
    /// Text.
    String,
    /// Date, time and offset (RFC 3339 section 5.6 `date-time`).
    DateTime,
    /// A date (RFC 3339 section 5.6 `full-date`).
    Date,
    /// Bytes as Base64 text (RFC 4648 section 4).
    Byte,
    /// Bytes as they are, where a whole body is meant.
    Binary,
}

impl Scalar {
    /// The scalar as dialect files and the JSON model spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Scalar::Int32 => "int32",
            Scalar::Int64 => "int64",
            Scalar::Double => "double",
            Scalar::Boolean => "boolean",
            Scalar::String => "string",
            Scalar::DateTime => "date-time",
            Scalar::Date => "date",
            Scalar::Byte => "byte",
            Scalar::Binary => "binary",
        }
    }
}

/// A type as one place of a page words it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatedType {
    /// The place for the type is empty.
    Blank,
    /// A scalar.
    Scalar(Scalar),
    /// Text of a form that is not said: a string, a date-time, bytes.
    Text,
    /// One of these words.
    Enum(Vec<String>),
    /// An array; of what, if that is said.
    Array(Option<Box<StatedType>>),
    /// A map; to what, if that is said.
    Map(Option<Box<StatedType>>),
    /// An object of which nothing is said.
    Object,
    /// Any value.
    Any,
    /// The schema of this name.
    Named(String),
    /// A word that the dialect does not know.
    Unknown(String),
}

/// A schema of a [`ResolvedApi`](crate::ResolvedApi): an index into its `schemas`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub u32);

/// A type with everything bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// Any value.
    Any,
    /// A scalar.
    Scalar(Scalar),
    /// One of these words.
    Enum(Vec<String>),
    /// An array of these.
    Array(Box<Type>),
    /// An object with names of any kind and these values.
    Map(Box<Type>),
    /// An object of which nothing is known.
    Object,
    /// A schema.
    Schema(SchemaId),
}

impl Type {
    /// The schema that this type holds, itself or inside of arrays and maps.
    pub fn schema(&self) -> Option<SchemaId> {
        match self {
            Type::Schema(id) => Some(*id),
            Type::Array(inner) | Type::Map(inner) => inner.schema(),
            Type::Any | Type::Scalar(_) | Type::Enum(_) | Type::Object => None,
        }
    }
}
