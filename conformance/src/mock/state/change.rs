//! How objects become others: projected on another schema, replaced, or patched.

use crate::values::misfit;
use bindery_model::resolved::Property;
use bindery_model::{ResolvedApi, SchemaId, Type};
use serde_json::{Map, Value, json};

/// An object as another schema has it: what `from` has of it, in any case of the names and of its type,
/// else what `base` has.
pub(super) fn project(api: &ResolvedApi, wanted: &Type, from: &Value, base: &Value) -> Value {
    let (Value::Object(from), Value::Object(base), Type::Schema(id)) = (from, base, wanted) else {
        return base.clone();
    };
    let properties = &api.schema(*id).properties;
    let fits = |name: &str, value: &Value| {
        let property = properties.iter().find(|one| one.name == name);
        property.is_none_or(|one| match value {
            Value::Null => one.nullable.is_some(),
            value => misfit(api, value, &one.value_type).is_none(),
        })
    };
    let member = |(name, value): (&String, &Value)| {
        let same = from.get(name).or_else(|| {
            let mut all = from.iter();
            all.find(|(one, _)| one.eq_ignore_ascii_case(name))
                .map(|(_, value)| value)
        });
        let same = same.filter(|value| fits(name, value));
        (name.clone(), same.unwrap_or(value).clone())
    };
    Value::Object(base.iter().map(member).collect())
}

/// An object of a schema of which a request gives these properties and no others.
pub(super) fn replace(api: &ResolvedApi, id: SchemaId, given: &Value) -> Value {
    let given = given.as_object();
    let mut members = Map::new();
    for property in &api.schema(id).properties {
        let value = given.and_then(|given| given.get(&property.name));
        let value = value.cloned().unwrap_or_else(|| nothing(api, property, 0));
        members.insert(property.name.clone(), value);
    }
    Value::Object(members)
}

/// Adds what objects of schemas inside of a value lack, with nothing in it: an answer has every property,
/// whatever a request left out.
pub(super) fn complete(api: &ResolvedApi, wanted: &Type, value: &mut Value) {
    match (wanted, value) {
        (Type::Array(inner), Value::Array(items)) => {
            items.iter_mut().for_each(|item| complete(api, inner, item));
        }
        (Type::Map(inner), Value::Object(members)) => {
            members
                .values_mut()
                .for_each(|value| complete(api, inner, value));
        }
        (Type::Schema(id), Value::Object(members)) => {
            for property in &api.schema(*id).properties {
                match members.get_mut(&property.name) {
                    Some(value) => complete(api, &property.value_type, value),
                    None => {
                        members.insert(property.name.clone(), nothing(api, property, 0));
                    }
                }
            }
        }
        _ => {}
    }
}

/// A property with nothing in it.
fn nothing(api: &ResolvedApi, property: &Property, depth: usize) -> Value {
    match property.nullable {
        Some(_) => Value::Null,
        None => blank(api, &property.value_type, depth),
    }
}

/// The value of a type that says least.
fn blank(api: &ResolvedApi, wanted: &Type, depth: usize) -> Value {
    use bindery_model::Scalar;
    match wanted {
        Type::Any => Value::Null,
        Type::Scalar(Scalar::Int32 | Scalar::Int64) => json!(0),
        Type::Scalar(Scalar::Double) => json!(0.0),
        Type::Scalar(Scalar::Boolean) => json!(false),
        Type::Scalar(Scalar::String | Scalar::Byte | Scalar::Binary) => json!(""),
        Type::Scalar(Scalar::DateTime) => json!("0001-01-01T00:00:00Z"),
        Type::Scalar(Scalar::Date) => json!("0001-01-01"),
        Type::Enum(members) => members.first().map_or(Value::Null, |one| json!(one)),
        Type::Array(_) => json!([]),
        Type::Map(_) | Type::Object => json!({}),
        // A schema that holds itself without a way out has no value at all.
        Type::Schema(_) if depth > 8 => Value::Null,
        Type::Schema(id) => {
            let properties = api.schema(*id).properties.iter();
            let member =
                |property: &Property| (property.name.clone(), nothing(api, property, depth + 1));
            Value::Object(properties.map(member).collect())
        }
    }
}

