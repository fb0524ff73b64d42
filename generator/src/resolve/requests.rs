//! Pass 5: the tables of requests: those that belong to their operation alone, and those that are
//! an entity which answers document too.

use super::graph::{Cell, Graph, Keys, Member, Origin, ShapeId, Shown, Symbol, claim, is_within};
use rustc_hash::{FxHashMap, FxHashSet};

/// A name that prose gives to a request.
const PROSE_WEIGHT: u32 = 5;
/// A property wraps whole shapes when it is all that this many named shapes have on top of others.
const FEWEST_WRAPPED: usize = 3;

pub(super) fn bind(graph: &mut Graph<'_>) {
    let wrapping = wrapping_properties(graph);
    for at in 0..graph.bodies.len() {
        let used = &graph.bodies[at];
        let body = used.body;
        if !used.in_request || body.properties.is_empty() {
            continue;
        }
        if body.own_name.is_some() {
            let id = graph.add(Origin::OwnRequest(used.operation));
            graph.feed(id, at);
            continue;
        }
        let keys = graph.table_keys(body);
        let said = body.told_name.as_ref();
        let id = match graph.pick(&keys, said.map(|name| name.value.as_str())) {
            Some(id) => id,
            None => unwrapped(graph, &keys, &wrapping),
        };
        graph.feed(id, at);
        graph.index(graph.canonical(&keys), id);
        if let Some(said) = said {
            claim(
                &mut graph.shapes[id].names,
                &said.value,
                PROSE_WEIGHT,
                said.evidence,
            );
        }
    }
}

/// Properties that named shapes have on top of another whole one, such as links around an entity.
fn wrapping_properties(graph: &Graph<'_>) -> FxHashSet<Symbol> {
    let named = graph
        .shapes
        .iter()
        .filter(|shape| shape.is_named_by_pages());
    let known: FxHashSet<Keys> = named.map(|shape| shape.keys()).collect();
    let mut counts: FxHashMap<Symbol, usize> = FxHashMap::default();
    for keys in known.iter().filter(|keys| keys.len() > 3) {
        for property in keys {
            let rest: Keys = keys.iter().copied().filter(|key| key != property).collect();
            if known.contains(&rest) {
                *counts.entry(*property).or_default() += 1;
            }
        }
    }
    let often = counts
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST_WRAPPED);
    often.map(|(property, _)| property).collect()
}

/// A shape of which answers document only a wrapped form: that form without the wrapping.
fn unwrapped(graph: &mut Graph<'_>, keys: &Keys, wrapping: &FxHashSet<Symbol>) -> ShapeId {
    let is_form = |keys: &Keys, form: &Keys| {
        let rest = form.iter().filter(|key| keys.binary_search(key).is_err());
        let mut rest = rest.filter(|key| !graph.omitted.contains(key));
        is_within(keys, form) && rest.all(|key| wrapping.contains(key))
    };
    let candidates = graph.shapes.iter().enumerate();
    let forms = candidates.filter(|(_, shape)| !matches!(shape.origin, Origin::OwnRequest(_)));
    let forms = forms.map(|(id, shape)| (id, shape.keys()));
    let nearest = forms
        .filter(|(_, form)| is_form(keys, form))
        .min_by_key(|(id, form)| (form.len(), *id));
    let id = graph.shown(&graph.canonical(keys));
    let Some((form, _)) = nearest.filter(|(form, _)| *form != id) else {
        return id;
    };
    if !graph.shapes[id].members.is_empty() {
        return id;
    }
    let copied: Vec<(Symbol, Vec<Cell<'_>>, Vec<Shown<'_>>)> = graph.shapes[form]
        .members
        .iter()
        .filter(|(key, _)| !wrapping.contains(*key))
        .map(|(key, member)| (*key, member.cells.clone(), member.samples.clone()))
        .collect();
    for (key, cells, samples) in copied {
        let member = Member {
            cells,
            samples,
            looked_into: 0,
        };
        graph.shapes[id].members.insert(key, member);
    }
    id
}
