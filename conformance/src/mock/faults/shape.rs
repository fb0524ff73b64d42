//! Values of another shape than the documented one.

use super::place::{first, walk};
use super::{Fault, How, Scene, fault};
use bindery_model::{ResolvedApi, Scalar, Type};
use serde_json::{Map, Value, json};

pub(super) fn all() -> Vec<Fault> {
    use How::Value;
    let wrong = "wrong-type";
    vec![
        fault(
            "array-for-object",
            "wrong-body-kind",
            "answers with an array of the object",
            Value(array_for_object),
        ),
        fault(
            "boolean-as-text",
            wrong,
            "writes a boolean as text",
            Value(boolean_as_text),
        ),
        fault(
            "bytes-malformed",
            "malformed-base64",
            "writes bytes that are no Base64",
            Value(bytes_malformed),
        ),
        fault(
            "date-malformed",
            "malformed-date-time",
            "writes a date in another form",
            Value(date_malformed),
        ),
        fault(
            "date-without-offset",
            "date-time-without-offset",
            "leaves the offset of a date-time out",
            Value(date_without_offset),
        ),
        fault(
            "enum-unknown",
            "unknown-enum-member",
            "uses a word that no page lists",
            Value(enum_unknown),
        ),
        fault(
            "first-item-wrong",
            "wrong-item-type",
            "puts a value of another type first in an array",
            Value(first_item_wrong),
        ),
        fault(
            "fraction-for-integer",
            wrong,
            "writes an integer with a fraction",
            Value(fraction),
        ),
        fault(
            "integer-too-large",
            "number-out-of-range",
            "writes an integer that needs more bits",
            Value(integer_too_large),
        ),
        fault(
            "map-value-wrong",
            "wrong-map-value",
            "puts a value of another type into a map",
            Value(map_value_wrong),
        ),
        fault(
            "nested-wrong",
            wrong,
            "gives a property of a nested object another type",
            Value(nested_wrong),
        ),
        fault(
            "number-as-text",
            wrong,
            "writes a number as text",
            Value(number_as_text),
        ),
        fault(
            "object-for-array",
            "wrong-body-kind",
            "answers with an object around the array",
            Value(object_for_array),
        ),
        fault(
            "object-for-scalar",
            wrong,
            "writes an object in place of a value",
            Value(object_for_scalar),
        ),
        fault(
            "property-added",
            "undocumented-property",
            "adds a property that no page documents",
            Value(property_added),
        ),
        fault(
            "property-dropped",
            "missing-property",
            "leaves a property out",
            Value(property_dropped),
        ),
        fault(
            "property-in-other-case",
            "property-in-other-case",
            "writes the name of a property in another case",
            Value(other_case),
        ),
        fault(
            "property-null",
            "unexpected-null",
            "writes null where nothing says that it may be",
            Value(property_null),
        ),
        fault(
            "property-renamed",
            "missing-property",
            "gives a property another name",
            Value(property_renamed),
        ),
        fault(
            "property-retyped",
            wrong,
            "gives a property another type",
            Value(property_retyped),
        ),
        fault(
            "scalar-for-object",
            "wrong-body-kind",
            "answers with a text in place of the body",
            Value(scalar_for_object),
        ),
        fault(
            "second-item-wrong",
            "wrong-item-type",
            "puts a value of another type second in an array",
            Value(second_item_wrong),
        ),
    ]
}

fn is_integer(wanted: &Type) -> bool {
    matches!(wanted, Type::Scalar(Scalar::Int32 | Scalar::Int64))
}

fn array_for_object(_: &Scene<'_>, value: &mut Value) -> bool {
    let is_object = value.is_object();
    if is_object {
        *value = json!([value.take()]);
    }
    is_object
}

fn object_for_array(_: &Scene<'_>, value: &mut Value) -> bool {
    let is_array = value.is_array();
    if is_array {
        *value = json!({"items": value.take()});
    }
    is_array
}

fn scalar_for_object(_: &Scene<'_>, value: &mut Value) -> bool {
    let has_parts = value.is_object() || value.is_array();
    if has_parts {
        *value = json!("done");
    }
    has_parts
}

fn boolean_as_text(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| *wanted == Type::Scalar(Scalar::Boolean);
    in_property(scene, value, fits, &|value| json!(value.to_string()))
}

fn number_as_text(scene: &Scene<'_>, value: &mut Value) -> bool {
    in_property(scene, value, is_integer, &|value| json!(value.to_string()))
}

fn fraction(scene: &Scene<'_>, value: &mut Value) -> bool {
    in_property(scene, value, is_integer, &|_| json!(0.5))
}

fn object_for_scalar(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| matches!(wanted, Type::Scalar(_));
    in_property(scene, value, fits, &|value| json!({"value": value}))
}

fn property_retyped(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| *wanted == Type::Scalar(Scalar::String);
    in_property(scene, value, fits, &|_| json!(7))
}

/// Changes the first property that is there and of a fitting type.
fn in_property(
    scene: &Scene<'_>,
    value: &mut Value,
    fits: fn(&Type) -> bool,
    changed: &dyn Fn(&Value) -> Value,
) -> bool {
    walk(scene, value, &mut |place, value| {
        let is_one = place.property.is_some() && fits(place.wanted) && !value.is_null();
        if is_one {
            *value = changed(value);
        }
        is_one
    })
}

fn nested_wrong(scene: &Scene<'_>, value: &mut Value) -> bool {
    walk(scene, value, &mut |place, value| {
        let is_nested = place.depth >= 2 && place.property.is_some();
        let is_one = is_nested && matches!(place.wanted, Type::Scalar(_)) && !value.is_null();
        if is_one {
            *value = json!({"nested": true});
        }
        is_one
    })
}

