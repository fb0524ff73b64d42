//! JSON Patch documents, put together a change at a time.

use super::super::value::Patch;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A JSON Patch (RFC 6902): changes that are made one after the other, all or none.
///
/// Paths are JSON Pointers (RFC 6901), such as `/Person/PersonId`.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a patch does nothing until it is sent"]
pub struct JsonPatch {
    changes: Vec<Change>,
    problem: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Change {
    op: Op,
    path: String,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    value: Patch<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Op {
    Add,
    Remove,
    Replace,
    Test,
}

impl JsonPatch {
    /// A patch that changes nothing.
    pub fn new() -> Self {
        JsonPatch::default()
    }

    /// Puts a value where there is none, or into an array before an index, or at its end (`/-`).
    pub fn add(self, path: impl Into<String>, value: impl Serialize) -> Self {
        self.with(Op::Add, path.into(), &value)
    }

    /// Puts a value over the one that is there.
    pub fn replace(self, path: impl Into<String>, value: impl Serialize) -> Self {
        self.with(Op::Replace, path.into(), &value)
    }

    /// Takes a value away.
    pub fn remove(mut self, path: impl Into<String>) -> Self {
        self.changes.push(Change {
            op: Op::Remove,
            path: path.into(),
            value: Patch::Absent,
        });
        self
    }

    /// Changes nothing at all unless this value is there.
    pub fn test(self, path: impl Into<String>, value: impl Serialize) -> Self {
        self.with(Op::Test, path.into(), &value)
    }

    /// How many changes it makes.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn with(mut self, op: Op, path: String, value: &impl Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.changes.push(Change {
                op,
                path,
                value: Patch::Value(value),
            }),
            // It is told when the patch is sent.
            Err(error) => {
                let problem = format!("the value for `{path}`: {error}");
                self.problem.get_or_insert(problem);
            }
        }
        self
    }
}

impl Serialize for JsonPatch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.problem {
            Some(problem) => Err(S::Error::custom(problem)),
            None => self.changes.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for JsonPatch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let changes = Vec::deserialize(deserializer)?;
        Ok(JsonPatch {
            changes,
            problem: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[test]
    fn changes_stand_in_their_order() {
        let patch = JsonPatch::new()
            .test("/TopicId", 3)
            .replace("/TopicId", 5)
            .add("/Tags/-", "new")
            .remove("/Person")
            .add("/Person", None::<i32>);
        assert_eq!(patch.len(), 5);
        let expected = json!([
            {"op": "test", "path": "/TopicId", "value": 3},
            {"op": "replace", "path": "/TopicId", "value": 5},
            {"op": "add", "path": "/Tags/-", "value": "new"},
            {"op": "remove", "path": "/Person"},
            {"op": "add", "path": "/Person", "value": null},
        ]);
        assert_eq!(serde_json::to_value(&patch).expect("it can"), expected);
        let back: JsonPatch = serde_json::from_value(expected).expect("it can");
        assert_eq!(back.len(), 5);
        let empty = JsonPatch::new();
        assert!(empty.is_empty());
        assert_eq!(serde_json::to_string(&empty).expect("it can"), "[]");
    }

    #[test]
    fn what_cannot_be_written_is_told_late() {
        let odd = BTreeMap::from([(vec![1], 1)]);
        let patch = JsonPatch::new().add("/Odd", odd);
        let error = serde_json::to_string(&patch).expect_err("its keys are no text");
        assert!(error.to_string().contains("`/Odd`"), "{error}");
    }
}
