//! The Schema Object (OpenAPI 3.1 section 4.8.24, 3.0 section 4.7.24) as far as we write it.

use super::document::{Entries, Literal};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;

#[derive(Default, serde::Serialize)]
pub(super) struct Schema<'a> {
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<&'static str>,
    #[serde(rename = "contentEncoding", skip_serializing_if = "Option::is_none")]
    pub(super) content_encoding: Option<&'static str>,
    /// 3.0 only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) nullable: bool,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) members: Vec<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) default: Option<Literal<'a>>,
    #[serde(rename = "allOf", skip_serializing_if = "Option::is_none")]
    pub(super) all_of: Option<Just<'a>>,
    #[serde(rename = "anyOf", skip_serializing_if = "Option::is_none")]
    pub(super) any_of: Option<OrNull<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Schema<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<&'a str>,
    #[serde(skip_serializing_if = "Entries::is_empty")]
    pub(super) properties: Entries<&'a str, Schema<'a>>,
    #[serde(
        rename = "additionalProperties",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) additional: Option<Box<Schema<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<Cow<'a, str>>,
    #[serde(rename = "x-documented-at", skip_serializing_if = "Option::is_none")]
    pub(super) documented_at: Option<String>,
}

/// A value of `type`, which 3.1 lets be a list.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) word: &'static str,
    pub(super) or_null: bool,
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.or_null {
            true => [self.word, "null"].serialize(serializer),
            false => self.word.serialize(serializer),
        }
    }
}

/// A list of nothing but this reference.
pub(super) struct Just<'a>(pub(super) &'a str);

impl Serialize for Just<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [Pair("$ref", self.0)].serialize(serializer)
    }
}

/// A list of this reference and the type `null`.
pub(super) struct OrNull<'a>(pub(super) &'a str);

impl Serialize for OrNull<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(2))?;
        list.serialize_element(&Pair("$ref", self.0))?;
        list.serialize_element(&Pair("type", "null"))?;
        list.end()
    }
}

struct Pair<'a>(&'static str, &'a str);

impl Serialize for Pair<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}
