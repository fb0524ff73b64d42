//! Values of one object at two times.

use crate::body::{Json, Reading};
use crate::case::{Case, CaseKind, Step};
use crate::check::Evidence;
use crate::exchange::Request;
use crate::pointer::token;
use bindery_model::resolved::Operation;

/// An object that was read behind a change.
pub(crate) struct Change<'a> {
    /// What the change sent.
    pub(crate) sent: Json,
    /// What was read before it, if it was.
    pub(crate) before: Option<Json>,
    /// What was read behind it.
    pub(crate) after: &'a Json,
    /// The operation that changed it.
    pub(crate) operation: &'a Operation,
}

/// The change that a read behind it shows: the last earlier step, if it is one of `steps` and succeeded.
pub(crate) fn change<'a>(evidence: &Evidence<'a>, steps: &[Step]) -> Option<Change<'a>> {
    if evidence.case.kind != CaseKind::Lifecycle(Step::Read) {
        return None;
    }
    evidence.answer().filter(|answer| answer.is_success())?;
    let after = evidence.reading.json()?;
    let ((case, exchange), earlier) = evidence.earlier.split_last()?;
    let CaseKind::Lifecycle(step) = &case.kind else {
        return None;
    };
    exchange
        .answer()
        .filter(|answer| answer.is_success() && steps.contains(step))?;
    let was_read = |(case, _): &&(_, _)| is_step(case, Step::Read);
    let read = earlier.iter().rev().find(was_read);
    let before = read.and_then(|(_, exchange)| Reading::new(exchange).json().cloned());
    Some(Change {
        operation: evidence.api.operations.get(case.operation)?,
        sent: sent_json(&exchange.request)?,
        before,
        after,
    })
}

fn is_step(case: &Case, step: Step) -> bool {
    case.kind == CaseKind::Lifecycle(step)
}

/// A member that a patch names.
pub(crate) struct Patched {
    /// Where (RFC 6901). Servers differ in whether case matters, so it does not.
    pub(crate) pointer: String,
    /// What it is set to; none where it is removed.
    pub(crate) value: Option<Json>,
}

/// The members that a patch names, as JSON Patch (RFC 6902) or JSON Merge Patch (RFC 7396).
pub(crate) fn patched(sent: &Json) -> Vec<Patched> {
    match sent {
        Json::Array(operations) => operations.iter().filter_map(operation).collect(),
        Json::Object(members) => {
            let member = |(name, value): &(String, Json)| Patched {
                pointer: format!("/{}", token(name)),
                value: (*value != Json::Null).then(|| value.clone()),
            };
            members.iter().map(member).collect()
        }
        _ => Vec::new(),
    }
}

fn operation(one: &Json) -> Option<Patched> {
    let text = |name: &str| match one.get(name) {
        Some(Json::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let value = match text("op")? {
        "add" | "replace" => Some(one.get("value")?.clone()),
        "remove" => None,
        _ => return None,
    };
    let path = text("path")?;
    let pointer = format!("/{}", path.trim_start_matches('/'));
    Some(Patched { pointer, value })
}

/// The value at a pointer of which the case does not matter.
pub(crate) fn at_folded<'a>(value: &'a Json, pointer: &str) -> Option<&'a Json> {
    let mut value = value;
    for token in pointer.split('/').skip(1) {
        let token = crate::pointer::name(token);
        value = match value {
            Json::Array(items) => items.get(token.parse::<usize>().ok()?)?,
            Json::Object(members) => {
                let mut found = members
                    .iter()
                    .filter(|(name, _)| name.to_lowercase() == token.to_lowercase());
                &found.next()?.1
            }
            _ => return None,
        };
    }
    Some(value)
}

/// Whether both are dates or times, which servers set themselves.
pub(crate) fn are_times(one: &Json, other: &Json) -> bool {
    let is_time = |value: &Json| match value {
        Json::String(text) => {
            text.len() >= 10
                && text
                    .get(..10)
                    .is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok())
        }
        other => other.is_blank(),
    };
    is_time(one) && is_time(other)
}

/// The JSON that a request carries.
pub(crate) fn sent_json(request: &Request) -> Option<Json> {
    let text = std::str::from_utf8(request.body.as_deref()?).ok()?;
    let (value, rest) = Json::read(text).ok()?;
    rest.is_none().then_some(value)
}

/// The most differences that are told.
const MOST: usize = 20;

/// The members, by pointer (RFC 6901), in which two objects differ: both have them, with other values.
/// Arrays are compared as a whole. What one of them has alone is left to checks of shapes.
pub(crate) fn differences<'a>(
    before: &'a Json,
    after: &'a Json,
) -> Vec<(String, &'a Json, &'a Json)> {
    let mut found = Vec::new();
    walk(before, after, &mut String::new(), &mut found);
    found
}

fn walk<'a>(
    before: &'a Json,
    after: &'a Json,
    pointer: &mut String,
    found: &mut Vec<(String, &'a Json, &'a Json)>,
) {
    if found.len() >= MOST {
        return;
    }
    let (Json::Object(old), Json::Object(new)) = (before, after) else {
        if !is_same(before, after) {
            found.push((pointer.clone(), before, after));
        }
        return;
    };
    let new: std::collections::HashMap<&str, &Json> = new
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    for (name, value) in old {
        if let Some(other) = new.get(name.as_str()) {
            let length = pointer.len();
            pointer.push('/');
            pointer.push_str(&token(name));
            walk(value, other, pointer, found);
            pointer.truncate(length);
        }
    }
}

/// Whether two values say the same: numbers by value; null, nothing and the blank of a type are one.
pub(crate) fn is_same(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(a), Json::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        _ => one == other || (one.is_blank() && other.is_blank()),
    }
}
