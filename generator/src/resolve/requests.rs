//! The tables of requests: those that belong to their operation alone, and those that are
//! an entity which answers document too.

use super::definitions::define_by_heading;
use super::graph::{Cell, Graph, Keys, Member, Origin, ShapeId, Shown, Symbol, claim, is_within};
use rustc_hash::{FxHashMap, FxHashSet};

/// A name that prose gives to a request.
const PROSE_WEIGHT: u32 = 5;
/// A property wraps whole shapes when it is all that this many named shapes have on top of others.
const FEWEST_WRAPPED: usize = 3;

pub(super) fn bind(graph: &mut Graph<'_>) {
    let wrapping = wrapping_properties(graph);
    let mut forms = Forms::default();
    for id in 0..graph.shapes.len() {
        forms.add(graph, &wrapping, id);
    }
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
        if let Some(id) = define_by_heading(graph, at) {
            forms.add(graph, &wrapping, id);
            continue;
        }
        let said = body.told_name.as_ref();
        let id = match graph.pick(&keys, said.map(|name| name.value.as_str())) {
            Some(id) => id,
            None => unwrapped(graph, &keys, &wrapping, &forms),
        };
        graph.feed(id, at);
        forms.add(graph, &wrapping, id);
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
    // A sum of hashes tells what a set is without one of its members, with no set to be built.
    let hash = |key: Symbol| scattered(u64::from(key));
    let sum = |keys: &Keys| {
        keys.iter()
            .fold(0, |sum: u64, key| sum.wrapping_add(hash(*key)))
    };
    let mut by_sum: FxHashMap<u64, Vec<&Keys>> = FxHashMap::default();
    for keys in &known {
        by_sum.entry(sum(keys)).or_default().push(keys);
    }
    let mut counts: FxHashMap<Symbol, usize> = FxHashMap::default();
    for keys in known.iter().filter(|keys| keys.len() > 3) {
        let all = sum(keys);
        for property in keys {
            let alike = by_sum.get(&all.wrapping_sub(hash(*property)));
            let is_rest = |rest: &&Keys| {
                rest.len() + 1 == keys.len()
                    && rest.binary_search(property).is_err()
                    && is_within(rest, keys)
            };
            if alike.into_iter().flatten().any(is_rest) {
                *counts.entry(*property).or_default() += 1;
            }
        }
    }
    let often = counts
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST_WRAPPED);
    often.map(|(property, _)| property).collect()
}

/// A number whose bits all depend on all bits of another (the finalizer of SplitMix64).
fn scattered(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Shapes by their keys without wrapping and what requests leave out: two that differ in nothing
/// else stand together. A shape stands wherever it stood at some time.
#[derive(Default)]
struct Forms(FxHashMap<Keys, Vec<ShapeId>>);

impl Forms {
    fn bare(graph: &Graph<'_>, wrapping: &FxHashSet<Symbol>, keys: &[Symbol]) -> Keys {
        let is_bare = |key: &&Symbol| !wrapping.contains(key) && !graph.omitted.contains(key);
        keys.iter().filter(is_bare).copied().collect()
    }

    fn add(&mut self, graph: &Graph<'_>, wrapping: &FxHashSet<Symbol>, id: ShapeId) {
        let shape = &graph.shapes[id];
        if matches!(shape.origin, Origin::OwnRequest(_)) || shape.members.is_empty() {
            return;
        }
        let alike = self.0.entry(Self::bare(graph, wrapping, &shape.keys()));
        let alike = alike.or_default();
        if alike.last() != Some(&id) {
            alike.push(id);
        }
    }
}

/// A shape of which answers document only a wrapped form: that form without the wrapping.
fn unwrapped(
    graph: &mut Graph<'_>,
    keys: &Keys,
    wrapping: &FxHashSet<Symbol>,
    forms: &Forms,
) -> ShapeId {
    let is_form = |keys: &Keys, form: &Keys| {
        let rest = form.iter().filter(|key| keys.binary_search(key).is_err());
        let mut rest = rest.filter(|key| !graph.omitted.contains(key));
        is_within(keys, form) && rest.all(|key| wrapping.contains(key))
    };
    let alike = forms.0.get(&Forms::bare(graph, wrapping, keys));
    let alike = alike.into_iter().flatten();
    let nearest = alike
        .map(|id| (*id, graph.shapes[*id].keys()))
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
