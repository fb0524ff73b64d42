//! One name for each shape, of which no two are the same, whatever their case.
//!
//! In this order: names that pages give; names of operations; what operations say they answer with;
//! what uses have in common; the use that is met most; the holder and the use.

use super::graph::{Graph, Origin, ShapeId, Symbol, strongest};
use super::references::innermost;
use super::types::{Draft, MemberTypes, Settled};
use super::words::{as_schema_name, capitalised, singular, tails};
use bindery_model::{Diagnostic, Evidence, Severity};
use rustc_hash::{FxHashMap, FxHashSet};

/// A name and what gives it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) evidence: Evidence,
}

/// A member that holds a shape.
struct Use {
    holder: ShapeId,
    name: String,
    weight: usize,
    evidence: Option<Evidence>,
}

struct Names {
    given: FxHashMap<ShapeId, Named>,
    taken: FxHashSet<String>,
    /// For each name that was numbered, the first number that may be free.
    numbers: FxHashMap<String, u32>,
    diagnostics: Vec<Diagnostic>,
}

impl Names {
    /// Gives a name that is free.
    fn give(&mut self, id: ShapeId, name: &str, evidence: Evidence) -> bool {
        let name = as_schema_name(name);
        if self.given.contains_key(&id) || !self.taken.insert(name.to_lowercase()) {
            return false;
        }
        self.given.insert(id, Named { name, evidence });
        true
    }

    /// Gives a name that is taken, with the first number behind it that is free.
    fn number(&mut self, id: ShapeId, base: &str, evidence: Evidence) {
        let mut number = self.numbers.get(base).copied().unwrap_or(2);
        while !self.give(id, &format!("{base}{number}"), evidence) {
            number += 1;
        }
        self.numbers.insert(base.to_owned(), number + 1);
    }

    /// The same for a name that a page prints, which is told.
    fn give_numbered(&mut self, id: ShapeId, name: &str, evidence: Evidence) {
        self.number(id, name, evidence);
        let now = &self.given[&id].name;
        let message = format!("another schema is called `{name}` too, so this one becomes `{now}`");
        let code = "schema-name-taken";
        let diagnostic = Diagnostic::new(code, Severity::Warning, evidence.span, message);
        let help = "give the two names that differ in more than case";
        self.diagnostics.push(diagnostic.help(help));
    }

    fn has(&self, id: ShapeId) -> bool {
        self.given.contains_key(&id)
    }
}

pub(super) fn give(
    graph: &Graph<'_>,
    types: &MemberTypes,
    bodies: &[Option<Settled>],
) -> (FxHashMap<ShapeId, Named>, Vec<Diagnostic>) {
    let mut names = Names {
        given: FxHashMap::default(),
        taken: FxHashSet::default(),
        numbers: FxHashMap::default(),
        diagnostics: Vec::new(),
    };
    let ids: Vec<ShapeId> = (0..graph.shapes.len())
        .filter(|id| !graph.replaced.contains_key(id))
        .collect();
    by_pages(graph, &ids, &mut names);
    by_operations(graph, &ids, &mut names);
    by_results(graph, &ids, &mut names);
    let uses = uses(graph, types);
    by_common_ending(&ids, &uses, &mut names);
    by_uses(&uses, &mut names);
    for id in ids {
        if !names.has(id) {
            by_holder(graph, bodies, id, uses.get(&id), &mut names);
        }
    }
    (names.given, names.diagnostics)
}

/// What pages call it, the most certain first.
fn by_pages(graph: &Graph<'_>, ids: &[ShapeId], names: &mut Names) {
    let mut certain: Vec<(u32, ShapeId)> = Vec::new();
    for id in ids {
        if let Some((_, claim)) = strongest(&graph.shapes[*id].names) {
            certain.push((claim.weight, *id));
        }
    }
    certain.sort_unstable_by_key(|(weight, id)| (std::cmp::Reverse(*weight), *id));
    for (_, id) in certain {
        let mut claims: Vec<_> = graph.shapes[id].names.iter().collect();
        claims.sort_by(|(a, x), (b, y)| y.weight.cmp(&x.weight).then_with(|| a.cmp(b)));
        let is_given = claims
            .iter()
            .any(|(name, claim)| names.give(id, name, claim.evidence));
        if let (false, Origin::Named(_), Some((name, claim))) =
            (is_given, &graph.shapes[id].origin, claims.first())
        {
            names.give_numbered(id, name, claim.evidence);
        }
    }
}

/// Requests that belong to one operation: its own name, with its owner's where that is taken.
fn by_operations(graph: &Graph<'_>, ids: &[ShapeId], names: &mut Names) {
    for id in ids {
        let Origin::OwnRequest(operation) = graph.shapes[*id].origin else {
            continue;
        };
        let body = graph.operations[operation].request.as_ref();
        if let Some(own) = body.and_then(|body| body.own_name.as_ref()) {
            let _given = names.give(*id, &own.short, own.evidence)
                || names.give(*id, &own.qualified, own.evidence);
        }
    }
}

/// What most of the operations that answer with it say they answer with.
fn by_results(graph: &Graph<'_>, ids: &[ShapeId], names: &mut Names) {
    let mut told: Vec<_> = Vec::new();
    for id in ids.iter().filter(|id| !names.has(**id)) {
        let results = &graph.shapes[*id].result_names;
        let total: u32 = results.values().map(|claim| claim.weight).sum();
        if let Some((name, claim)) = strongest(results)
            && claim.weight * 2 > total
        {
            told.push((std::cmp::Reverse(claim.weight), *id, name, claim.evidence));
        }
    }
    told.sort_by_key(|(weight, id, ..)| (*weight, *id));
    for (_, id, name, evidence) in told {
        names.give(id, name, evidence);
    }
}

