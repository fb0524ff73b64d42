//! Schemas of which a sample shows an object without anything, mostly where a recursion is cut off.

use crate::body::DEEPEST;
use bindery_model::resolved::{Operation, Response};
use bindery_model::{JsonNode, JsonValue, ResolvedApi, SampleLine, SchemaId, Type};
use std::collections::HashSet;

/// The schemas that the sample answers of all operations show empty. Which operation shows it does not
/// matter, so that the same cause is judged in the same way wherever it shows.
pub(super) fn shown_empty(api: &ResolvedApi) -> HashSet<SchemaId> {
    let mut empty = HashSet::new();
    for operation in &api.operations {
        for sample in &operation.sample_responses {
            let response = response(operation, &sample.start_line);
            let body = response.and_then(|one| one.body.as_ref());
            let shown = sample.body.as_ref().and_then(|one| one.json());
            if let (Some(body), Some(shown)) = (body, shown) {
                walk(api, &body.value_type, shown, 0, &mut empty);
            }
        }
    }
    empty
}

/// What a sample is a sample of.
fn response<'a>(operation: &'a Operation, line: &SampleLine) -> Option<&'a Response> {
    operation.responses.iter().find(|one| match line {
        SampleLine::Status { code, .. } => one.status.value == *code,
        _ => (200..300).contains(&one.status.value),
    })
}

fn walk(
    api: &ResolvedApi,
    value_type: &Type,
    node: &JsonNode,
    depth: usize,
    empty: &mut HashSet<SchemaId>,
) {
    if depth > DEEPEST {
        return;
    }
    match (value_type, &node.value) {
        (Type::Array(inner), JsonValue::Array(items)) => {
            for item in items {
                walk(api, inner, item, depth + 1, empty);
            }
        }
        (Type::Map(inner), JsonValue::Object(members)) => {
            for member in members {
                walk(api, inner, &member.node, depth + 1, empty);
            }
        }
        (Type::Schema(id), JsonValue::Object(members)) if members.is_empty() => {
            empty.insert(*id);
        }
        (Type::Schema(id), JsonValue::Object(members)) => {
            let properties = &api.schema(*id).properties;
            for member in members {
                let property = properties.iter().find(|one| *one.name == *member.name);
                if let Some(property) = property {
                    walk(api, &property.value_type, &member.node, depth + 1, empty);
                }
            }
        }
        _ => {}
    }
}
