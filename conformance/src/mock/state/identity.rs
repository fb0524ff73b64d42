//! What identifies objects: names of parameters and properties that speak of the same identifier.

use crate::effects::words;
use bindery_model::resolved::{Operation, Parameter, Schema};
use bindery_model::{Location, ResolvedApi, Scalar, Type};

/// `ChatSessionId`, `chat_session_id` and `chatSessionId` are the same.
pub(super) fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether the last word of a name is `id`.
fn is_identifier(name: &str) -> bool {
    words(name).last().is_some_and(|word| word == "id")
}

fn can_identify(value_type: &Type) -> bool {
    use Scalar::{Int32, Int64, String};
    matches!(value_type, Type::Any | Type::Scalar(Int32 | Int64 | String))
}

/// The property that identifies objects of a schema, and its key: `Id`, or the longest beginning of the
/// schema's name with `Id` behind it.
pub(super) fn identity(schema: &Schema) -> Option<(&str, String)> {
    let name = key(&schema.name);
    let all = schema.properties.iter().rev();
    let fitting = all.filter(|one| can_identify(&one.value_type) && is_identifier(&one.name));
    let fitting = fitting.filter_map(|one| {
        let key = key(&one.name);
        let owner = key.strip_suffix("id")?;
        name.starts_with(owner).then_some((owner.len(), &*one.name))
    });
    let (length, property) = fitting.max_by_key(|(length, _)| *length)?;
    let key = match length {
        0 => format!("{name}id"),
        _ => key(property),
    };
    Some((property, key))
}

/// The keys of what a parameter identifies, the plainest first; none where it is no identifier. One that
/// is called `id` and nothing else identifies what the part of the path before it names.
pub(super) fn identified(
    api: &ResolvedApi,
    operation: &Operation,
    parameter: &Parameter,
) -> Vec<String> {
    let name = &parameter.name.value;
    if !is_identifier(name) || !can_identify(&parameter.value_type) {
        return Vec::new();
    }
    let plain = match (key(name).as_str(), parameter.location) {
        ("id", Location::Path) => part_before(&operation.path.value, name).map(key),
        ("id", _) => Some(key(&operation.resource)),
        (other, _) => other.strip_suffix("id").map(str::to_owned),
    };
    let Some(owner) = plain else {
        return Vec::new();
    };
    let mut schemas = api
        .schemas
        .iter()
        .filter(|schema| key(&schema.name) == owner);
    let of_schema = schemas.next().and_then(identity).map(|(_, key)| key);
    let mut keys = vec![format!("{owner}id")];
    keys.extend(of_schema.filter(|key| *key != keys[0]));
    keys
}

/// The fixed part of a path before a parameter.
fn part_before<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    let (before, _) = path.split_once(&format!("{{{name}}}"))?;
    let mut parts = before.rsplit('/');
    parts.find(|part| !part.is_empty() && !part.contains('{'))
}
