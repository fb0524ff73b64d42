//! Types and schemas of the model as Schema Objects.

use super::Version;
use super::build::Context;
use super::document::Entries;
use super::narrow;
use super::schema::{Just, Kind, OrNull, Schema};
use bindery_model::resolved::{self, Property};
use bindery_model::{Scalar, Type};
use std::borrow::Cow;

impl<'a> Context<'a> {
    /// A type's schema.
    pub(super) fn shape(&self, value_type: &'a Type) -> Schema<'a> {
        match value_type {
            Type::Any => Schema::default(),
            Type::Scalar(scalar) => self.scalar(*scalar),
            Type::Enum(members) => self.enumeration(members),
            Type::Array(inner) => Schema {
                items: Some(Box::new(self.shape(inner))),
                ..of_kind("array")
            },
            Type::Map(inner) => Schema {
                additional: Some(Box::new(self.shape(inner))),
                ..of_kind("object")
            },
            Type::Object => of_kind("object"),
            Type::Schema(id) => {
                let key = self.names.schemas.get(id.0 as usize);
                Schema {
                    reference: key.map(|key| &*key.reference),
                    ..Schema::default()
                }
            }
        }
    }

    fn scalar(&self, scalar: Scalar) -> Schema<'a> {
        let formatted = |kind, format| Schema {
            format: Some(format),
            ..of_kind(kind)
        };
        match scalar {
            Scalar::Int32 => formatted("integer", "int32"),
            Scalar::Int64 => formatted("integer", "int64"),
            Scalar::Double => formatted("number", "double"),
            Scalar::Boolean => of_kind("boolean"),
            Scalar::String => of_kind("string"),
            Scalar::DateTime => formatted("string", "date-time"),
            Scalar::Date => formatted("string", "date"),
            Scalar::Byte if self.version == Version::V3_0 => formatted("string", "byte"),
            Scalar::Byte => Schema {
                content_encoding: Some("base64"),
                ..of_kind("string")
            },
            // 3.1 would rather have no schema at all, but generators know bytes by this one only.
            Scalar::Binary => formatted("string", "binary"),
        }
    }

    fn enumeration(&self, words: &'a [String]) -> Schema<'a> {
        if self.version == Version::V3_0 && !narrow::are_variants(words) {
            let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            return Schema {
                description: Some(Cow::Owned(format!("One of: {}.", quoted.join(", ")))),
                ..of_kind("string")
            };
        }
        Schema {
            members: words.iter().map(|word| Some(&**word)).collect(),
            ..of_kind("string")
        }
    }

    fn or_null(&self, mut schema: Schema<'a>) -> Schema<'a> {
        if !schema.members.is_empty() {
            schema.members.push(None);
        }
        match (self.version, schema.reference, schema.kind) {
            (Version::V3_1, Some(reference), _) => Schema {
                any_of: Some(OrNull(reference)),
                ..Schema::default()
            },
            // 3.0 allows nothing beside a reference, and null only beside a type.
            (Version::V3_0, Some(reference), _) => Schema {
                nullable: true,
                all_of: Some(Just(reference)),
                ..of_kind("object")
            },
            (Version::V3_1, None, Some(kind)) => Schema {
                kind: Some(Kind {
                    or_null: true,
                    ..kind
                }),
                ..schema
            },
            (Version::V3_0, None, Some(_)) => Schema {
                nullable: true,
                ..schema
            },
            // Without a type, null is among the values already.
            (_, None, None) => schema,
        }
    }

    fn property(&self, property: &'a Property) -> Schema<'a> {
        let mut schema = self.shape(&property.value_type);
        if property.nullable.is_some() {
            schema = self.or_null(schema);
        }
        let told = property.description.as_ref().map(|told| &*told.value);
        schema.description = paragraphs(told, schema.description.take());
        // 3.0 allows nothing beside a reference.
        if let (Version::V3_0, Some(reference)) = (self.version, schema.reference) {
            if schema.description.is_none() {
                return schema;
            }
            schema.reference = None;
            schema.all_of = Some(Just(reference));
        }
        let evidence = property.evidence.first();
        schema.documented_at = evidence.map(|evidence| self.place(evidence.span));
        schema
    }

    /// A component.
    pub(super) fn component(&self, schema: &'a resolved::Schema) -> Schema<'a> {
        let keep = match self.version {
            Version::V3_0 => narrow::are_fields(&schema.properties),
            Version::V3_1 => vec![true; schema.properties.len()],
        };
        let mut properties = Vec::with_capacity(schema.properties.len());
        let mut required = Vec::new();
        let mut left_out = Vec::new();
        for (property, keep) in schema.properties.iter().zip(keep) {
            if !keep {
                left_out.push(format!("`{}`", property.name));
                continue;
            }
            if property.required.is_some() {
                required.push(&*property.name);
            }
            properties.push((&*property.name, self.property(property)));
        }
        let note = (!left_out.is_empty()).then(|| {
            let all = left_out.join(", ");
            Cow::Owned(format!(
                "Among its additional properties: {all}, which in many languages would have the \
                 name of another property."
            ))
        });
        let told = schema.description.as_ref().map(|told| &*told.value);
        let evidence = schema.evidence.first().unwrap_or(&schema.name_evidence);
        Schema {
            required,
            properties: Entries(properties),
            additional: note.as_ref().map(|_| Box::default()),
            description: paragraphs(told, note),
            documented_at: Some(self.place(evidence.span)),
            ..of_kind("object")
        }
    }
}

pub(super) fn of_kind<'a>(word: &'static str) -> Schema<'a> {
    let kind = Kind {
        word,
        or_null: false,
    };
    Schema {
        kind: Some(kind),
        ..Schema::default()
    }
}

/// What the page tells, and what is to be said besides.
pub(super) fn paragraphs<'a>(
    told: Option<&'a str>,
    note: Option<Cow<'a, str>>,
) -> Option<Cow<'a, str>> {
    match (told.filter(|told| !told.is_empty()), note) {
        (Some(told), Some(note)) => Some(Cow::Owned(format!("{told}\n\n{note}"))),
        (Some(told), None) => Some(Cow::Borrowed(told)),
        (None, note) => note,
    }
}
