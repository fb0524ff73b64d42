//! The type of every body: the shape of its table, what its heading says, what its sample
//! shows, what its words tell.

use super::bodies::answers_nothing;
use super::graph::Graph;
use super::references::{Ballot, items_by_name};
use super::types::{Draft, MemberTypes, Settled, items, stated_type, value_type};
use bindery_model::{Evidence, Scalar, StatedType};
use std::cell::OnceCell;

/// The type of each body, in their order; `None` for the body of an answer that has none.
pub(super) fn settle(graph: &mut Graph<'_>, types: &MemberTypes) -> Vec<Option<Settled>> {
    let votes = OnceCell::new();
    (0..graph.bodies.len())
        .map(|at| body_type(graph, types, &votes, at))
        .collect()
}

fn body_type<'a>(
    graph: &mut Graph<'a>,
    types: &MemberTypes,
    votes: &OnceCell<Ballot<'a>>,
    at: usize,
) -> Option<Settled> {
    let used = &graph.bodies[at];
    if !used.in_request && answers_nothing(&graph.operations[used.operation]) {
        return None;
    }
    let stated = &used.body.stated_type;
    let heading = stated.evidence;
    if let Some(shape) = used.shape {
        let shape = Draft::Shape(shape);
        let says_array = matches!(stated.value, StatedType::Array(_));
        let shown = used.sample().filter(|_| used.is_array && !says_array);
        let evidence = shown.map_or(heading, |sample| sample.evidence());
        let draft = if used.is_array {
            Draft::Array(Box::new(shape))
        } else {
            shape
        };
        return Some(Settled {
            draft,
            evidence: Some(evidence),
        });
    }
    let (draft, evidence) = without_table(graph, types, votes, at, heading);
    let evidence = Some(evidence);
    Some(Settled { draft, evidence })
}

fn without_table<'a>(
    graph: &mut Graph<'a>,
    types: &MemberTypes,
    votes: &OnceCell<Ballot<'a>>,
    at: usize,
    heading: Evidence,
) -> (Draft, Evidence) {
    let used = &graph.bodies[at];
    let body = used.body;
    let sample = used.sample();
    let is_text = used.is_text;
    let stated = &body.stated_type.value;
    match stated {
        StatedType::Array(None) => {
            let items = sample.map(|sample| items(&[sample])).unwrap_or_default();
            let items = value_type(graph, None, &items);
            return (Draft::Array(Box::new(items)), heading);
        }
        StatedType::Map(None) => {
            let values = sample.into_iter().flat_map(|sample| sample.members());
            let values: Vec<_> = values.map(|(_, value)| value).collect();
            return (
                Draft::Map(Box::new(value_type(graph, None, &values))),
                heading,
            );
        }
        StatedType::Named(name) if graph.told_schema(stated).is_some() => {
            if let Some(id) = graph.find_named(name) {
                return (Draft::Shape(id), heading);
            }
        }
        StatedType::Named(_) | StatedType::Blank | StatedType::Object | StatedType::Unknown(_) => {}
        said => return (stated_type(graph, said), heading),
    }
    if let Some(sample) = sample {
        return (value_type(graph, None, &[sample]), sample.evidence());
    }
    if let Some(told) = &body.told_type {
        return (stated_type(graph, &told.value), told.evidence);
    }
    if *stated == StatedType::Object {
        return (Draft::Object, heading);
    }
    if is_text || !graph.bodies[at].in_request {
        return (Draft::Scalar(Scalar::Byte), heading);
    }
    match &body.name {
        Some(name) if super::words::singular(&name.value) != name.value => {
            let votes = votes.get_or_init(|| Ballot::count(types));
            let items = items_by_name(graph, votes, &name.value).unwrap_or(Draft::Any);
            (Draft::Array(Box::new(items)), name.evidence)
        }
        _ => (Draft::Any, heading),
    }
}
