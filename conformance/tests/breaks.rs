//! Whatever promise of a body is broken, the check meant for it says so: samples of the pages are broken in
//! one place after another.
//!
//! ```sh
//! BINDERY_PAGES=FOLDER cargo test --release -p bindery-conformance --test breaks -- --nocapture
//! ```
//! breaks those of other pages, and prints what was caught.

mod documented;

use bindery_conformance::check::{Group, Policy};
use bindery_conformance::checks;
use bindery_conformance::exchange::{Answer, Exchange, Header, Outcome};
use bindery_conformance::findings;
use bindery_conformance::judge::{Judge, select};
use bindery_conformance::verdict::{Ruling, Verdict};
use bindery_model::resolved::Property;
use bindery_model::{ResolvedApi, Scalar, Type};
use bytes::Bytes;
use documented::{case, exchange, read};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A value of a body, and what is documented of it.
struct Place<'a> {
    pointer: String,
    value_type: &'a Type,
    property: Option<&'a Property>,
    /// The check that tells a value of another kind here.
    wrong: &'static str,
}

fn places<'a>(api: &'a ResolvedApi, value_type: &'a Type, value: &Value) -> Vec<Place<'a>> {
    let mut places = vec![Place {
        pointer: String::new(),
        value_type,
        property: None,
        wrong: "wrong-body-kind",
    }];
    let mut at = 0;
    while at < places.len() {
        let Place {
            pointer,
            value_type,
            ..
        } = &places[at];
        let (pointer, value_type) = (pointer.clone(), *value_type);
        at += 1;
        let here = value.pointer(&pointer).expect("it is there");
        let mut add = |token: &str, value_type, property, wrong| {
            let token = token.replace('~', "~0").replace('/', "~1");
            let pointer = format!("{pointer}/{token}");
            places.push(Place {
                pointer,
                value_type,
                property,
                wrong,
            });
        };
        match (value_type, here) {
            (Type::Array(inner), Value::Array(items)) => {
                // The last item: one that no tool sees which looks at the first alone.
                if let Some(last) = items.len().checked_sub(1) {
                    add(&last.to_string(), &**inner, None, "wrong-item-type");
                }
            }
            (Type::Map(inner), Value::Object(members)) => {
                for name in members.keys() {
                    add(name, &**inner, None, "wrong-map-value");
                }
            }
            (Type::Schema(id), Value::Object(members)) => {
                for property in &api.schema(*id).properties {
                    if members.contains_key(&property.name) {
                        add(
                            &property.name,
                            &property.value_type,
                            Some(property),
                            "wrong-type",
                        );
                    }
                }
            }
            _ => {}
        }
    }
    places
}

/// The ways to break a place: what the check is called, and the broken body.
fn breaks(body: &Value, place: &Place<'_>) -> Vec<(&'static str, Value)> {
    let here = body.pointer(&place.pointer).expect("it is there");
    let mut broken = Vec::new();
    let with = |value: Value| {
        let mut body = body.clone();
        *body.pointer_mut(&place.pointer).expect("it is there") = value;
        body
    };
    let other = match place.value_type {
        Type::Any => None,
        Type::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::Double | Scalar::Boolean) => {
            Some(json!("x"))
        }
        Type::Array(_) => Some(json!({"x": 1})),
        _ => Some(json!(12.5)),
    };
    broken.extend(other.map(|other| (place.wrong, with(other))));
    match place.value_type {
        Type::Scalar(Scalar::Int32) => {
            broken.push(("number-out-of-range", with(json!(3_000_000_000_u32))));
        }
        Type::Scalar(Scalar::DateTime) => broken.push(("malformed-date-time", with(json!("now")))),
        Type::Scalar(Scalar::Byte) => broken.push(("malformed-base64", with(json!("!")))),
        Type::Enum(_) => broken.push(("unknown-enum-member", with(json!("no such")))),
        // An object that the sample leaves empty lacks everything as soon as it is not.
        Type::Schema(_) if here.as_object().is_some_and(|object| !object.is_empty()) => {
            let mut more = here.clone();
            more["zz-more"] = json!(1);
            broken.push(("undocumented-property", with(more)));
        }
        _ => {}
    }
    let may_be_null = place
        .property
        .is_some_and(|property| property.nullable.is_some());
    let is_value = matches!(
        place.value_type,
        Type::Enum(_)
            | Type::Scalar(
                Scalar::Int32 | Scalar::Int64 | Scalar::Double | Scalar::Boolean | Scalar::DateTime
            )
    );
    if is_value && !may_be_null {
        broken.push(("unexpected-null", with(Value::Null)));
    }
    if place.property.is_some() {
        let (parent, name) = place.pointer.rsplit_once('/').expect("it has a parent");
        let name = name.replace("~1", "/").replace("~0", "~");
        let without = |body: &Value| {
            let mut body = body.clone();
            let parent = body.pointer_mut(parent).and_then(Value::as_object_mut);
            parent.expect("it is an object").remove(&name);
            body
        };
        broken.push(("missing-property", without(body)));
        let swapped: String = name
            .chars()
            .map(|c| match c.is_ascii_uppercase() {
                true => c.to_ascii_lowercase(),
                false => c.to_ascii_uppercase(),
            })
            .collect();
        if swapped != name {
            let mut renamed = without(body);
            renamed.pointer_mut(parent).expect("it is there")[swapped] = here.clone();
            broken.push(("property-in-other-case", renamed));
        }
    }
    broken
}

