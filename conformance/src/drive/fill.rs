//! From a planned case to one whose values are all known.

use crate::case::{Case, Content, Source, Target};
use crate::event::Reason;
use crate::plan::is_nothing;
use crate::pointer;
use crate::values;
use bindery_model::{ResolvedApi, Scalar, Type};
use serde_json::Value;

/// The case with values that `answers` gives; it takes an operation and gives its answer.
pub(super) fn fill<'v>(
    api: &ResolvedApi,
    case: &Case,
    answers: &dyn Fn(usize) -> Option<&'v Value>,
) -> Result<Case, Reason> {
    let mut filled = case.clone();
    for given in &mut filled.parameters {
        let value_type = match &given.parameter {
            Target::Parameter(at) => {
                let mut parameters = api.operations[case.operation].parameters.iter();
                parameters.nth(*at).map(|one| &one.value_type)
            }
            Target::Header(_) => None,
        };
        given.value = Source::Known(value_of(api, &given.value, answers, value_type)?);
    }
    let Some(body) = &mut filled.body else {
        return Ok(filled);
    };
    if let Content::Json(value, sources) = &mut body.content {
        for (pointer, source) in std::mem::take(sources) {
            if source == Source::Absent {
                remove(value, &pointer);
                continue;
            }
            let found = value_of(api, &source, answers, None)?;
            if pointer.is_empty() {
                *value = documented(api, case, found);
            } else {
                put(value, &pointer, as_documented(api, case, &pointer, found));
            }
        }
    }
    Ok(filled)
}

/// `wanted`: what a value that a server gave has to be; one broken answer is no reason to break every
/// request that takes a value from it.
fn value_of<'v>(
    api: &ResolvedApi,
    source: &Source,
    answers: &dyn Fn(usize) -> Option<&'v Value>,
    wanted: Option<&Type>,
) -> Result<Value, Reason> {
    match source {
        Source::Known(value) => Ok(value.clone()),
        Source::Absent => Ok(Value::Null),
        Source::Missing(what) => Err(Reason::Blocked(what.clone())),
        Source::Produced { by, pointer } => {
            let tokens: Vec<String> = pointer.split('/').skip(1).map(pointer::name).collect();
            let found = answers(*by).and_then(|answer| pick(answer, &tokens));
            let by = &api.operations[*by].id.value;
            match found {
                Some(value) if wanted.is_none_or(|wanted| is_sent_as(value, wanted)) => {
                    Ok(value.clone())
                }
                Some(_) => Err(Reason::Prerequisite(format!(
                    "`{pointer}` in the answer of {by} is not of the type that is needed"
                ))),
                None => Err(Reason::Prerequisite(format!(
                    "no answer of {by} gave `{pointer}`"
                ))),
            }
        }
        Source::FirstOf(all) => {
            let mut reason = None;
            for one in all {
                match value_of(api, one, answers, wanted) {
                    Ok(value) => return Ok(value),
                    Err(because) => reason.get_or_insert(because),
                };
            }
            let nothing = || Reason::Blocked("nothing gives a value".to_owned());
            Err(reason.unwrap_or_else(nothing))
        }
    }
}

/// Whether a value can be sent as a parameter of this type; a number can where a text is wanted.
fn is_sent_as(value: &Value, wanted: &Type) -> bool {
    let is_plain = matches!(value, Value::Bool(_) | Value::Number(_) | Value::String(_));
    let is_list = value.is_array() && matches!(wanted, Type::Array(_));
    (is_plain || is_list) && values::misfit_of_text(&values::text(value), wanted).is_none()
}

/// The first value at a pointer that identifies something; `-` stands for any item.
fn pick<'v>(value: &'v Value, tokens: &[String]) -> Option<&'v Value> {
    let Some((token, rest)) = tokens.split_first() else {
        return (!is_nothing(value)).then_some(value);
    };
    match value {
        Value::Array(items) if token == "-" => items.iter().find_map(|item| pick(item, rest)),
        Value::Object(members) => {
            let folded = || {
                let mut members = members.iter();
                members.find(|(name, _)| name.eq_ignore_ascii_case(token))
            };
            let found = members
                .get(token)
                .or_else(|| folded().map(|(_, value)| value));
            pick(found?, rest)
        }
        _ => None,
    }
}

/// An object of the server without what the page does not list for requests.
fn documented(api: &ResolvedApi, case: &Case, mut found: Value) -> Value {
    let request = api.operations[case.operation].request.as_ref();
    if let (Some(Type::Schema(id)), Value::Object(members)) =
        (request.map(|one| &one.value_type), &mut found)
    {
        let listed = &api.schema(*id).properties;
        members.retain(|name, _| listed.iter().any(|one| one.name == *name));
    }
    found
}

/// An identifier as the page types it in this body: some have it as a number, some as text.
fn as_documented(api: &ResolvedApi, case: &Case, pointer: &str, found: Value) -> Value {
    let request = api.operations[case.operation].request.as_ref();
    let Some(Type::Schema(id)) = request.map(|one| &one.value_type) else {
        return found;
    };
    let name = pointer::name(pointer.trim_start_matches('/'));
    let mut properties = api.schema(*id).properties.iter();
    let property = properties.find(|one| one.name == name);
    match (property.map(|one| &one.value_type), &found) {
        (Some(Type::Scalar(Scalar::String)), Value::Number(number)) => number.to_string().into(),
        (Some(Type::Scalar(Scalar::Int32 | Scalar::Int64)), Value::String(text)) => {
            text.parse::<i64>().map_or(found, Value::from)
        }
        _ => found,
    }
}

fn put(value: &mut Value, pointer: &str, found: Value) {
    let Some((parent, token)) = pointer.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(members)) = value.pointer_mut(parent) {
        members.insert(pointer::name(token), found);
    }
}

fn remove(value: &mut Value, pointer: &str) {
    let Some((parent, token)) = pointer.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(members)) = value.pointer_mut(parent) {
        members.shift_remove(&pointer::name(token));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CHAT;
    use serde_json::json;

    #[test]
    fn the_first_item_that_identifies_something_counts() {
        let answer = json!({"value": [{"id": 0}, {"Id": 7}, {"id": 8}]});
        let source = Source::Produced {
            by: 0,
            pointer: "/value/-/id".to_owned(),
        };
        let value = value_of(&CHAT.api, &source, &|_| Some(&answer), None);
        assert_eq!(value, Ok(json!(7)));
        let empty = json!({"value": []});
        let either = Source::FirstOf(vec![source, Source::Known(json!(1))]);
        assert_eq!(
            value_of(&CHAT.api, &either, &|_| Some(&empty), None),
            Ok(json!(1))
        );
    }

    #[test]
    fn what_is_not_of_the_type_is_missing_and_the_next_source_counts() {
        let produced = |pointer: &str| Source::Produced {
            by: 0,
            pointer: pointer.to_owned(),
        };
        let answer = json!({"id": "no number", "other": "7", "all": [{"id": 1}]});
        let number = Type::Scalar(Scalar::Int32);
        let value = |source: &Source, wanted: &Type| {
            value_of(&CHAT.api, source, &|_| Some(&answer), Some(wanted))
        };
        assert!(matches!(
            value(&produced("/id"), &number),
            Err(Reason::Prerequisite(_))
        ));
        let either = Source::FirstOf(vec![produced("/id"), produced("/other")]);
        assert_eq!(value(&either, &number), Ok(json!("7")));
        let text = Type::Scalar(Scalar::String);
        assert_eq!(value(&produced("/id"), &text), Ok(json!("no number")));
        assert!(value(&produced("/all"), &text).is_err());
    }
}