fn integer_too_large(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| *wanted == Type::Scalar(Scalar::Int32);
    first(scene, value, fits, &mut |value| {
        *value = json!(2_147_483_648_i64)
    })
}

fn date_malformed(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| matches!(wanted, Type::Scalar(Scalar::DateTime | Scalar::Date));
    first(scene, value, fits, &mut |value| {
        *value = json!("31.12.2024 25:61")
    })
}

fn date_without_offset(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| *wanted == Type::Scalar(Scalar::DateTime);
    first(scene, value, fits, &mut |value| {
        *value = json!("2024-12-31T23:59:59")
    })
}

fn enum_unknown(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| matches!(wanted, Type::Enum(_));
    first(scene, value, fits, &mut |value| {
        *value = json!("NoSuchWord")
    })
}

fn bytes_malformed(scene: &Scene<'_>, value: &mut Value) -> bool {
    let fits = |wanted: &Type| *wanted == Type::Scalar(Scalar::Byte);
    first(scene, value, fits, &mut |value| {
        *value = json!("no base64!")
    })
}

/// A value that is of another type than this, whatever it is.
fn other(wanted: &Type) -> Value {
    match wanted {
        Type::Map(_) | Type::Object | Type::Schema(_) | Type::Array(_) => json!(7),
        _ => json!({"other": true}),
    }
}

fn item_wrong(scene: &Scene<'_>, value: &mut Value, at: usize) -> bool {
    walk(scene, value, &mut |place, value| {
        let (Type::Array(inner), Value::Array(items)) = (place.wanted, value) else {
            return false;
        };
        if **inner == Type::Any {
            return false;
        }
        if items.len() == at && at > 0 {
            items.push(Value::Null);
        }
        let slot = items.get_mut(at);
        slot.is_some_and(|slot| {
            *slot = other(inner);
            true
        })
    })
}

fn first_item_wrong(scene: &Scene<'_>, value: &mut Value) -> bool {
    item_wrong(scene, value, 0)
}

fn second_item_wrong(scene: &Scene<'_>, value: &mut Value) -> bool {
    item_wrong(scene, value, 1)
}

fn map_value_wrong(scene: &Scene<'_>, value: &mut Value) -> bool {
    walk(scene, value, &mut |place, value| {
        let (Type::Map(inner), Value::Object(members)) = (place.wanted, value) else {
            return false;
        };
        let is_open = **inner == Type::Any;
        let slot = members.values_mut().next().filter(|_| !is_open);
        slot.is_some_and(|slot| {
            *slot = other(inner);
            true
        })
    })
}

/// Changes the first object of a schema.
fn in_object(
    scene: &Scene<'_>,
    value: &mut Value,
    change: fn(&ResolvedApi, &Type, &mut Map<String, Value>) -> bool,
) -> bool {
    walk(
        scene,
        value,
        &mut |place, value| match (place.wanted, value) {
            (Type::Schema(_), Value::Object(members)) => change(scene.api, place.wanted, members),
            _ => false,
        },
    )
}

/// The name of the first property that is there and never null.
fn sure(api: &ResolvedApi, wanted: &Type, members: &Map<String, Value>) -> Option<String> {
    let Type::Schema(id) = wanted else {
        return None;
    };
    let mut properties = api.schema(*id).properties.iter();
    let is_sure = |one: &&bindery_model::resolved::Property| {
        one.nullable.is_none() && members.contains_key(&one.name)
    };
    properties.find(is_sure).map(|one| one.name.clone())
}

fn property_added(scene: &Scene<'_>, value: &mut Value) -> bool {
    in_object(scene, value, |_, _, members| {
        members.insert("noPageHasThis".to_owned(), json!(1));
        true
    })
}

fn property_dropped(scene: &Scene<'_>, value: &mut Value) -> bool {
    in_object(scene, value, |api, wanted, members| {
        let name = sure(api, wanted, members);
        name.and_then(|name| members.shift_remove(&name)).is_some()
    })
}

fn property_renamed(scene: &Scene<'_>, value: &mut Value) -> bool {
    in_object(scene, value, |api, wanted, members| {
        let Some(name) = sure(api, wanted, members) else {
            return false;
        };
        let value = members.shift_remove(&name).unwrap_or_default();
        members.insert(format!("{name}Renamed"), value);
        true
    })
}

fn other_case(scene: &Scene<'_>, value: &mut Value) -> bool {
    in_object(scene, value, |_, _, members| {
        let mut all = members.keys();
        let swapped = |name: &str| -> String {
            let swap = |c: char| match c.is_ascii_lowercase() {
                true => c.to_ascii_uppercase(),
                false => c.to_ascii_lowercase(),
            };
            name.chars().map(swap).collect()
        };
        let Some(name) = all.find(|name| swapped(name) != **name).cloned() else {
            return false;
        };
        let value = members.shift_remove(&name).unwrap_or_default();
        members.insert(swapped(&name), value);
        true
    })
}

fn property_null(scene: &Scene<'_>, value: &mut Value) -> bool {
    walk(scene, value, &mut |place, value| {
        let has_no_null = match place.wanted {
            Type::Enum(_) => true,
            Type::Scalar(one) => !matches!(one, Scalar::String | Scalar::Byte | Scalar::Binary),
            _ => false,
        };
        let property = place.property.filter(|one| one.nullable.is_none());
        let is_one = has_no_null && property.is_some() && !value.is_null();
        if is_one {
            *value = Value::Null;
        }
        is_one
    })
}
