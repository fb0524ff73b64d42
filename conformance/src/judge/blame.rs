//! Of table, sample and server: which is the odd one out.

use crate::body::Json;
use crate::check::Evidence;
use crate::shape::is_of;
use crate::shape::{Departure, Kind};
use crate::verdict::{Likelier, Party};
use bindery_model::{JsonNode, JsonValue, Type};
use serde::Deserialize as _;

/// Who is likelier wrong about a departure.
pub(crate) fn blame(evidence: &Evidence<'_>, departure: &Departure) -> Option<Likelier> {
    let say = |wrong, because: &str| {
        let because = because.to_owned();
        Some(Likelier { wrong, because })
    };
    let mut samples = sample_bodies(evidence).peekable();
    if departure.kind == Kind::Undocumented {
        return say(
            Party::Page,
            "what a server sends exists, and the page does not tell of it",
        );
    }
    if !departure.promise.firm {
        return say(
            Party::Sample,
            "nothing but a sample says so, and samples are made up",
        );
    }
    let has_sample = samples.peek().is_some();
    let shown = samples.find_map(|sample| sample_at(sample, &departure.pointer));
    match (departure.kind, shown) {
        // An object without anything; the pointer leads to the object itself.
        (Kind::Missing, shown) if departure.promise.property.is_none() => {
            let is_shown_empty = match departure.value_type {
                Some(Type::Schema(id)) => evidence.shown_empty.contains(&id),
                _ => false,
            };
            match shown {
                _ if is_shown_empty => say(
                    Party::Sample,
                    "a sample of the pages shows such an object without any, too",
                ),
                Some(_) => say(Party::Server, "the page's own sample shows what is in it"),
                None => None,
            }
        }
        (Kind::Missing | Kind::PerhapsMissing, Some(_)) => {
            say(Party::Server, "table and sample of the page both have it")
        }
        (Kind::Missing | Kind::PerhapsMissing, None)
            if has_sample && parent_shown(evidence, departure) =>
        {
            say(Party::Page, "the page's own sample lacks it, too")
        }
        (Kind::OtherCase, Some(_)) => say(
            Party::Page,
            "the page's own sample spells it as the server does",
        ),
        (Kind::OtherCase, None) if has_sample => {
            say(Party::Server, "the server alone spells it so")
        }
        (_, Some(shown)) => {
            let value_type = departure.value_type.as_ref()?;
            let actual = evidence.reading.json()?.at(&departure.pointer)?;
            if fits(shown, value_type) {
                say(
                    Party::Server,
                    "table and sample of the page agree, and the server alone differs",
                )
            } else if is_like(shown, actual) {
                say(
                    Party::Page,
                    "the page's own sample agrees with the server against the table",
                )
            } else {
                None
            }
        }
        (_, None) => None,
    }
}

/// The JSON of the samples for the status that came.
pub(crate) fn sample_bodies<'a>(evidence: &Evidence<'a>) -> impl Iterator<Item = &'a JsonNode> {
    let status = evidence.answer().map(|answer| answer.status);
    let samples = evidence.operation.sample_responses.iter();
    samples.filter_map(move |sample| {
        let same = match &sample.start_line {
            bindery_model::SampleLine::Status { code, .. } => Some(*code) == status,
            _ => status.is_some_and(|status| (200..300).contains(&status)),
        };
        let body = sample.body.as_ref().filter(|_| same)?;
        body.json()
    })
}

/// Whether the sample shows the object that should have the property.
fn parent_shown(evidence: &Evidence<'_>, departure: &Departure) -> bool {
    let parent = departure
        .pointer
        .rsplit_once('/')
        .map_or("", |(parent, _)| parent);
    let mut samples = sample_bodies(evidence);
    samples.any(|sample| {
        let shown = sample_at(sample, parent);
        shown.is_some_and(|node| matches!(node.value, JsonValue::Object(_)))
    })
}

/// How many items of an array of a sample are looked at, and how deep.
const ITEMS: usize = 16;

/// What a sample has at a pointer into an answer. Which item and which key of a map does not matter,
/// so where a sample has others, one of them is taken.
pub(crate) fn sample_at<'a>(node: &'a JsonNode, pointer: &str) -> Option<&'a JsonNode> {
    let Some(rest) = pointer.strip_prefix('/') else {
        return Some(node);
    };
    let (token, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    match &node.value {
        JsonValue::Array(items) => {
            token.parse::<usize>().ok()?;
            // One item stands for all, so a pointer through many arrays costs what one of them does.
            let item = items
                .iter()
                .take(ITEMS)
                .find(|item| item.value != JsonValue::Null)?;
            sample_at(item, rest)
        }
        JsonValue::Object(members) => {
            let name = crate::pointer::name(token);
            let member = members.iter().find(|member| *member.name == *name)?;
            sample_at(&member.node, rest)
        }
        _ => None,
    }
}

/// Whether a value of a sample is what a type asks for, as far as can be told without looking inside.
fn fits(node: &JsonNode, value_type: &Type) -> bool {
    match (&node.value, value_type) {
        (_, Type::Any)
        | (JsonValue::Object(_), Type::Object | Type::Map(_) | Type::Schema(_))
        | (JsonValue::Array(_), Type::Array(_)) => true,
        (
            JsonValue::Bool(_) | JsonValue::Number(_) | JsonValue::String(_),
            Type::Scalar(_) | Type::Enum(_),
        ) => Json::deserialize(&serde_json::to_value(node).unwrap_or_default())
            .is_ok_and(|value| is_of(&value, value_type)),
        _ => false,
    }
}

/// Whether a value of a sample is of the kind of a value of an answer.
pub(crate) fn is_like(node: &JsonNode, value: &Json) -> bool {
    matches!(
        (&node.value, value),
        (JsonValue::Null, Json::Null)
            | (JsonValue::Bool(_), Json::Bool(_))
            | (JsonValue::Number(_), Json::Number(_))
            | (JsonValue::String(_), Json::String(_))
            | (JsonValue::Array(_), Json::Array(_))
            | (JsonValue::Object(_), Json::Object(_))
    )
}
