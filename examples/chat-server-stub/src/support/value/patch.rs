//! Members of a merge patch: leave alone, clear, or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A member of a JSON Merge Patch (RFC 7396), where absent, null and a value mean three things.
///
/// A field of this type needs `#[serde(default, skip_serializing_if = "Patch::is_absent")]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The member is left as it is.
    #[default]
    Absent,
    /// The member is cleared.
    Null,
    /// The member is set.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the member is left as it is.
    pub fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Patch::Value(value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Patch::Absent | Patch::Null => serializer.serialize_none(),
            Patch::Value(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::<T>::deserialize(deserializer)?;
        Ok(value.map_or(Patch::Null, Patch::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Change {
        #[serde(default, skip_serializing_if = "Patch::is_absent")]
        topic: Patch<i32>,
    }

    #[test]
    fn absent_null_and_a_value_are_told_apart() {
        let cases = [
            (Patch::Absent, "{}"),
            (Patch::Null, r#"{"topic":null}"#),
            (Patch::Value(5), r#"{"topic":5}"#),
        ];
        for (topic, json) in cases {
            let change = Change { topic };
            assert_eq!(serde_json::to_string(&change).expect("it can"), json);
            assert_eq!(
                serde_json::from_str::<Change>(json).expect("it can"),
                change
            );
        }
    }
}