/// The ways to break an answer as a whole.
fn breaks_of_answers(original: &Exchange) -> Vec<(&'static str, Exchange)> {
    let with = |change: &dyn Fn(&mut Answer)| {
        let mut exchange = original.clone();
        if let Outcome::Answer(answer) = &mut exchange.outcome {
            change(answer);
        }
        exchange
    };
    let whole = original
        .answer()
        .map(|answer| answer.body.clone())
        .unwrap_or_default();
    let half = whole.slice(..whole.len() - 1);
    let trailing = Bytes::from([&whole[..], b"}"].concat());
    let wrong = Bytes::from([b"\"\xFF", &whole[1..]].concat());
    vec![
        ("undocumented-status", with(&|answer| answer.status = 418)),
        ("server-error", with(&|answer| answer.status = 500)),
        ("undocumented-redirect", with(&|answer| answer.status = 302)),
        ("empty-body", with(&|answer| answer.body = Bytes::new())),
        ("missing-media-type", with(&|answer| answer.headers.clear())),
        ("truncated-body", with(&|answer| answer.body = half.clone())),
        (
            "trailing-bytes",
            with(&|answer| answer.body = trailing.clone()),
        ),
        (
            "broken-encoding",
            with(&|answer| answer.body = wrong.clone()),
        ),
        (
            "unparsable-body",
            with(&|answer| answer.body = Bytes::from_static(b"<html>")),
        ),
        (
            "undocumented-media-type",
            with(&|answer| {
                let is_type =
                    |header: &&mut Header| header.name.eq_ignore_ascii_case("content-type");
                if let Some(header) = answer.headers.iter_mut().find(is_type) {
                    header.value = "text/x-bread".to_owned();
                }
            }),
        ),
    ]
}

/// Whether it is about one place of a body.
fn is_of_place(check: &str) -> bool {
    let found = checks::find(check).expect("there is such a check");
    found.group == Group::Shape && check != "empty-body"
}

#[test]
fn every_break_is_caught_by_the_check_meant_for_it() {
    let chosen = std::env::var_os("BINDERY_PAGES").map(PathBuf::from);
    let (api, sources) = read(chosen.as_deref());
    let policy = Policy::default();
    let checks = select(&[], &[]).expect("all checks are known");
    let judge = Judge::new(&api, &sources, &policy, checks);
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut missed, mut beside) = (Vec::new(), Vec::new());
    for (at, operation) in api.operations.iter().enumerate() {
        let Some(original) = exchange(&sources, operation) else {
            continue;
        };
        let Some(answer) = original.answer() else {
            continue;
        };
        let mut statuses = operation.responses.iter();
        let response = statuses.find(|one| one.status.value == answer.status);
        let body = response.and_then(|one| one.body.as_ref());
        let value = serde_json::from_slice::<Value>(&answer.body).ok();
        let (Some(body), Some(value)) = (body, value.filter(|value| !value.is_null())) else {
            continue;
        };
        let mut all = breaks_of_answers(&original);
        // That a number or a word is cut nobody can see.
        let is_closed = answer.body.ends_with(b"}") || answer.body.ends_with(b"]");
        all.retain(|(check, _)| is_closed || *check != "truncated-body");
        for place in places(&api, &body.value_type, &value) {
            for (check, broken) in breaks(&value, &place) {
                let mut exchange = original.clone();
                if let Outcome::Answer(answer) = &mut exchange.outcome {
                    answer.body = Bytes::from(broken.to_string());
                }
                all.push((check, exchange));
            }
        }
        let told = |exchange: &Exchange| {
            let verdicts = judge.judge(&case(&api, at), exchange, &[]);
            let is_told = |one: &Verdict| matches!(one.ruling, Ruling::Failed | Ruling::Warning);
            verdicts.into_iter().filter(is_told).collect::<Vec<_>>()
        };
        let unbroken: BTreeSet<String> = told(&original).iter().map(findings::id).collect();
        for (check, exchange) in all {
            let verdicts = told(&exchange);
            let caught = verdicts.iter().any(|one| one.check == check);
            // One cause is one finding. What is broken as a whole may be broken in several ways.
            let is_new =
                |one: &&Verdict| one.check != check && !unbroken.contains(&findings::id(one));
            let other = verdicts.iter().find(is_new).filter(|_| is_of_place(check));
            if let Some(other) = other {
                beside.push(format!("{check} at {}: {other:?}", operation.id.value));
            }
            let (done, of) = counts.entry(check).or_default();
            *of += 1;
            *done += usize::from(caught);
            if !caught && missed.len() < 20 {
                let body = exchange
                    .answer()
                    .map(|answer| answer.body.clone())
                    .unwrap_or_default();
                let start = String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned();
                missed.push(format!("{check} at {}: {start}", operation.id.value));
            }
        }
    }
    for (check, (caught, of)) in &counts {
        println!("{check}: {caught} of {of}");
    }
    assert!(
        counts.len() >= 18,
        "only {} checks were tried",
        counts.len()
    );
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    let first = beside.first();
    assert!(
        beside.is_empty(),
        "{} findings beside those that are meant: {first:?}",
        beside.len()
    );
}
