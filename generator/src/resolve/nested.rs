//! Objects inside of samples join the shapes that they show, level by level.

use super::cells::told;
use super::graph::{Graph, ShapeId, Shown, Symbol, add_evidence};
use bindery_model::StatedType;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Samples are followed this many levels deep; the parser of samples bounds them too.
const MOST_LEVELS: usize = 64;

/// An object of a sample and what says which shape it is of.
struct Found<'a> {
    object: Shown<'a>,
    /// The shape that the table names for it.
    told: Option<&'a str>,
    /// The shape that other tables name for properties of this name.
    usual: Option<&'a str>,
}

/// Finds the properties that more cells call a map than anything else, and the keys that
/// samples make up for them.
pub(super) fn find_maps(graph: &mut Graph<'_>) {
    let mut balance: FxHashMap<Symbol, i64> = FxHashMap::default();
    for shape in &graph.shapes {
        for (symbol, member) in &shape.members {
            let balance = balance.entry(*symbol).or_default();
            for cell in &member.cells {
                let is_map = matches!(cell.property.stated_type.value, StatedType::Map(_));
                *balance += if is_map { 1 } else { -1 };
            }
        }
    }
    let in_tables: FxHashSet<Symbol> = balance.keys().copied().collect();
    let maps = balance.into_iter().filter(|(_, balance)| *balance > 0);
    graph.maps = maps.map(|(symbol, _)| symbol).collect();
    let mut keys: FxHashSet<Symbol> = FxHashSet::default();
    for shape in &graph.shapes {
        let maps = shape
            .members
            .iter()
            .filter(|(symbol, _)| graph.maps.contains(*symbol));
        let values = maps.flat_map(|(_, member)| &member.samples);
        for (name, _) in values.flat_map(|value| value.members()) {
            keys.insert(graph.symbols.intern(name));
        }
    }
    graph.map_keys = keys.difference(&in_tables).copied().collect();
}

/// Makes a shape for every name that a cell gives, so that samples can fill it.
pub(super) fn name_from_cells(graph: &mut Graph<'_>) {
    graph.usual = usual_names(graph);
    let mut named = Vec::new();
    for shape in &graph.shapes {
        for cell in shape.members.values().flat_map(|member| &member.cells) {
            let stated = &cell.property.stated_type;
            if let Some(name) = graph.told_inside(&stated.value) {
                named.push((name, stated.evidence));
            }
        }
    }
    for (name, evidence) in named {
        let id = graph.named(name);
        super::graph::claim(&mut graph.shapes[id].names, name, 1, evidence);
    }
}

/// Follows the samples of every shape, and of every body that has no table.
pub(super) fn place(graph: &mut Graph<'_>) {
    for object in objects_without_table(graph) {
        let id = join(graph, &object);
        let keys = graph.canonical(&graph.shapes[id].keys());
        graph.index(keys, id);
    }
    let mut queue: Vec<ShapeId> = (0..graph.shapes.len()).collect();
    for _ in 0..MOST_LEVELS {
        // A level is found as a whole before it is placed, so that its order does not matter.
        let mut found = Vec::new();
        for id in queue {
            find(graph, id, &mut found);
        }
        if found.is_empty() {
            return;
        }
        queue = found.into_iter().map(|found| join(graph, &found)).collect();
        queue.sort_unstable();
        queue.dedup();
        for id in &queue {
            let keys = graph.canonical(&graph.shapes[*id].keys());
            graph.index(keys, *id);
        }
    }
}

