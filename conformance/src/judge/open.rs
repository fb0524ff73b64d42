//! Where a type leaves open what a value is, and a page's sample shows it.

use super::blame::is_like;
use crate::body::Json;
use bindery_model::{JsonNode, JsonValue, ResolvedApi, Type};

/// What comparing an answer with a sample gives.
#[derive(Default)]
pub(crate) struct OpenComparison<'a> {
    /// Where they differ.
    pub(crate) differences: Vec<OpenDifference<'a>>,
    /// Whether there was anything to compare.
    pub(crate) compared: bool,
}

/// A value that is of one kind in the sample and of another in the answer.
pub(crate) struct OpenDifference<'a> {
    /// Where in the answer (RFC 6901).
    pub(crate) pointer: String,
    /// What the sample has.
    pub(crate) shown: &'static str,
    /// Where the sample has it.
    pub(crate) node: &'a JsonNode,
    /// What the answer has.
    pub(crate) actual: String,
}

/// The most differences that are told.
const MOST: usize = 20;

/// Compares the kinds of values where `value_type` leaves them open.
pub(crate) fn open_differences<'a>(
    api: &ResolvedApi,
    value_type: &Type,
    sample: &'a JsonNode,
    value: &Json,
) -> OpenComparison<'a> {
    let mut comparison = OpenComparison::default();
    walk(
        api,
        value_type,
        sample,
        value,
        &mut String::new(),
        &mut comparison,
    );
    comparison
}

fn walk<'a>(
    api: &ResolvedApi,
    value_type: &Type,
    sample: &'a JsonNode,
    value: &Json,
    pointer: &mut String,
    found: &mut OpenComparison<'a>,
) {
    if found.differences.len() >= MOST {
        return;
    }
    let mut inside = |token: &str, value_type: &Type, sample: &'a JsonNode, value: &Json| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(&crate::pointer::token(token));
        walk(api, value_type, sample, value, pointer, found);
        pointer.truncate(length);
    };
    match (value_type, &sample.value, value) {
        (Type::Array(items), JsonValue::Array(shown), Json::Array(values)) => {
            if let (Some(shown), Some(value)) = (shown.first(), values.first()) {
                inside("0", items, shown, value);
            }
        }
        (Type::Map(values), JsonValue::Object(shown), Json::Object(members)) => {
            if let (Some(shown), Some((name, value))) = (shown.first(), members.first()) {
                inside(name, values, &shown.node, value);
            }
        }
        (Type::Schema(id), JsonValue::Object(shown), Json::Object(_)) => {
            for property in &api.schema(*id).properties {
                let shown = shown.iter().find(|member| *member.name == *property.name);
                if let (Some(shown), Some(value)) = (shown, value.get(&property.name)) {
                    inside(&property.name, &property.value_type, &shown.node, value);
                }
            }
        }
        (Type::Object, JsonValue::Object(shown), Json::Object(_)) => {
            for member in shown {
                if let Some(value) = value.get(&member.name) {
                    inside(&member.name, &Type::Any, &member.node, value);
                }
            }
        }
        (Type::Any, shown, value) => {
            let is_open = *shown != JsonValue::Null && *value != Json::Null;
            found.compared |= is_open;
            if is_open && !is_like(sample, value) {
                found.differences.push(OpenDifference {
                    pointer: pointer.clone(),
                    shown: kind(shown),
                    node: sample,
                    actual: value.shown(),
                });
            }
        }
        _ => {}
    }
}

fn kind(value: &JsonValue) -> &'static str {
    match value {
        JsonValue::Null => "null",
        JsonValue::Bool(_) => "a boolean",
        JsonValue::Number(_) => "a number",
        JsonValue::String(_) => "text",
        JsonValue::Array(_) => "an array",
        JsonValue::Object(_) => "an object",
    }
}
