//! The objects of an OpenAPI document, in the order in which their fields are written.
//!
//! The numbers are sections of OpenAPI 3.1.0.

use super::schema::Schema;
use bindery_model::{JsonNode, JsonValue, Method};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;

/// An object that is written as a map with these entries, in this order.
pub(super) struct Entries<K, V>(pub(super) Vec<(K, V)>);

impl<K, V> Entries<K, V> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<K: Serialize, V: Serialize> Serialize for Entries<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

/// 4.8.1 OpenAPI Object
#[derive(serde::Serialize)]
pub(super) struct Document<'a> {
    pub(super) openapi: &'static str,
    pub(super) info: Info<'a>,
    pub(super) servers: [Server<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<Tag<'a>>,
    pub(super) paths: Entries<Cow<'a, str>, PathItem<'a>>,
    pub(super) components: Components<'a>,
}

/// 4.8.2 Info Object
#[derive(serde::Serialize)]
pub(super) struct Info<'a> {
    pub(super) title: &'a str,
    pub(super) version: &'a str,
    pub(super) description: String,
}

/// 4.8.5 Server Object
#[derive(serde::Serialize)]
pub(super) struct Server<'a> {
    pub(super) url: &'a str,
}

/// 4.8.22 Tag Object
#[derive(serde::Serialize)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
}

/// 4.8.7 Components Object
#[derive(serde::Serialize)]
pub(super) struct Components<'a> {
    #[serde(rename = "securitySchemes", skip_serializing_if = "Entries::is_empty")]
    pub(super) security_schemes: Entries<&'a str, SecurityScheme<'a>>,
    #[serde(skip_serializing_if = "Entries::is_empty")]
    pub(super) parameters: Entries<&'a str, Parameter<'a>>,
    #[serde(skip_serializing_if = "Entries::is_empty")]
    pub(super) schemas: Entries<&'a str, Schema<'a>>,
}

/// 4.8.9 Path Item Object
#[derive(Default)]
pub(super) struct PathItem<'a>(pub(super) Vec<(Method, Operation<'a>)>);

impl Serialize for PathItem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let key = |method| match method {
            Method::Get => "get",
            Method::Put => "put",
            Method::Post => "post",
            Method::Delete => "delete",
            Method::Options => "options",
            Method::Head => "head",
            Method::Patch => "patch",
        };
        serializer.collect_map(
            self.0
                .iter()
                .map(|(method, operation)| (key(*method), operation)),
        )
    }
}

/// 4.8.10 Operation Object
#[derive(serde::Serialize)]
pub(super) struct Operation<'a> {
    #[serde(rename = "operationId")]
    pub(super) id: &'a str,
    pub(super) summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tags: Option<[&'a str; 1]>,
    #[serde(rename = "x-documented-at")]
    pub(super) documented_at: String,
    #[serde(rename = "x-also-documented-at", skip_serializing_if = "Vec::is_empty")]
    pub(super) also_documented_at: Vec<String>,
    #[serde(
        rename = "x-expected-response-milliseconds",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) response_time: Option<u32>,
    pub(super) security: Vec<SecurityRequirement<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parameters: Vec<ParameterOrReference<'a>>,
    #[serde(rename = "requestBody", skip_serializing_if = "Option::is_none")]
    pub(super) request: Option<RequestBody<'a>>,
    pub(super) responses: Entries<Cow<'static, str>, Response<'a>>,
}

/// 4.8.12 Parameter Object
#[derive(serde::Serialize)]
pub(super) struct Parameter<'a> {
    pub(super) name: Cow<'a, str>,
    #[serde(rename = "in")]
    pub(super) location: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) schema: Schema<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) example: Option<Literal<'a>>,
    #[serde(rename = "x-documented-at")]
    pub(super) documented_at: String,
}