/// The name that cells give most often to the properties of each name, the first in the alphabet of
/// several.
fn usual_names<'a>(graph: &Graph<'a>) -> FxHashMap<Symbol, &'a str> {
    let mut counts: FxHashMap<Symbol, BTreeMap<&'a str, usize>> = FxHashMap::default();
    for (symbol, member) in graph.shapes.iter().flat_map(|shape| &shape.members) {
        for cell in &member.cells {
            if let Some(name) = graph.told_inside(&cell.property.stated_type.value) {
                *counts.entry(*symbol).or_default().entry(name).or_default() += 1;
            }
        }
    }
    let most = |counts: BTreeMap<&'a str, usize>| {
        let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
        best.map(|(name, _)| name)
    };
    let counts = counts.into_iter();
    counts
        .filter_map(|(symbol, counts)| Some((symbol, most(counts)?)))
        .collect()
}

/// The objects in the samples of bodies that no table describes.
fn objects_without_table<'a>(graph: &Graph<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for used in graph.bodies.iter().filter(|used| used.shape.is_none()) {
        let stated = &used.body.stated_type.value;
        let told = graph.told_inside(stated);
        let objects: Vec<Shown<'a>> = match stated {
            StatedType::Map(_) => {
                let members = used.samples.iter().flat_map(|sample| sample.members());
                members.map(|(_, value)| value).collect()
            }
            _ => used.objects(),
        };
        let objects = objects.into_iter().filter(|o| o.is_filled_object());
        found.extend(objects.map(|object| Found {
            object,
            told,
            usual: None,
        }));
    }
    found
}

/// Finds the objects in the samples of a shape's members that were not looked into yet.
fn find<'a>(graph: &mut Graph<'a>, id: ShapeId, found: &mut Vec<Found<'a>>) {
    for at in 0..graph.shapes[id].members.len() {
        let Some((symbol, member)) = graph.shapes[id].members.get_index(at) else {
            continue;
        };
        let new = member.samples[member.looked_into..].to_vec();
        if new.is_empty() {
            continue;
        }
        let told = told(graph, member).map(|told| told.stated);
        let (symbol, told_map) = (
            *symbol,
            match told {
                Some(StatedType::Map(_)) => Some(true),
                Some(_) => Some(false),
                None => None,
            },
        );
        let named = told.and_then(|stated| graph.told_inside(stated));
        let names_items = matches!(told, Some(StatedType::Array(_)));
        for value in &new {
            let is_array = matches!(value.node.value, bindery_model::JsonValue::Array(_));
            let is_map = told_map.unwrap_or_else(|| graph.is_map(symbol, *value));
            let objects: Vec<Shown<'a>> = match (is_map, is_array) {
                (true, false) => value.members().map(|(_, value)| value).collect(),
                (_, true) => value.items(),
                (false, false) => vec![*value],
            };
            let told = named.filter(|_| is_array == names_items);
            let objects = objects
                .into_iter()
                .filter(|object| object.is_filled_object());
            let usual = graph.usual.get(&symbol).copied();
            found.extend(objects.map(|object| Found {
                object,
                told,
                usual,
            }));
        }
        graph.shapes[id].members[at].looked_into += new.len();
    }
}

/// Adds an object to the shape that it shows.
fn join<'a>(graph: &mut Graph<'a>, found: &Found<'a>) -> ShapeId {
    let keys = graph.keys_of(found.object);
    let told = found.told.and_then(|name| graph.find_named(name));
    let told = told.filter(|id| {
        let known = &graph.shapes[*id].members;
        let common = keys.iter().filter(|key| known.contains_key(*key)).count();
        known.is_empty() || common * 2 >= graph.canonical(&keys).len()
    });
    let id = match told.or_else(|| graph.pick(&keys, found.usual)) {
        Some(id) => id,
        None => graph.shown(&graph.canonical(&keys)),
    };
    for (name, value) in found.object.members() {
        let symbol = graph.symbols.intern(name);
        let shape = &mut graph.shapes[id];
        match shape.members.get_mut(&symbol) {
            Some(member) => member.samples.push(value),
            None if shape.has_table => {}
            None => shape.members.entry(symbol).or_default().samples.push(value),
        }
    }
    add_evidence(&mut graph.shapes[id].evidence, found.object.evidence());
    id
}
