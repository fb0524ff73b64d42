//! Bodies that say what to change.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// A JSON Patch (RFC 6902), which is an array, or a JSON Merge Patch (RFC 7396), an object.
#[derive(Clone, Debug, PartialEq)]
pub enum PatchDocument {
    /// Operations in their order.
    Json(Vec<PatchOperation>),
    /// Members: null clears, what is absent is left alone.
    Merge(Map<String, Value>),
}

/// An operation of a JSON Patch (RFC 6902 section 4). Paths are as they came.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum PatchOperation {
    /// Adds a value.
    Add {
        /// Where to.
        path: String,
        /// The value.
        value: Value,
    },
    /// Removes a value.
    Remove {
        /// Where from.
        path: String,
    },
    /// Replaces a value.
    Replace {
        /// Where.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Moves a value.
    Move {
        /// Where from.
        from: String,
        /// Where to.
        path: String,
    },
    /// Copies a value.
    Copy {
        /// Where from.
        from: String,
        /// Where to.
        path: String,
    },
    /// Fails where another value stands there.
    Test {
        /// Where.
        path: String,
        /// What must stand there.
        value: Value,
    },
}

impl<'de> Deserialize<'de> for PatchDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Form)
    }
}

struct Form;

impl<'de> Visitor<'de> for Form {
    type Value = PatchDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of patch operations or an object of members to merge")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<PatchDocument, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(PatchDocument::Json)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PatchDocument, A::Error> {
        Map::deserialize(MapAccessDeserializer::new(map)).map(PatchDocument::Merge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_others_are_not() {
        let read = |text| serde_json::from_str::<PatchDocument>(text);
        let path = "/a".to_owned();
        let value = Value::Null;
        let replace = PatchOperation::Replace { path, value };
        let json = read(r#"[{"op": "replace", "path": "/a", "value": null}]"#);
        assert_eq!(json.expect("it is one"), PatchDocument::Json(vec![replace]));
        let merge = read(r#"{"a": null}"#).expect("it is one");
        assert!(matches!(merge, PatchDocument::Merge(members) if members["a"].is_null()));
        for text in [
            "1",
            "null",
            "\"a\"",
            "[1]",
            r#"[{"op": "grow", "path": "/a"}]"#,
            r#"[{"op": "replace", "path": "/a"}]"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
