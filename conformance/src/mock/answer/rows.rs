//! The rows of an answer that lists something.

use bindery_model::{ResolvedApi, Type};
use serde_json::Value;

/// The pointer to the rows and their type: the body itself; its member `value`, as OData has it (OData
/// JSON format 4.01 section 13); or its only member that is an array.
pub(crate) fn rows<'a>(api: &'a ResolvedApi, body: &'a Type) -> Option<(String, &'a Type)> {
    let id = match body {
        Type::Array(inner) => return Some((String::new(), inner)),
        Type::Schema(id) => *id,
        _ => return None,
    };
    let mut arrays =
        api.schema(id)
            .properties
            .iter()
            .filter_map(|property| match &property.value_type {
                Type::Array(inner) => Some((&*property.name, &**inner)),
                _ => None,
            });
    let all: Vec<_> = arrays.by_ref().collect();
    let value = all.iter().find(|(name, _)| *name == "value");
    let only = || (all.len() == 1).then(|| &all[0]);
    let (name, inner) = value.or_else(only)?;
    Some((format!("/{}", crate::pointer::token(name)), inner))
}

/// The member of an object at a path of names with slashes or dots between them; case does not matter.
pub(super) fn member<'a>(row: &'a Value, path: &str) -> Option<&'a Value> {
    let whole = |object: &'a Value, name: &str| {
        let mut members = object.as_object()?.iter();
        members
            .find(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    let stepwise = || path.split(['/', '.']).try_fold(row, whole);
    whole(row, path).or_else(stepwise)
}
