//! JSON Patch: a list of operations, all of them or none.

use super::error::{PatchError, shown};
use super::path;
use serde_json::{Map, Value};

/// As many operations a patch may hold.
const MOST: usize = 1000;

/// `document` with all operations of `patch` made in their order.
///
/// # Errors
/// [`PatchError::TestFailed`] where a `test` finds another value, and [`PatchError::Unfit`] where the
/// patch is no list of known operations, names what is not there, or holds more than a thousand.
pub(crate) fn json_patch(document: &Value, patch: &Value) -> Result<Value, PatchError> {
    let Value::Array(operations) = patch else {
        return Err(PatchError::whole("a JSON Patch is a list of operations"));
    };
    if operations.len() > MOST {
        let count = operations.len();
        let why = format!("a JSON Patch may have {MOST} operations, not {count}");
        return Err(PatchError::whole(why));
    }
    let mut patched = document.clone();
    for (operation, number) in operations.iter().zip(1..) {
        match apply(&mut patched, operation) {
            Ok(()) => {}
            Err(Refusal::OtherValue(path)) => {
                return Err(PatchError::TestFailed {
                    operation: number,
                    path,
                });
            }
            Err(Refusal::Unfit(why)) => {
                return Err(PatchError::Unfit {
                    operation: Some(number),
                    why,
                });
            }
        }
    }
    Ok(patched)
}

enum Refusal {
    OtherValue(String),
    Unfit(String),
}

fn apply(document: &mut Value, operation: &Value) -> Result<(), Refusal> {
    let Value::Object(operation) = operation else {
        return Err(Refusal::Unfit("an operation is an object".to_owned()));
    };
    let op = text(operation, "op").map_err(Refusal::Unfit)?;
    let at = text(operation, "path").map_err(Refusal::Unfit)?;
    let unfit = |why: String| Refusal::Unfit(format!("`{op}` at {}: {why}", shown(at)));
    let names = path::names(at).map_err(unfit)?;
    let value = || {
        let missing = || unfit("`value` is missing".to_owned());
        operation.get("value").ok_or_else(missing)
    };
    match op {
        "add" => add(document, &names, value()?.clone()).map_err(unfit),
        "remove" => remove(document, &names).map_err(unfit),
        "replace" => {
            *path::find(document, &names).map_err(unfit)? = value()?.clone();
            Ok(())
        }
        "test" => {
            let wanted = value()?;
            match path::find(document, &names) {
                Ok(found) if is_same(found, wanted) => Ok(()),
                _ => Err(Refusal::OtherValue(at.to_owned())),
            }
        }
        _ => Err(Refusal::Unfit(format!(
            "{} is not taken; there is add, remove, replace and test",
            shown(op)
        ))),
    }
}

fn text<'a>(operation: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    match operation.get(name) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("`{name}` is no text")),
        None => Err(format!("`{name}` is missing")),
    }
}

fn add(document: &mut Value, names: &[String], value: Value) -> Result<(), String> {
    let Some((last, above)) = names.split_last() else {
        *document = value;
        return Ok(());
    };
    match path::find(document, above)? {
        Value::Object(object) => {
            let key = path::key(object, last).unwrap_or_else(|| last.clone());
            object.insert(key, value);
        }
        Value::Array(items) if last == "-" => items.push(value),
        Value::Array(items) => {
            let at = path::index(last).filter(|at| *at <= items.len());
            let at = at.ok_or_else(|| format!("there is no place {}", shown(last)))?;
            items.insert(at, value);
        }
        _ => return Err("what is above it is neither an object nor a list".to_owned()),
    }
    Ok(())
}

fn remove(document: &mut Value, names: &[String]) -> Result<(), String> {
    let Some((last, above)) = names.split_last() else {
        return Err("the whole cannot be removed".to_owned());
    };
    let removed = match path::find(document, above)? {
        Value::Object(object) => path::key(object, last).and_then(|key| object.shift_remove(&key)),
        Value::Array(items) => {
            let at = path::index(last).filter(|at| *at < items.len());
            at.map(|at| items.remove(at))
        }
        _ => None,
    };
    match removed {
        Some(_) => Ok(()),
        None => Err(format!("there is no {}", shown(last))),
    }
}

/// Whether two values are the same: numbers by what they are worth, members in any order (RFC 6902,
/// section 4.6).
fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) if is_whole(a) && is_whole(b) => a == b,
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let is_in = |(name, a): (&String, &Value)| b.get(name).is_some_and(|b| is_same(a, b));
            a.len() == b.len() && a.iter().all(is_in)
        }
        _ => a == b,
    }
}

fn is_whole(number: &serde_json::Number) -> bool {
    number.is_i64() || number.is_u64()
}
