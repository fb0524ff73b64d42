//! Whether a body is in a documented media type, parses, and is of its type.

use super::Asked;
use super::accept::{Format, essence, format_of};
use crate::mock::faults::{Lax, Rule};
use crate::mock::problem::Problem;
use crate::values::{Misfit, misfit, read_xml};
use axum::http::{StatusCode, header};
use bindery_model::resolved::{Operation, RequestBody};
use bindery_model::{Method, ResolvedApi, Type};
use serde_json::{Map, Value};

/// The value of the body; none where the page documents no body, or one that is no value.
pub(crate) fn body(
    api: &ResolvedApi,
    operation: &Operation,
    asked: &Asked,
    lax: &Lax<'_>,
) -> Result<Option<Value>, Problem> {
    let Some(documented) = &operation.request else {
        return Ok(None);
    };
    let place = documented.type_evidence.span;
    let sent = asked.header(&header::CONTENT_TYPE);
    let sent = sent.or_else(|| documented.media_types.first().cloned());
    let media_type = essence(sent.as_deref().unwrap_or("application/json"));
    let is_listed = |one: &String| essence(one) == media_type;
    if !asked.body.is_empty()
        && !documented.media_types.iter().any(is_listed)
        && !lax.is(Rule::RequestMediaType)
    {
        let all = documented.media_types.join(", ");
        let detail = format!("the body must be in one of {all}");
        let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail);
        let problem = problem.part("header", "Content-Type").documented(place);
        // RFC 9110 section 15.5.16.
        return Err(problem.header(header::ACCEPT, &all));
    }
    let value = match read(api, documented, &media_type, &asked.body) {
        Ok(value) => value,
        Err(_) if lax.is(Rule::BodySyntax) => return Ok(None),
        Err(why) => {
            let detail = format!("the body is no {media_type}: {why}");
            let problem = Problem::new(StatusCode::BAD_REQUEST, detail);
            return Err(problem.part("body", "").documented(place));
        }
    };
    let wrong = value
        .as_ref()
        .and_then(|value| of_type(api, operation, documented, &media_type, value));
    match wrong {
        Some(wrong) if !lax.is(Rule::BodyShape) => {
            let Misfit {
                pointer,
                expected,
                actual,
                documented,
            } = wrong;
            let detail = format!("there must be {expected} at `{pointer}`, and there is {actual}");
            let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail);
            Err(problem
                .part("body", pointer)
                .documented(documented.unwrap_or(place)))
        }
        _ => Ok(value),
    }
}

fn read(
    api: &ResolvedApi,
    documented: &RequestBody,
    media_type: &str,
    bytes: &[u8],
) -> Result<Option<Value>, String> {
    let text = || std::str::from_utf8(bytes).map_err(|error| error.to_string());
    match format_of(media_type) {
        _ if bytes.is_empty() => Err("it is empty".to_owned()),
        // Nesting is bounded by serde_json to 128.
        Format::Json => serde_json::from_slice(bytes)
            .map(Some)
            // Its message quotes nothing of the body but names of tokens.
            .map_err(|error| format!("line {}, column {}", error.line(), error.column())),
        Format::Xml => read_xml(api, text()?, &documented.value_type).map(Some),
        Format::Form => Ok(Some(form(api, text()?, &documented.value_type))),
        Format::Bytes => Ok(None),
    }
}

fn of_type(
    api: &ResolvedApi,
    operation: &Operation,
    documented: &RequestBody,
    media_type: &str,
    value: &Value,
) -> Option<Misfit> {
    let wrong = |pointer: &str, expected: &str, actual: &str| Misfit {
        pointer: pointer.to_owned(),
        expected: expected.to_owned(),
        actual: actual.to_owned(),
        documented: None,
    };
    // What these hold is said by their standards: RFC 6902 and RFC 7396. Pages that list them for other
    // methods list all that their server knows.
    let is_patch = operation.method.value == Method::Patch;
    match media_type {
        "application/json-patch+json" if is_patch => {
            let patch = serde_json::from_value::<json_patch::Patch>(value.clone());
            let what = "a JSON Patch document (RFC 6902)";
            patch.err().map(|_| wrong("", what, "something else"))
        }
        "application/merge-patch+json" if is_patch => {
            let what = "an object with what changes (RFC 7396)";
            (!value.is_object()).then(|| wrong("", what, "something else"))
        }
        _ => misfit(api, value, &documented.value_type),
    }
}

/// The fields of a form as an object of the type.
fn form(api: &ResolvedApi, text: &str, wanted: &Type) -> Value {
    let mut members = Map::new();
    for (name, value) in crate::path::query(text) {
        let property = match wanted {
            Type::Schema(id) => {
                let mut all = api.schema(*id).properties.iter();
                all.find(|one| one.name.eq_ignore_ascii_case(&name))
            }
            _ => None,
        };
        let value = match property {
            Some(property) => crate::values::value_of_text(&value, &property.value_type),
            None => None,
        }
        .unwrap_or(Value::String(value));
        let name = property.map_or(name, |property| property.name.clone());
        members.insert(name, value);
    }
    Value::Object(members)
}
