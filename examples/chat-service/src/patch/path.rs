//! Where a patch changes something: JSON Pointer (RFC 6901), with names in any case.

use super::error::shown;
use serde_json::{Map, Value};

/// Paths go no deeper.
const DEEPEST: usize = 64;

/// The names of a path, unescaped; none is the whole document.
pub(super) fn names(path: &str) -> Result<Vec<String>, String> {
    if path.is_empty() {
        return Ok(Vec::new());
    }
    let names = path.strip_prefix('/').unwrap_or(path).split('/');
    let names: Vec<String> = names
        .take(DEEPEST + 1)
        .map(unescaped)
        .collect::<Result<_, _>>()?;
    if names.len() > DEEPEST {
        return Err(format!("a path may have {DEEPEST} parts"));
    }
    Ok(names)
}

/// `~1` is a slash and `~0` a tilde (RFC 6901, section 4); nothing else may follow a tilde.
fn unescaped(name: &str) -> Result<String, String> {
    let mut parts = name.split('~');
    let mut unescaped = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (letter, rest) = match (part.strip_prefix('0'), part.strip_prefix('1')) {
            (Some(rest), _) => ('~', rest),
            (_, Some(rest)) => ('/', rest),
            _ => return Err(format!("in {} a `~` is not escaped as `~0`", shown(name))),
        };
        unescaped.push(letter);
        unescaped.push_str(rest);
    }
    Ok(unescaped)
}

/// The key of `object` that `name` stands for: the very name if it is there, else the first that is
/// the same but for case.
pub(super) fn key(object: &Map<String, Value>, name: &str) -> Option<String> {
    if object.contains_key(name) {
        return Some(name.to_owned());
    }
    let mut keys = object.keys();
    keys.find(|key| key.eq_ignore_ascii_case(name)).cloned()
}

/// The place of an item: a number without leading zeros (RFC 6901, section 4).
pub(super) fn index(name: &str) -> Option<usize> {
    let is_plain = name == "0" || !name.starts_with(['0', '+']);
    is_plain.then(|| name.parse().ok()).flatten()
}

/// The value below `value` that `names` lead to.
pub(super) fn find<'a>(
    mut value: &'a mut Value,
    names: &[String],
) -> Result<&'a mut Value, String> {
    for name in names {
        let inner = match value {
            Value::Object(object) => key(object, name).and_then(|key| object.get_mut(&key)),
            Value::Array(items) => index(name).and_then(|at| items.get_mut(at)),
            _ => None,
        };
        value = inner.ok_or_else(|| format!("there is no {}", shown(name)))?;
    }
    Ok(value)
}
