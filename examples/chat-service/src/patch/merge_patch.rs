//! JSON Merge Patch: an object with what changes; null removes.

use super::error::PatchError;
use super::path;
use serde_json::{Map, Value};

/// Objects nest no deeper.
const DEEPEST: usize = 128;

/// `document` with `patch` merged into it. Names stand for keys that are there in any case, as in a
/// JSON Patch.
///
/// # Errors
/// [`PatchError::Unfit`] where the patch is no object, which would stand in for the whole document,
/// or is too deep.
pub(crate) fn merge_patch(document: &Value, patch: &Value) -> Result<Value, PatchError> {
    let Value::Object(changes) = patch else {
        return Err(PatchError::whole("a JSON Merge Patch is an object"));
    };
    let mut patched = document.clone();
    merge(&mut patched, changes, 0)?;
    Ok(patched)
}

/// RFC 7396, section 2.
fn merge(target: &mut Value, changes: &Map<String, Value>, depth: usize) -> Result<(), PatchError> {
    if depth > DEEPEST {
        let why = format!("a JSON Merge Patch may be {DEEPEST} deep");
        return Err(PatchError::whole(why));
    }
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(object) = target else {
        return Ok(());
    };
    for (name, change) in changes {
        let key = path::key(object, name).unwrap_or_else(|| name.clone());
        match change {
            Value::Null => {
                object.shift_remove(&key);
            }
            Value::Object(changes) => {
                merge(object.entry(key).or_insert(Value::Null), changes, depth + 1)?;
            }
            other => {
                object.insert(key, other.clone());
            }
        }
    }
    Ok(())
}