/// Where each shape is held, and under which name.
fn uses(graph: &Graph<'_>, types: &MemberTypes) -> FxHashMap<ShapeId, Vec<Use>> {
    let mut members: Vec<(ShapeId, Symbol)> = types.keys().copied().collect();
    members.sort_unstable();
    let mut uses: FxHashMap<ShapeId, Vec<Use>> = FxHashMap::default();
    for (holder, symbol) in members {
        let settled = &types[&(holder, symbol)];
        let (Draft::Shape(id), inside) = innermost(&settled.draft) else {
            continue;
        };
        let Some(member) = graph.shapes[holder].members.get(&symbol) else {
            continue;
        };
        let name = graph.symbols.name(symbol);
        let name = if inside {
            singular(name)
        } else {
            name.to_owned()
        };
        let name = capitalised(&name);
        // Ten samples weigh as much as a cell.
        let weight = match member.cells.len() {
            0 => member.samples.len(),
            cells => cells * 10,
        };
        let evidence = settled.evidence;
        uses.entry(*id).or_default().push(Use {
            holder,
            name,
            weight,
            evidence,
        });
    }
    uses
}

/// The ending that names of several uses share, if it is itself one of them.
fn by_common_ending(ids: &[ShapeId], uses: &FxHashMap<ShapeId, Vec<Use>>, names: &mut Names) {
    for id in ids
        .iter()
        .filter(|id| !names.has(**id))
        .copied()
        .collect::<Vec<_>>()
    {
        let own: FxHashSet<&str> = uses
            .get(&id)
            .into_iter()
            .flatten()
            .map(|one| one.name.as_str())
            .collect();
        if own.len() < 2 {
            continue;
        }
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let lengths: FxHashSet<usize> = own.iter().map(|name| name.len()).collect();
        let endings = own.iter().flat_map(|name| tails(name));
        for ending in endings.filter(|ending| lengths.contains(&ending.len())) {
            *counts.entry(ending).or_default() += 1;
        }
        let mut shared: Vec<(&str, usize)> = counts
            .into_iter()
            .filter(|(ending, count)| *count >= 2 && own.contains(ending))
            .collect();
        shared.sort_by(|(a, x), (b, y)| {
            y.cmp(x)
                .then_with(|| b.len().cmp(&a.len()))
                .then_with(|| a.cmp(b))
        });
        for (ending, _) in shared {
            let mut places = uses[&id].iter().filter(|one| one.name == ending);
            if let Some(evidence) = places.find_map(|one| one.evidence)
                && names.give(id, ending, evidence)
            {
                break;
            }
        }
    }
}

/// The use that is met most names it.
fn by_uses(uses: &FxHashMap<ShapeId, Vec<Use>>, names: &mut Names) {
    let mut weights: FxHashMap<(ShapeId, &str), (usize, Option<Evidence>)> = FxHashMap::default();
    for (id, all) in uses {
        for one in all {
            let entry = weights.entry((*id, &one.name)).or_insert((0, None));
            entry.0 += one.weight;
            // What is told by agreement alone has no place of its own.
            entry.1 = entry.1.or(one.evidence);
        }
    }
    let mut heaviest: Vec<_> = weights.into_iter().collect();
    heaviest.sort_by(|((a, x), (v, _)), ((b, y), (w, _))| {
        w.cmp(v).then_with(|| x.cmp(y)).then_with(|| a.cmp(b))
    });
    for ((id, name), (_, evidence)) in heaviest {
        if let Some(evidence) = evidence {
            names.give(id, name, evidence);
        }
    }
}

/// The holder's name and the use's; numbered, where that is taken too.
fn by_holder(
    graph: &Graph<'_>,
    bodies: &[Option<Settled>],
    id: ShapeId,
    uses: Option<&Vec<Use>>,
    names: &mut Names,
) {
    let shape = &graph.shapes[id];
    let held = uses.into_iter().flatten().find_map(|one| {
        let holder = names.given.get(&one.holder)?;
        Some((
            format!("{}{}", holder.name, as_schema_name(&one.name)),
            one.evidence,
        ))
    });
    let answered =
        strongest(&shape.result_names).map(|(name, c)| (name.to_owned(), Some(c.evidence)));
    let place = shape.evidence.first().copied();
    let (base, evidence) = held
        .or(answered)
        .or_else(|| by_body(graph, bodies, id))
        .unwrap_or_else(|| ("Shape".to_owned(), place));
    let first = graph.operations.first();
    let file = first.map_or(bindery_model::FileId(0), |operation| operation.file);
    let evidence = evidence.or(place);
    let evidence = evidence.unwrap_or_else(|| super::graph::nowhere(file));
    if names.give(id, &base, evidence) {
        return;
    }
    names.number(id, &base, evidence);
}

/// The id of the first operation whose body it is, and the side.
fn by_body(
    graph: &Graph<'_>,
    bodies: &[Option<Settled>],
    id: ShapeId,
) -> Option<(String, Option<Evidence>)> {
    let is_of = |settled: &Option<Settled>| {
        let draft = settled.as_ref().map(|settled| &settled.draft);
        draft.is_some_and(|draft| *innermost(draft).0 == Draft::Shape(id))
    };
    let at = bodies.iter().position(is_of)?;
    let used = &graph.bodies[at];
    let operation = &graph.operations[used.operation].id;
    let side = if used.in_request {
        "Request"
    } else {
        "Response"
    };
    let name = format!("{}{side}", capitalised(&operation.value));
    Some((name, Some(operation.evidence)))
}
