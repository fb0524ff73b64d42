//! A schema that no page shows has the properties of one of its family that a page shows.
//!
//! Some vendors' schemas come in families that are all alike, and their pages say so: the words on a
//! property tell that its type is of the family, the words on a table's rows that all of the family
//! have them. The dialect knows these words.

use super::graph::{Cell, Graph, Member, Origin, ShapeId, Symbol};
use rustc_hash::FxHashMap;

pub(super) fn fill(graph: &mut Graph<'_>) {
    let shown = shown_families(graph);
    for (id, family) in unseen_members(graph, &shown) {
        let model = shown[family];
        let members: Vec<(Symbol, Vec<Cell<'_>>)> = graph.shapes[model]
            .members
            .iter()
            .map(|(symbol, member)| (*symbol, member.cells.clone()))
            .collect();
        let evidence = graph.shapes[model].evidence.clone();
        let shape = &mut graph.shapes[id];
        shape.evidence.extend(evidence);
        shape.has_table = true;
        for (symbol, cells) in members {
            let member = Member {
                cells,
                ..Member::default()
            };
            shape.members.insert(symbol, member);
        }
    }
}

/// For each family the first shape that shows it: every property that requests do not leave out is
/// one that all of the family have.
fn shown_families<'a>(graph: &Graph<'a>) -> FxHashMap<&'a str, ShapeId> {
    let mut shown = FxHashMap::default();
    for (id, shape) in graph.shapes.iter().enumerate() {
        let own = shape
            .members
            .iter()
            .filter(|(symbol, _)| !graph.omitted.contains(*symbol));
        let mut families = own.map(|(_, member)| {
            let mut told = member
                .cells
                .iter()
                .map(|cell| cell.property.shown_family.as_deref());
            told.find(Option::is_some).flatten()
        });
        let Some(Some(family)) = families.next() else {
            continue;
        };
        if families.all(|other| other == Some(family)) {
            shown.entry(family).or_insert(id);
        }
    }
    shown
}

/// The named shapes without a property of which most cells tell a family that is shown.
fn unseen_members<'a>(
    graph: &Graph<'a>,
    shown: &FxHashMap<&'a str, ShapeId>,
) -> Vec<(ShapeId, &'a str)> {
    let mut told: FxHashMap<&str, (usize, FxHashMap<&'a str, usize>)> = FxHashMap::default();
    for shape in &graph.shapes {
        for cell in shape.members.values().flat_map(|member| &member.cells) {
            if let Some(name) = graph.told_schema(&cell.property.stated_type.value) {
                let (cells, families) = told.entry(name).or_default();
                *cells += 1;
                if let Some(family) = cell.property.family.as_deref() {
                    *families.entry(family).or_default() += 1;
                }
            }
        }
    }
    let mut unseen = Vec::new();
    for (id, shape) in graph.shapes.iter().enumerate() {
        let (Origin::Named(name), true) = (&shape.origin, shape.members.is_empty()) else {
            continue;
        };
        let Some((cells, families)) = told.get(name) else {
            continue;
        };
        let most = families
            .iter()
            .max_by_key(|(family, count)| (**count, std::cmp::Reverse(**family)));
        if let Some((family, count)) = most
            && count * 2 > *cells
            && shown.contains_key(family)
        {
            unseen.push((id, *family));
        }
    }
    unseen
}
