//! Names under which pages speak of the same identifier.

use crate::effects::words;
use bindery_model::resolved::{Operation, Schema};
use bindery_model::{Location, Scalar, Type};

/// `ChatSessionId`, `chat_session_id` and `chatSessionId` are the same.
pub(super) fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a name is that of an identifier: its last word is `id`.
pub(super) fn is_identifier(name: &str) -> bool {
    words(name).last().is_some_and(|word| word == "id")
}

/// Whether a type can be that of an identifier.
pub(super) fn can_identify(value_type: &Type) -> bool {
    matches!(
        value_type,
        Type::Any | Type::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::String)
    )
}

/// The key of what a parameter identifies; nothing where it is no identifier.
///
/// A parameter that is called `id` and nothing else identifies what the part of the path before it
/// names, or what the operation is grouped under.
pub(super) fn identified(operation: &Operation, name: &str, location: Location) -> Option<String> {
    if !is_identifier(name) {
        return None;
    }
    if key(name) != "id" {
        return Some(key(name));
    }
    let owner = match location {
        Location::Path => part_before(&operation.path.value, name)?,
        Location::Query | Location::Header => &operation.resource,
    };
    Some(format!("{}id", key(owner)))
}

/// The fixed part of a path template before the parameter `name`.
fn part_before<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    let parts: Vec<&str> = path.split('/').collect();
    let at = parts
        .iter()
        .position(|part| part.contains(&format!("{{{name}}}")))?;
    let mut before = parts[..at].iter().rev();
    before
        .find(|part| !part.is_empty() && !part.contains('{'))
        .copied()
}

/// The property that identifies an object of this schema: `Id`, the schema's name with `Id`, or the
/// longest beginning of its name with `Id`.
pub(super) fn identity(schema: &Schema) -> Option<&str> {
    let name = key(&schema.name);
    let fits = |property: &str| {
        let property = key(property);
        let owner = property.strip_suffix("id")?;
        name.starts_with(owner).then_some(owner.len())
    };
    let properties = schema.properties.iter();
    let candidates = properties.filter(|one| can_identify(&one.value_type));
    let best = candidates
        .filter(|one| is_identifier(&one.name))
        .filter_map(|one| Some((fits(&one.name)?, one.name.as_str())))
        // Of equally good ones the first counts.
        .rev()
        .max_by_key(|(length, _)| *length);
    best.map(|(_, name)| name)
}

/// A token of a JSON pointer (RFC 6901 section 3).
pub(super) fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare::operation;

    #[test]
    fn a_bare_id_is_that_of_the_part_before_it() {
        let one = operation("GET", "/pens/{id}/Caps/{capId}", "x");
        let of = |name| identified(&one, name, Location::Path);
        assert_eq!(of("id").as_deref(), Some("pensid"));
        assert_eq!(of("capId").as_deref(), Some("capid"));
        assert_eq!(of("valid"), None);
        assert_eq!(of("name"), None);
    }
}
