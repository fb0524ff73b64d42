//! The tables of answers define shapes: by the name that heads them, or by their keys. A
//! heading that names a shape and has no table below it defines that shape too: samples will tell
//! what it is made of.

use super::graph::{Graph, ShapeId, claim};

/// A name that heads a body's table outweighs those that prose gives.
const HEADING_WEIGHT: u32 = 100;
/// A name that prose gives outweighs names of uses.
const PROSE_WEIGHT: u32 = 10;

/// Makes the table of a body the shape that its heading names, if it names one.
pub(super) fn define_by_heading(graph: &mut Graph<'_>, at: usize) -> Option<ShapeId> {
    let body = graph.bodies[at].body;
    let stated = &body.stated_type;
    let name = graph.told_described(&stated.value)?;
    let id = graph.named(name);
    let names = &mut graph.shapes[id].names;
    claim(names, name, HEADING_WEIGHT, stated.evidence);
    let keys = graph.table_keys(body);
    graph.index(graph.canonical(&keys), id);
    graph.feed(id, at);
    Some(id)
}

pub(super) fn define(graph: &mut Graph<'_>) {
    let answers = |graph: &Graph<'_>| -> Vec<usize> {
        let all = graph.bodies.iter().enumerate();
        let tabled = all.filter(|(_, used)| !used.in_request && !used.body.properties.is_empty());
        tabled.map(|(at, _)| at).collect()
    };
    for at in answers(graph) {
        define_by_heading(graph, at);
    }
    for at in answers(graph) {
        if graph.bodies[at].shape.is_some() {
            continue;
        }
        let body = graph.bodies[at].body;
        let keys = graph.table_keys(body);
        let canonical = graph.canonical(&keys);
        let id = match graph.pick(&keys, None) {
            Some(id) if graph.canonical(&graph.shapes[id].keys()) == canonical => id,
            _ => graph.shown(&canonical),
        };
        graph.index(canonical, id);
        graph.feed(id, at);
        if let Some(told) = &body.told_name {
            claim(
                &mut graph.shapes[id].names,
                &told.value,
                PROSE_WEIGHT,
                told.evidence,
            );
        }
    }
    for at in 0..graph.bodies.len() {
        let stated = &graph.bodies[at].body.stated_type;
        let Some(name) = graph.told_inside(&stated.value) else {
            continue;
        };
        if graph.find_named(name).is_none() && graph.bodies[at].body.properties.is_empty() {
            let id = graph.named(name);
            claim(
                &mut graph.shapes[id].names,
                name,
                HEADING_WEIGHT,
                stated.evidence,
            );
        }
    }
}