/// Why an object cannot be changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// A test failed (RFC 6902 section 4.6).
    Test,
    /// It cannot be applied: why.
    Patch(String),
}

/// Applies a patch: an array is a JSON Patch (RFC 6902), an object a merge patch (RFC 7396). Names may
/// be in another case.
pub(super) fn patch(value: &mut Value, patch: &Value) -> Result<(), Refused> {
    let Value::Array(operations) = patch else {
        json_patch::merge(value, &in_case(patch, value));
        return Ok(());
    };
    let operations = operations.iter().map(|operation| {
        let mut operation = operation.clone();
        for name in ["path", "from"] {
            if let Some(Value::String(pointer)) = operation.get_mut(name) {
                *pointer = pointer_in_case(pointer, value);
            }
        }
        operation
    });
    let parsed = serde_json::from_value::<json_patch::Patch>(operations.collect());
    let parsed = parsed.map_err(|error| Refused::Patch(error.to_string()))?;
    json_patch::patch(value, &parsed).map_err(|error| match error.kind {
        json_patch::PatchErrorKind::TestFailed => Refused::Test,
        kind => Refused::Patch(format!("{kind} at {}", error.path)),
    })
}

/// A merge patch with the names as the object has them.
fn in_case(patch: &Value, value: &Value) -> Value {
    let (Value::Object(members), Value::Object(there)) = (patch, value) else {
        return patch.clone();
    };
    let member = |(name, value): (&String, &Value)| {
        let mut all = there.keys();
        let same = all.find(|one| one.eq_ignore_ascii_case(name));
        let inner = same
            .and_then(|same| there.get(same))
            .unwrap_or(&Value::Null);
        (same.unwrap_or(name).clone(), in_case(value, inner))
    };
    Value::Object(members.iter().map(member).collect())
}

/// A pointer with the names as the object has them, and with a slash in front.
fn pointer_in_case(pointer: &str, value: &Value) -> String {
    let mut at = Some(value);
    let mut found = String::new();
    for token in pointer.trim_start_matches('/').split('/') {
        let name = crate::pointer::name(token);
        let same = at.and_then(Value::as_object).and_then(|members| {
            let exact = members.get_key_value(&name);
            let mut all = members.iter();
            exact.or_else(|| all.find(|(one, _)| one.eq_ignore_ascii_case(&name)))
        });
        found.push('/');
        match same {
            Some((name, _)) => found.push_str(&crate::pointer::token(name)),
            None => found.push_str(token),
        }
        at = same.map(|(_, value)| value);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_of_both_kinds_change_what_they_name() {
        let object = json!({"Name": "a", "Who": {"Age": 1}, "Rest": 5});
        let mut one = object.clone();
        let both = json!([{"op": "test", "path": "/name", "value": "a"}, {"op": "replace", "path": "who/age", "value": 2}]);
        assert_eq!(patch(&mut one, &both), Ok(()));
        assert_eq!(one, json!({"Name": "a", "Who": {"Age": 2}, "Rest": 5}));
        let mut other = object.clone();
        assert_eq!(
            patch(&mut other, &json!({"who": {"age": 3}, "name": null})),
            Ok(())
        );
        assert_eq!(other, json!({"Who": {"Age": 3}, "Rest": 5}));
        let mut none = object.clone();
        let test = json!([{"op": "test", "path": "/Name", "value": "b"}]);
        assert_eq!(patch(&mut none, &test), Err(Refused::Test));
        let missing = json!([{"op": "remove", "path": "/Nothing"}]);
        assert!(matches!(patch(&mut none, &missing), Err(Refused::Patch(_))));
        assert_eq!(none, object);
    }
}
