//! The plan for people: a block an operation.

use super::{Plan, Planned};
use crate::case::{Case, Content, Source, Target};
use crate::event::Reason;
use bindery_model::{ResolvedApi, count};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The plan as text: each operation with its effect and why, its cases, where its values come from,
/// and what is left out with the reason.
pub fn table(api: &ResolvedApi, plan: &Plan) -> String {
    let mut by_operation: BTreeMap<usize, Vec<&Planned>> = BTreeMap::new();
    for one in &plan.cases {
        by_operation
            .entry(one.case.operation)
            .or_default()
            .push(one);
    }
    let mut text = String::new();
    for (at, operation) in api.operations.iter().enumerate() {
        let told = &plan.effects[at];
        let (method, path) = (operation.method.value, &operation.path.value);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{method} {path}  {}", operation.id.value);
        let _ = writeln!(text, "  {}: {}", told.effect.as_str(), told.because);
        let cases = by_operation.get(&at).map_or(&[][..], Vec::as_slice);
        if let Some(first) = cases.first() {
            values(api, &first.case, &mut text);
        }
        outline(cases, &mut text);
    }
    for life in plan.lives.iter().filter(|life| !life.is_empty()) {
        let operation = &api.operations[life[0].case.operation];
        let _ = writeln!(text, "life of one of {}", operation.path.value);
        let all: Vec<&Planned> = life.iter().collect();
        outline(&all, &mut text);
    }
    let made = plan.all().filter(|one| one.left_out.is_none()).count();
    let all = plan.all().count();
    let operations = api.operations.len();
    let _ = writeln!(
        text,
        "{} planned: {} to make, {} left out",
        count(operations, "operation"),
        count(made, "case"),
        all - made
    );
    text
}

/// Where each value comes from, a line each.
fn values(api: &ResolvedApi, case: &Case, text: &mut String) {
    let operation = &api.operations[case.operation];
    for given in &case.parameters {
        let name = match &given.parameter {
            Target::Parameter(at) => &operation.parameters[*at].name.value,
            Target::Header(name) => name,
        };
        let _ = writeln!(text, "  {name} <- {}", shown(api, &given.value));
    }
    if let Some(body) = &case.body
        && let Content::Json(_, sources) = &body.content
    {
        for (pointer, source) in sources {
            let _ = writeln!(text, "  body{pointer} <- {}", shown(api, source));
        }
    }
}

fn shown(api: &ResolvedApi, source: &Source) -> String {
    match source {
        Source::Known(value) => value.to_string(),
        Source::Produced { by, pointer } => {
            format!("{pointer} of {}", api.operations[*by].id.value)
        }
        Source::FirstOf(all) => {
            let all: Vec<String> = all.iter().map(|one| shown(api, one)).collect();
            all.join(", or ")
        }
        Source::Absent => "left out".to_owned(),
        Source::Missing(what) => format!("nothing: {what}"),
    }
}

/// The cases that are made in one line, those left out in one line a reason.
fn outline(cases: &[&Planned], text: &mut String) {
    let name = |one: &&Planned| {
        let id = &one.case.id;
        id.split_once('/')
            .map_or(id.clone(), |(_, name)| name.to_owned())
    };
    let made: Vec<String> = cases
        .iter()
        .filter(|one| one.left_out.is_none())
        .map(name)
        .collect();
    if !made.is_empty() {
        let _ = writeln!(text, "  cases: {}", made.join(", "));
    }
    let mut reasons: Vec<(&Reason, Vec<String>)> = Vec::new();
    for one in cases {
        let Some(reason) = &one.left_out else {
            continue;
        };
        match reasons.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, names)) => names.push(name(one)),
            None => reasons.push((reason, vec![name(one)])),
        }
    }
    for (reason, names) in reasons {
        let _ = writeln!(text, "  left out: {} ({reason})", names.join(", "));
    }
}