/// 4.8.23 Reference Object, or what it stands for
#[derive(serde::Serialize)]
#[serde(untagged)]
pub(super) enum ParameterOrReference<'a> {
    Own(Box<Parameter<'a>>),
    Shared {
        #[serde(rename = "$ref")]
        reference: &'a str,
    },
}

/// 4.8.13 Request Body Object
#[derive(serde::Serialize)]
pub(super) struct RequestBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    pub(super) required: bool,
    pub(super) content: Content<'a>,
    #[serde(rename = "x-documented-at")]
    pub(super) documented_at: String,
}

/// 4.8.17 Response Object
#[derive(serde::Serialize)]
pub(super) struct Response<'a> {
    pub(super) description: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<Content<'a>>,
    #[serde(rename = "x-documented-at")]
    pub(super) documented_at: String,
}

/// Media types of one schema, each a 4.8.14 Media Type Object
pub(super) struct Content<'a> {
    pub(super) media_types: Vec<&'a str>,
    pub(super) schema: Schema<'a>,
    /// Examples for the first media type that is JSON.
    pub(super) examples: Vec<Example<'a>>,
}

/// Whether a media type is plain JSON, whatever its parameters.
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/json") || essence.eq_ignore_ascii_case("text/json")
}

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct MediaType<'d, 'a> {
            schema: &'d Schema<'a>,
            #[serde(skip_serializing_if = "Option::is_none")]
            examples: Option<Examples<'d, 'a>>,
        }
        let mut examples = Some(Examples(&self.examples)).filter(|all| !all.0.is_empty());
        let mut map = serializer.serialize_map(Some(self.media_types.len()))?;
        for media_type in &self.media_types {
            let value = MediaType {
                schema: &self.schema,
                examples: examples.take_if(|_| is_json(media_type)),
            };
            map.serialize_entry(media_type, &value)?;
        }
        map.end()
    }
}

struct Examples<'d, 'a>(&'d [Example<'a>]);

impl Serialize for Examples<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = |at| match at {
            0 => Cow::Borrowed("sample"),
            _ => Cow::Owned(format!("sample{}", at + 1)),
        };
        let numbered = self.0.iter().enumerate();
        serializer.collect_map(numbered.map(|(at, example)| (name(at), example)))
    }
}

/// 4.8.19 Example Object
#[derive(serde::Serialize)]
pub(super) struct Example<'a> {
    #[serde(rename = "x-documented-at")]
    pub(super) documented_at: String,
    pub(super) value: ExampleValue<'a>,
}

/// JSON in which no object has two members of one name; [`super::example`] lets no other through.
pub(super) struct ExampleValue<'a>(pub(super) &'a JsonNode);

impl Serialize for ExampleValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            JsonValue::Array(items) => serializer.collect_seq(items.iter().map(ExampleValue)),
            JsonValue::Object(members) => {
                let members = members.iter();
                serializer.collect_map(members.map(|one| (&*one.name, ExampleValue(&one.node))))
            }
            scalar => scalar.serialize(serializer),
        }
    }
}

/// A value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub(super) enum Literal<'a> {
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Text(&'a str),
}

/// 4.8.27 Security Scheme Object
#[derive(serde::Serialize)]
pub(super) struct SecurityScheme<'a> {
    #[serde(flatten)]
    pub(super) kind: SecuritySchemeKind<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<&'a str>,
    #[serde(rename = "x-documented-at")]
    pub(super) documented_at: String,
}

#[derive(serde::Serialize)]
#[serde(tag = "type")]
pub(super) enum SecuritySchemeKind<'a> {
    #[serde(rename = "http")]
    Http { scheme: &'static str },
    #[serde(rename = "apiKey")]
    ApiKey {
        name: &'a str,
        #[serde(rename = "in")]
        location: &'static str,
    },
}

/// 4.8.30 Security Requirement Object that names one scheme
pub(super) struct SecurityRequirement<'a>(pub(super) &'a str);

impl Serialize for SecurityRequirement<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.0, [(); 0])])
    }
}
