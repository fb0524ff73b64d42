//! `$filter`, `$orderby`, `$skip`, `$top` and `$select` (OData 4.01 part 1 section 11.2), in this order.
//! Each only where the page documents it.

use super::filter::{Condition, compare};
use super::rows::{member, rows};
use crate::mock::faults::{Lax, Rule};
use crate::mock::request::Asked;
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, Type};
use serde_json::Value;
use std::cmp::Ordering;

/// What the query makes of an answer: whether anything was to be done, and a note on what was not.
pub(crate) fn apply(
    api: &ResolvedApi,
    operation: &Operation,
    asked: &Asked,
    lax: &Lax<'_>,
    (value, wanted): (&mut Value, &Type),
) -> Option<String> {
    let option = |name: &'static str, rule: Rule| {
        let is_documented = operation
            .parameters
            .iter()
            .any(|one| one.name.value.eq_ignore_ascii_case(name));
        let text = asked.query(name).next().map(str::trim)?;
        (is_documented && !lax.is(rule) && !text.is_empty()).then(|| text.to_owned())
    };
    let mut note = None;
    // An object with one array in it is a list only where the operation lists.
    let lists = |name: &str| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|one| one.name.value.eq_ignore_ascii_case(name))
    };
    let is_list = matches!(wanted, Type::Array(_)) || lists("$top") || lists("$skip");
    if let Some((pointer, _)) = rows(api, wanted).filter(|_| is_list)
        && let Some(Value::Array(list)) = value.pointer_mut(&pointer)
    {
        if let Some(text) = option("$filter", Rule::Filter) {
            match Condition::parse(&text) {
                Ok(condition) => list.retain(|row| condition.holds(row)),
                Err(why) => note = Some(format!("$filter was not applied: {why}")),
            }
        }
        if let Some(text) = option("$orderby", Rule::OrderBy) {
            sort(list, &text);
        }
        if let Some(count) = option("$skip", Rule::Skip).and_then(|text| text.parse().ok()) {
            list.drain(..list.len().min(count));
        }
        if let Some(count) = option("$top", Rule::Top).and_then(|text| text.parse().ok()) {
            list.truncate(count);
        }
        if let Some(text) = option("$select", Rule::Select) {
            list.iter_mut().for_each(|row| select(row, &text));
        }
    } else if let Some(text) = option("$select", Rule::Select) {
        select(value, &text);
    }
    note
}

/// Whether any of them is asked for.
pub(crate) fn is_asked(asked: &Asked) -> bool {
    asked.query.iter().any(|(name, _)| name.starts_with('$'))
}

fn sort(list: &mut [Value], text: &str) {
    let keys: Vec<(&str, bool)> = text
        .split(',')
        .map(|key| {
            let mut words = key.split_whitespace();
            let name = words.next().unwrap_or("");
            let is_down = words
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case("desc"));
            (name, is_down)
        })
        .collect();
    let order = |a: &Value, b: &Value| {
        keys.iter().fold(Ordering::Equal, |order, (name, is_down)| {
            order.then_with(|| {
                // Null stands before all others (OData 4.01 part 1 section 11.2.6.2).
                let of = |row| member(row, name).filter(|value| !value.is_null());
                let order = match (of(a), of(b)) {
                    (Some(a), Some(b)) => compare(a, b).unwrap_or(Ordering::Equal),
                    (a, b) => a.is_some().cmp(&b.is_some()),
                };
                if *is_down { order.reverse() } else { order }
            })
        })
    };
    list.sort_by(order);
}

/// What is not selected becomes null, so that every property is there.
fn select(value: &mut Value, text: &str) {
    let Value::Object(members) = value else {
        return;
    };
    let names: Vec<&str> = text.split(',').map(str::trim).collect();
    if names.contains(&"*") {
        return;
    }
    for (name, value) in members.iter_mut() {
        let first = |path: &&str| {
            path.eq_ignore_ascii_case(name)
                || path
                    .split(['/', '.'])
                    .next()
                    .is_some_and(|one| one.eq_ignore_ascii_case(name))
        };
        if !names.iter().any(first) {
            *value = Value::Null;
        }
    }
}
