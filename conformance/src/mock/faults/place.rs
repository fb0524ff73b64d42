//! Where in a value something can be broken.

use super::Scene;
use bindery_model::resolved::Property;
use bindery_model::{ResolvedApi, Type};
use serde_json::Value;

/// A value inside of an answer, and what its page says of it.
pub(super) struct Place<'a> {
    pub(super) wanted: &'a Type,
    /// The property that it is the value of, if it is one.
    pub(super) property: Option<&'a Property>,
    /// How many objects and arrays are around it.
    pub(super) depth: usize,
}

/// Goes through a value, outside before inside, until `act` says that it changed something.
pub(super) fn walk(
    scene: &Scene<'_>,
    value: &mut Value,
    act: &mut dyn FnMut(&Place<'_>, &mut Value) -> bool,
) -> bool {
    let Some(wanted) = scene.wanted else {
        return false;
    };
    let place = Place {
        wanted,
        property: None,
        depth: 0,
    };
    step(scene.api, &place, value, act)
}

fn step(
    api: &ResolvedApi,
    place: &Place<'_>,
    value: &mut Value,
    act: &mut dyn FnMut(&Place<'_>, &mut Value) -> bool,
) -> bool {
    if act(place, value) {
        return true;
    }
    let depth = place.depth + 1;
    let inside = |wanted| Place {
        wanted,
        property: None,
        depth,
    };
    match (place.wanted, value) {
        (Type::Array(inner), Value::Array(items)) => items
            .iter_mut()
            .any(|item| step(api, &inside(inner), item, act)),
        (Type::Map(inner), Value::Object(members)) => members
            .values_mut()
            .any(|value| step(api, &inside(inner), value, act)),
        (Type::Schema(id), Value::Object(members)) => {
            let mut properties = api.schema(*id).properties.iter();
            properties.any(|property| {
                let place = Place {
                    wanted: &property.value_type,
                    property: Some(property),
                    depth,
                };
                let value = members.get_mut(&property.name);
                value.is_some_and(|value| step(api, &place, value, act))
            })
        }
        _ => false,
    }
}

/// Changes the first value that is there and of a fitting type.
pub(super) fn first(
    scene: &Scene<'_>,
    value: &mut Value,
    fits: fn(&Type) -> bool,
    change: &mut dyn FnMut(&mut Value),
) -> bool {
    walk(scene, value, &mut |place, value| {
        let is_one = fits(place.wanted) && !value.is_null();
        if is_one {
            change(value);
        }
        is_one
    })
}
