//! JSON with what a check must see and `serde_json::Value` hides: names that stand twice.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use std::fmt;

/// How deep a value may nest. RFC 8259 section 9 lets a reader set a limit; this is serde_json's, and
/// twice what .NET reads.
pub const DEEPEST: usize = 127;

/// A JSON value (RFC 8259).
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number; one that 64 bits do not hold as an integer is the nearest float.
    Number(Number),
    /// Text.
    String(String),
    /// Items.
    Array(Vec<Json>),
    /// Members in their order, with names as often as they stand there.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads one value from the start of `text`, and tells at which byte it ends where more follows
    /// than white space.
    pub fn read(text: &str) -> Result<(Self, Option<usize>), serde_json::Error> {
        let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Json>();
        let value = match stream.next() {
            Some(value) => value?,
            // White space and nothing else; the parser says what is missing.
            None => serde_json::from_str(text)?,
        };
        let end = stream.byte_offset();
        let rest = text.get(end..).unwrap_or("");
        let is_white = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        Ok((
            value,
            (!rest.trim_matches(is_white).is_empty()).then_some(end),
        ))
    }

    /// What it is, for people: `text`, `an object`.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::String(_) => "text",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }

    /// What it is and its value, cut where it is long.
    pub fn shown(&self) -> String {
        match self {
            Json::Null => "null".to_owned(),
            Json::Bool(value) => value.to_string(),
            Json::Number(number) => number.to_string(),
            Json::String(text) if text.len() > 60 => {
                format!("the text {:?}…", &text[..text.floor_char_boundary(60)])
            }
            Json::String(text) => format!("the text {text:?}"),
            Json::Array(items) => format!("an array of {}", items.len()),
            Json::Object(members) => format!("an object of {}", members.len()),
        }
    }

    /// The member of this name, the last where there are several, as most readers have it.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let Json::Object(members) = self else {
            return None;
        };
        let found = members.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }

    /// The items, if it is an array.
    pub fn items(&self) -> Option<&[Json]> {
        match self {
            Json::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The value that a pointer (RFC 6901) leads to.
    pub fn at(&self, pointer: &str) -> Option<&Json> {
        let mut value = self;
        for token in pointer.split('/').skip(1) {
            let token = crate::pointer::name(token);
            value = match value {
                Json::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => value.get(&token)?,
            };
        }
        Some(value)
    }

    /// Whether it says nothing: null, no text, nought, false, empty, or the first day of the calendar.
    pub fn is_blank(&self) -> bool {
        match self {
            Json::Null | Json::Bool(false) => true,
            Json::Bool(true) => false,
            Json::Number(number) => number.as_f64() == Some(0.0),
            Json::String(text) => text.is_empty() || text.starts_with("0001-01-01T00:00:00"),
            Json::Array(items) => items.is_empty(),
            Json::Object(members) => members.iter().all(|(_, value)| value.is_blank()),
        }
    }
}

/// What serde_json says, without its habit of telling line and column behind it.
pub(super) fn told(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let (line, column) = (error.line(), error.column());
    if text.starts_with("recursion limit exceeded") {
        return format!("values nest more than {DEEPEST} deep at line {line}");
    }
    let words = text.split(" at line ").next().unwrap_or("");
    format!("line {line}, column {column}: {words}")
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Number::from_f64(value).map_or(Json::Null, Json::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Json::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
