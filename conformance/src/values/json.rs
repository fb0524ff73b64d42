//! A documented JSON value as a value of serde_json.

use bindery_model::{JsonNode, JsonValue};
use serde_json::{Map, Number, Value};

/// The value; of members of one name the last counts, as for most parsers. A number that no number of
/// 64 bits comes near to is its digits as text.
pub fn json(node: &JsonNode) -> Value {
    match &node.value {
        JsonValue::Null => Value::Null,
        JsonValue::Bool(value) => Value::Bool(*value),
        JsonValue::Number(digits) => number(digits),
        JsonValue::String(text) => Value::String(text.to_string()),
        JsonValue::Array(items) => items.iter().map(json).collect(),
        JsonValue::Object(members) => {
            let members = members.iter();
            let pairs = members.map(|member| (member.name.to_string(), json(&member.node)));
            Value::Object(pairs.collect::<Map<_, _>>())
        }
    }
}

fn number(digits: &str) -> Value {
    if let Ok(integer) = digits.parse::<i64>() {
        return integer.into();
    }
    let float = digits.parse().ok().and_then(Number::from_f64);
    float.map_or_else(|| digits.into(), Value::Number)
}
