//! Types, schemas, and what operations share.

use super::{FlagFact, Place, TextFact, TypeFact, Writer};
use crate::resolved::{Header, Property, Schema, SecurityKind, SecurityScheme};
use crate::schema::{Scalar, Type};
use schemars::JsonSchema;
use serde::Serialize;

/// A type.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TypeDocument<'a> {
    /// Any value.
    Any,
    /// A value without parts.
    Scalar {
        /// Which.
        scalar: Scalar,
    },
    /// One of these words.
    Enum {
        /// The words.
        members: &'a [String],
    },
    /// An array.
    Array {
        /// What it holds.
        items: Box<TypeDocument<'a>>,
    },
    /// An object with names of any kind.
    Map {
        /// What stands under the names.
        values: Box<TypeDocument<'a>>,
    },
    /// An object of which nothing is known.
    Object,
    /// A schema of this document.
    Schema {
        /// Its name.
        name: &'a str,
    },
}

/// A named object with properties.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SchemaDocument<'a> {
    /// The name, of which no two schemas have the same, regardless of case.
    pub name: TextFact<'a>,
    /// What it means, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextFact<'a>>,
    /// Whether a value of it can hold another of it, at any depth.
    pub recursive: bool,
    /// The properties, in the order of the page that documents most of them.
    pub properties: Vec<PropertyDocument<'a>>,
    /// The first places of each kind that document it.
    pub evidence: Vec<Place<'a>>,
}

/// A property of a schema.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PropertyDocument<'a> {
    /// The name.
    pub name: &'a str,
    /// The type.
    #[serde(rename = "type")]
    pub value_type: TypeFact<'a>,
    /// Whether it must be there.
    pub required: FlagFact<'a>,
    /// Whether it may be null.
    pub nullable: FlagFact<'a>,
    /// What it means, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextFact<'a>>,
}

/// A request header.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HeaderDocument<'a> {
    /// The name.
    pub name: TextFact<'a>,
    /// Whether it must be sent.
    pub required: FlagFact<'a>,
    /// What it means, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextFact<'a>>,
}

/// A security scheme.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SecurityDocument<'a> {
    /// The name.
    pub name: TextFact<'a>,
    /// How the credentials are sent.
    pub credentials: CredentialsDocument<'a>,
    /// What a user must know of it, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'a str>,
}

/// How credentials are sent.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CredentialsDocument<'a> {
    /// HTTP Basic (RFC 7617).
    Basic,
    /// HTTP Bearer (RFC 6750).
    Bearer,
    /// The value of a header.
    ApiKey {
        /// The header's name.
        header: &'a str,
    },
}

impl<'a> Writer<'a> {
    pub(super) fn value_type(self, value: &'a Type) -> TypeDocument<'a> {
        match value {
            Type::Any => TypeDocument::Any,
            Type::Scalar(scalar) => TypeDocument::Scalar { scalar: *scalar },
            Type::Enum(members) => TypeDocument::Enum { members },
            Type::Array(items) => TypeDocument::Array {
                items: Box::new(self.value_type(items)),
            },
            Type::Map(values) => TypeDocument::Map {
                values: Box::new(self.value_type(values)),
            },
            Type::Object => TypeDocument::Object,
            Type::Schema(id) => TypeDocument::Schema {
                name: &self.api.schema(*id).name,
            },
        }
    }

    pub(super) fn schema(self, schema: &'a Schema) -> SchemaDocument<'a> {
        SchemaDocument {
            name: TextFact {
                value: &schema.name,
                evidence: self.places(&[schema.name_evidence]),
            },
            description: schema.description.as_ref().map(|text| self.text(text)),
            recursive: schema.recursive,
            properties: schema
                .properties
                .iter()
                .map(|one| self.property(one))
                .collect(),
            evidence: self.places(&schema.evidence),
        }
    }

    fn property(self, property: &'a Property) -> PropertyDocument<'a> {
        PropertyDocument {
            name: &property.name,
            value_type: self.typed(&property.value_type, &property.evidence),
            required: self.flag(property.required),
            nullable: self.flag(property.nullable),
            description: property.description.as_ref().map(|text| self.text(text)),
        }
    }

    pub(super) fn header(self, header: &'a Header) -> HeaderDocument<'a> {
        HeaderDocument {
            name: self.text(&header.name),
            required: self.flag(header.required),
            description: header.description.as_ref().map(|text| self.text(text)),
        }
    }

    pub(super) fn security(self, scheme: &'a SecurityScheme) -> SecurityDocument<'a> {
        SecurityDocument {
            name: TextFact {
                value: &scheme.name,
                evidence: self.places(&[scheme.evidence]),
            },
            credentials: match &scheme.kind {
                SecurityKind::Basic => CredentialsDocument::Basic,
                SecurityKind::Bearer => CredentialsDocument::Bearer,
                SecurityKind::ApiKey { header } => CredentialsDocument::ApiKey { header },
            },
            description: scheme.description.as_deref(),
        }
    }
}
