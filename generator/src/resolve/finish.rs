//! From drafts to the model: the schemas that bodies reach, in the order of their names;
//! operations in the order of their paths; recursion told.

use super::contradictions;
use super::graph::{Graph, Member, ShapeId, add_evidence};
use super::names::Named;
use super::types::{Draft, MemberTypes, Settled, null_sample};
use bindery_model::resolved::{Property, Schema};
use bindery_model::{Diagnostic, Evidence, EvidenceKind, SchemaId, Type};
use rustc_hash::FxHashMap;

/// Types of bodies, by operation, and the schemas that they reach.
pub(super) struct Finished {
    pub(super) schemas: Vec<Schema>,
    pub(super) requests: FxHashMap<usize, (Type, Evidence)>,
    pub(super) responses: FxHashMap<usize, (Type, Evidence)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

pub(super) fn finish(
    graph: &Graph<'_>,
    types: &MemberTypes,
    bodies: &[Option<Settled>],
    names: &FxHashMap<ShapeId, Named>,
    mut diagnostics: Vec<Diagnostic>,
) -> Finished {
    let order = reached(graph, types, bodies, names);
    let ids: FxHashMap<ShapeId, SchemaId> = order
        .iter()
        .enumerate()
        .map(|(at, shape)| (*shape, SchemaId(at as u32)))
        .collect();
    let bind = |draft: &Draft| bound(draft, &ids);
    let mut schemas: Vec<Schema> = order
        .iter()
        .map(|id| schema(graph, types, names, *id, &bind, &mut diagnostics))
        .collect();
    mark_recursion(&mut schemas);
    let mut requests = FxHashMap::default();
    let mut responses = FxHashMap::default();
    for (used, settled) in graph.bodies.iter().zip(bodies) {
        let Some(settled) = settled else {
            continue;
        };
        let heading = Evidence::new(EvidenceKind::Heading, used.body.opening);
        let typed = (bind(&settled.draft), settled.evidence.unwrap_or(heading));
        let side = if used.in_request {
            &mut requests
        } else {
            &mut responses
        };
        side.insert(used.operation, typed);
        diagnostics.extend(contradictions::of_body(graph, used, settled, names));
    }
    Finished {
        schemas,
        requests,
        responses,
        diagnostics,
    }
}

/// The shapes that bodies hold, at any depth, by name.
fn reached(
    graph: &Graph<'_>,
    types: &MemberTypes,
    bodies: &[Option<Settled>],
    names: &FxHashMap<ShapeId, Named>,
) -> Vec<ShapeId> {
    let mut seen = vec![false; graph.shapes.len()];
    let mut open: Vec<ShapeId> = Vec::new();
    let visit = |draft: &Draft, seen: &mut Vec<bool>, open: &mut Vec<ShapeId>| {
        if let (Draft::Shape(id), _) = super::references::innermost(draft)
            && !std::mem::replace(&mut seen[*id], true)
        {
            open.push(*id);
        }
    };
    for settled in bodies.iter().flatten() {
        visit(&settled.draft, &mut seen, &mut open);
    }
    while let Some(id) = open.pop() {
        for symbol in graph.shapes[id].members.keys() {
            if let Some(settled) = types.get(&(id, *symbol)) {
                visit(&settled.draft, &mut seen, &mut open);
            }
        }
    }
    let mut order: Vec<ShapeId> = (0..seen.len())
        .filter(|id| seen[*id] && names.contains_key(id))
        .collect();
    order.sort_by_cached_key(|id| names[id].name.to_lowercase());
    order
}

fn bound(draft: &Draft, ids: &FxHashMap<ShapeId, SchemaId>) -> Type {
    match draft {
        Draft::Any => Type::Any,
        Draft::Scalar(scalar) => Type::Scalar(*scalar),
        Draft::Enum(members) => Type::Enum(members.clone()),
        Draft::Array(items) => Type::Array(Box::new(bound(items, ids))),
        Draft::Map(values) => Type::Map(Box::new(bound(values, ids))),
        Draft::Object | Draft::Unknown => Type::Object,
        Draft::Shape(id) => ids.get(id).map_or(Type::Object, |id| Type::Schema(*id)),
    }
}

fn schema(
    graph: &Graph<'_>,
    types: &MemberTypes,
    names: &FxHashMap<ShapeId, Named>,
    id: ShapeId,
    bind: &dyn Fn(&Draft) -> Type,
    diagnostics: &mut Vec<Diagnostic>,
) -> Schema {
    let shape = &graph.shapes[id];
    let named = &names[&id];
    let mut properties = Vec::with_capacity(shape.members.len());
    for (symbol, member) in &shape.members {
        let Some(settled) = types.get(&(id, *symbol)) else {
            continue;
        };
        let name = graph.symbols.name(*symbol);
        let evidence = property_evidence(member, settled, named.evidence);
        contradictions::of_member(graph, member, name, settled, names, diagnostics);
        properties.push(property(name, member, settled, evidence, bind));
    }
    Schema {
        name: named.name.clone(),
        name_evidence: named.evidence,
        description: shape.description.cloned(),
        properties,
        recursive: false,
        evidence: match shape.evidence.is_empty() {
            true => vec![named.evidence],
            false => shape.evidence.clone(),
        },
    }
}

fn property(
    name: &str,
    member: &Member<'_>,
    settled: &Settled,
    evidence: Vec<Evidence>,
    bind: &dyn Fn(&Draft) -> Type,
) -> Property {
    let rows = || member.cells.iter().map(|cell| cell.property);
    // Answers describe a property better than requests, which often repeat the bare name.
    let in_answers = member
        .cells
        .iter()
        .filter(|cell| !cell.in_request)
        .map(|cell| cell.property);
    let description = in_answers
        .chain(rows())
        .find_map(|row| row.description.clone());
    let said_null = rows().find_map(|row| row.nullable);
    Property {
        name: name.to_owned(),
        value_type: bind(&settled.draft),
        evidence,
        nullable: said_null.or_else(|| null_sample(member)),
        required: rows().find_map(|row| row.required),
        description,
    }
}

/// What states a property's type, then the rows and samples that show the property at all.
fn property_evidence(member: &Member<'_>, settled: &Settled, holder: Evidence) -> Vec<Evidence> {
    let mut all = Vec::new();
    all.extend(settled.evidence);
    for cell in &member.cells {
        add_evidence(&mut all, cell.property.name.evidence);
    }
    for shown in &member.samples {
        add_evidence(&mut all, shown.evidence());
        if all.len() > 2 {
            break;
        }
    }
    if all.is_empty() {
        all.push(holder);
    }
    all
}

/// Marks the schemas that can hold another of themselves.
fn mark_recursion(schemas: &mut [Schema]) {
    let edges: Vec<Vec<usize>> = schemas
        .iter()
        .map(|schema| {
            let held = schema
                .properties
                .iter()
                .filter_map(|p| p.value_type.schema());
            held.map(|id| id.0 as usize).collect()
        })
        .collect();
    for (schema, recursive) in schemas.iter_mut().zip(in_cycles(&edges)) {
        schema.recursive = recursive;
    }
}

/// Which nodes lie on a cycle: Tarjan's strongly connected components, without recursion.
fn in_cycles(edges: &[Vec<usize>]) -> Vec<bool> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut lowest = vec![UNSEEN; edges.len()];
    let mut on_stack = vec![false; edges.len()];
    let mut in_cycle = vec![false; edges.len()];
    let mut stack: Vec<usize> = Vec::new();
    // A node and how many of its edges were followed.
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut count = 0;
    for root in 0..edges.len() {
        if order[root] == UNSEEN {
            path.push((root, 0));
        }
        while let Some((at, followed)) = path.last_mut() {
            let at = *at;
            if *followed == 0 {
                (order[at], lowest[at]) = (count, count);
                count += 1;
                stack.push(at);
                on_stack[at] = true;
            }
            let next = edges[at].get(*followed).copied();
            *followed += 1;
            match next {
                Some(next) if order[next] == UNSEEN => path.push((next, 0)),
                Some(next) if on_stack[next] => {
                    in_cycle[at] |= next == at;
                    lowest[at] = lowest[at].min(order[next]);
                }
                Some(_) => {}
                None => {
                    path.pop();
                    if let Some((holder, _)) = path.last() {
                        lowest[*holder] = lowest[*holder].min(lowest[at]);
                    }
                    if lowest[at] == order[at] {
                        let start = stack.iter().rposition(|node| *node == at).unwrap_or(0);
                        let is_cycle = stack.len() - start > 1;
                        for node in stack.drain(start..) {
                            on_stack[node] = false;
                            in_cycle[node] |= is_cycle;
                        }
                    }
                }
            }
        }
    }
    in_cycle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_told_from_what_leads_to_them() {
        let edges = [
            vec![1],
            vec![2, 3],
            vec![1],
            vec![4],
            vec![],
            vec![5],
            vec![0, 6, 4],
        ];
        let expected = [false, true, true, false, false, true, true];
        assert_eq!(in_cycles(&edges), expected);
        let ring: Vec<Vec<usize>> = (0..100_000).map(|n| vec![(n + 1) % 100_000]).collect();
        assert!(in_cycles(&ring).into_iter().all(|cyclic| cyclic));
    }
}
