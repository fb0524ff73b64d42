//! What a place leaves open is settled by what other places say of the same thing.
//!
//! A name that nothing describes and a shape that nothing names, used under that name, are one. A
//! member of which only its name is known is of the type that members of that name have elsewhere.

use super::cells;
use super::graph::{Claims, Graph, Origin, ShapeId, Symbol, claim, strongest};
use super::types::{Draft, MemberTypes, Settled};
use super::words::{last_word, singular};
use bindery_model::{Evidence, EvidenceKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;

/// Arrays whose names end in the same word tell what an array holds when they are this many ...
const FEWEST_ALIKE: u32 = 3;
/// ... of which this part, in quarters, agree.
const QUARTERS_ALIKE: u32 = 3;
/// The weight of a name that a placeholder turns out to be right about.
const PLACEHOLDER_WEIGHT: u32 = 10_000;

/// How often members of one name have each type.
type Votes = FxHashMap<Symbol, FxHashMap<Draft, u32>>;

pub(super) fn bind(graph: &mut Graph<'_>, types: &mut MemberTypes) {
    name_by_descriptions(graph, types);
    marry(graph, types);
    let mut votes = Ballot::count(types);
    let bound = bind_placeholders(graph, &mut votes);
    let open: Vec<(ShapeId, Symbol)> = {
        let mut open: Vec<_> = types.keys().copied().collect();
        open.sort_unstable();
        open
    };
    let by_name = names_of_shapes(graph);
    let witnesses = witnesses(types);
    for key in open {
        let settled = match &types[&key].draft {
            Draft::Unknown => Some(unknown(graph, &votes, &bound, &by_name, key)),
            Draft::Array(items) if **items == Draft::Any => {
                let items = votes.items(graph, key.1);
                items.map(|items| Draft::Array(Box::new(items)))
            }
            Draft::Map(values) if **values == Draft::Any => {
                let values = most(votes.values.get(&key.1));
                values.map(|values| Draft::Map(Box::new(values)))
            }
            _ => None,
        };
        if let (Some(draft), Some(entry)) = (settled, types.get_mut(&key)) {
            let witness = witnesses.get(&(key.1, draft.clone())).copied();
            let witness = witness.or_else(|| match draft {
                Draft::Shape(id) => graph.shapes[id].evidence.first().copied(),
                _ => entry.evidence,
            });
            entry.draft = draft;
            entry.evidence = witness.map(|witness| Evidence {
                kind: EvidenceKind::Agreement,
                ..witness
            });
        }
    }
}

/// For each name and type of members the first place that states it.
fn witnesses(types: &MemberTypes) -> FxHashMap<(Symbol, Draft), Evidence> {
    // The order of shapes follows that of paths, and not that of files.
    let mut first: FxHashMap<(Symbol, Draft), (ShapeId, Evidence)> = FxHashMap::default();
    for ((shape, symbol), settled) in types {
        let Some(evidence) = settled.evidence else {
            continue;
        };
        let known = first.entry((*symbol, settled.draft.clone()));
        let known = known.or_insert((*shape, evidence));
        if *shape < known.0 {
            *known = (*shape, evidence);
        }
    }
    let evidence = first.into_iter();
    evidence
        .map(|(key, (_, evidence))| (key, evidence))
        .collect()
}

/// The type of the items of an array of which only the name is known.
pub(super) fn items_by_name<'a>(
    graph: &Graph<'a>,
    votes: &Ballot<'a>,
    name: &str,
) -> Option<Draft> {
    match graph.symbols.get(name) {
        Some(symbol) => votes.items(graph, symbol),
        None => votes.items_of_word(graph, last_word(name)),
    }
}

/// Shapes that the words on members name: "Carrier object for ...".
fn name_by_descriptions(graph: &mut Graph<'_>, types: &MemberTypes) {
    let mut told: FxHashMap<ShapeId, Claims> = FxHashMap::default();
    for (id, shape) in graph.shapes.iter().enumerate() {
        for (symbol, member) in &shape.members {
            let Some(Draft::Shape(target)) = types.get(&(id, *symbol)).map(|t| &t.draft) else {
                continue;
            };
            for cell in &member.cells {
                if let Some(name) = &cell.property.told_name {
                    claim(
                        told.entry(*target).or_default(),
                        &name.value,
                        1,
                        name.evidence,
                    );
                }
            }
        }
    }
    for (id, names) in told {
        let shape = &mut graph.shapes[id];
        if shape.origin == Origin::Shown
            && !shape.is_named_by_pages()
            && let Some((name, said)) = strongest(&names)
        {
            claim(&mut shape.names, name, said.weight, said.evidence);
        }
    }
}

/// Joins a name without a shape to the one shape without a name that is used under it.
fn marry(graph: &mut Graph<'_>, types: &mut MemberTypes) {
    let mut used: FxHashMap<String, FxHashSet<ShapeId>> = FxHashMap::default();
    let is_unnamed = |graph: &Graph<'_>, id: ShapeId| {
        graph.shapes[id].origin == Origin::Shown && !graph.shapes[id].is_named_by_pages()
    };
    for ((_, symbol), settled) in types.iter() {
        let name = graph.symbols.name(*symbol);
        let (target, inside) = innermost(&settled.draft);
        if let Draft::Shape(id) = target
            && is_unnamed(graph, *id)
        {
            let name = if inside {
                singular(name)
            } else {
                name.to_owned()
            };
            used.entry(name).or_default().insert(*id);
        }
    }
    for id in 0..graph.shapes.len() {
        if is_unnamed(graph, id) {
            for name in graph.shapes[id].result_names.keys() {
                used.entry(name.clone()).or_default().insert(id);
            }
        }
    }
    let mut married: FxHashMap<ShapeId, ShapeId> = FxHashMap::default();
    let mut names: Vec<(&str, ShapeId)> = Vec::new();
    for (id, shape) in graph.shapes.iter().enumerate() {
        if let (Origin::Named(name), true) = (&shape.origin, shape.members.is_empty()) {
            names.push((name, id));
        }
    }
    names.sort_unstable();
    for (name, id) in names {
        let shapes: Vec<ShapeId> = used.get(name).into_iter().flatten().copied().collect();
        if let [only] = shapes[..] {
            married.entry(only).or_insert(id);
        }
    }
    let mut pairs: Vec<(ShapeId, ShapeId)> = married.iter().map(|(a, b)| (*a, *b)).collect();
    pairs.sort_unstable();
    for (shown, named) in pairs {
        let members = std::mem::take(&mut graph.shapes[shown].members);
        for symbol in members.keys() {
            if let Some(settled) = types.remove(&(shown, *symbol)) {
                types.insert((named, *symbol), settled);
            }
        }
        graph.shapes[named].members = members;
        let evidence = std::mem::take(&mut graph.shapes[shown].evidence);
        graph.shapes[named].evidence.extend(evidence);
        graph.shapes[named].has_table |= graph.shapes[shown].has_table;
        graph.shapes[named].description = graph.shapes[shown].description.take();
    }
    for used in &mut graph.bodies {
        used.shape = used.shape.map(|id| married.get(&id).copied().unwrap_or(id));
    }
    for settled in types.values_mut() {
        redirect(&mut settled.draft, &married);
    }
    graph.replaced = married;
}

fn redirect(draft: &mut Draft, to: &FxHashMap<ShapeId, ShapeId>) {
    match draft {
        Draft::Shape(id) => *id = to.get(id).copied().unwrap_or(*id),
        Draft::Array(inner) | Draft::Map(inner) => redirect(inner, to),
        _ => {}
    }
}

/// What is inside of arrays and maps, and whether there is any around it.
pub(super) fn innermost(draft: &Draft) -> (&Draft, bool) {
    match draft {
        Draft::Array(inner) | Draft::Map(inner) => (innermost(inner).0, true),
        other => (other, false),
    }
}

/// What members of each name are elsewhere.
pub(super) struct Ballot<'a> {
    shapes: Votes,
    items: Votes,
    values: Votes,
    /// What arrays hold whose names end in each word, once that was asked.
    items_by_word: OnceCell<FxHashMap<&'a str, Draft>>,
}

impl<'a> Ballot<'a> {
    pub(super) fn count(types: &MemberTypes) -> Self {
        let mut ballot = Ballot {
            shapes: Votes::default(),
            items: Votes::default(),
            values: Votes::default(),
            items_by_word: OnceCell::new(),
        };
        for ((_, symbol), Settled { draft, .. }) in types {
            let (votes, choice) = match draft {
                Draft::Shape(_) => (&mut ballot.shapes, draft),
                Draft::Array(items) if **items != Draft::Any => (&mut ballot.items, &**items),
                Draft::Map(values) if **values != Draft::Any => (&mut ballot.values, &**values),
                _ => continue,
            };
            *votes
                .entry(*symbol)
                .or_default()
                .entry(choice.clone())
                .or_default() += 1;
        }
        ballot
    }

    /// What arrays of this name hold elsewhere; or else arrays whose names end in the same word.
    fn items(&self, graph: &Graph<'a>, symbol: Symbol) -> Option<Draft> {
        let own = most(self.items.get(&symbol));
        own.or_else(|| self.items_of_word(graph, last_word(graph.symbols.name(symbol))))
    }

    fn items_of_word(&self, graph: &Graph<'a>, word: &str) -> Option<Draft> {
        let by_word = self
            .items_by_word
            .get_or_init(|| self.agreed_by_word(graph));
        by_word.get(word).cloned()
    }

    fn agreed_by_word(&self, graph: &Graph<'a>) -> FxHashMap<&'a str, Draft> {
        let mut alike: FxHashMap<&str, FxHashMap<Draft, u32>> = FxHashMap::default();
        for (symbol, votes) in &self.items {
            if let Some(choice) = most(Some(votes)) {
                let word = alike.entry(last_word(graph.symbols.name(*symbol)));
                *word.or_default().entry(choice).or_default() += 1;
            }
        }
        let agreed = alike.into_iter().filter_map(|(word, alike)| {
            let total: u32 = alike.values().sum();
            let best = most(Some(&alike))?;
            let agreed = alike[&best] * 4 >= total * QUARTERS_ALIKE;
            (total >= FEWEST_ALIKE && agreed).then_some((word, best))
        });
        agreed.collect()
    }
}

/// What most voted for; of several the first in their order.
fn most(votes: Option<&FxHashMap<Draft, u32>>) -> Option<Draft> {
    let best = votes?
        .iter()
        .max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.cmp(a)));
    best.map(|(draft, _)| draft.clone())
}

/// A placeholder is the name of some type all the same: of the one that members have whose name it
/// is, or starts with. Answers that type for each such member.
fn bind_placeholders(graph: &mut Graph<'_>, votes: &mut Ballot<'_>) -> FxHashMap<Symbol, ShapeId> {
    let mut meant: Vec<(Symbol, &str, Evidence)> = Vec::new();
    for shape in &graph.shapes {
        for (symbol, member) in &shape.members {
            let name = graph.symbols.name(*symbol);
            let cell =
                cells::placeholder(graph, member).filter(|printed| printed.starts_with(name));
            if let (Some(printed), Some(cell)) = (cell, member.cells.first()) {
                meant.push((*symbol, printed, cell.property.stated_type.evidence));
            }
        }
    }
    meant.sort_by_key(|(symbol, printed, _)| (graph.symbols.name(*symbol), *printed));
    meant.dedup_by_key(|(symbol, ..)| *symbol);
    let mut bound = FxHashMap::default();
    for (symbol, printed, evidence) in meant {
        let voted = votes.shapes.get(&symbol).map(|votes| {
            let unprinted = votes.iter().filter(|(draft, _)| !is_printed(graph, draft));
            unprinted
                .map(|(draft, count)| (draft.clone(), *count))
                .collect()
        });
        let answered = || {
            let shapes = graph.shapes.iter().enumerate();
            let mut fitting = shapes.filter(|(_, shape)| {
                shape.origin == Origin::Shown
                    && !shape.is_named_by_pages()
                    && shape.result_names.contains_key(graph.symbols.name(symbol))
            });
            fitting.next().map(|(id, _)| id)
        };
        let target = match most(voted.as_ref()) {
            Some(Draft::Shape(id)) => id,
            _ => match answered() {
                Some(id) => id,
                None => graph.named(printed),
            },
        };
        claim(
            &mut graph.shapes[target].names,
            printed,
            PLACEHOLDER_WEIGHT,
            evidence,
        );
        votes
            .shapes
            .entry(symbol)
            .or_default()
            .insert(Draft::Shape(target), PLACEHOLDER_WEIGHT);
        bound.insert(symbol, target);
    }
    bound
}

/// Whether a draft is a shape that tables print by name: then a placeholder never stands for it.
fn is_printed(graph: &Graph<'_>, draft: &Draft) -> bool {
    let Draft::Shape(id) = draft else {
        return false;
    };
    match graph.shapes[*id].origin {
        Origin::Named(name) => !graph.placeholders.contains(name),
        _ => false,
    }
}

/// The shape of each name that pages give, the named ones first.
fn names_of_shapes(graph: &Graph<'_>) -> FxHashMap<String, ShapeId> {
    let mut by_name = FxHashMap::default();
    for (id, shape) in graph.shapes.iter().enumerate() {
        if let Origin::Named(name) = shape.origin {
            by_name.insert(name.to_owned(), id);
        }
    }
    for (id, shape) in graph.shapes.iter().enumerate() {
        if graph.replaced.contains_key(&id) {
            continue;
        }
        if let Some((name, _)) = strongest(&shape.names) {
            by_name.entry(name.to_owned()).or_insert(id);
        }
    }
    by_name
}

fn unknown(
    graph: &mut Graph<'_>,
    votes: &Ballot<'_>,
    bound: &FxHashMap<Symbol, ShapeId>,
    by_name: &FxHashMap<String, ShapeId>,
    (id, symbol): (ShapeId, Symbol),
) -> Draft {
    let member = &graph.shapes[id].members[&symbol];
    let told = member.cells.iter().find_map(|cell| {
        by_name
            .get(&cell.property.told_name.as_ref()?.value)
            .copied()
    });
    if let Some(told) = told {
        return Draft::Shape(told);
    }
    let placeholder = cells::placeholder(graph, member);
    let has_cells = !member.cells.is_empty();
    let choices = votes.shapes.get(&symbol);
    if let Some(printed) = placeholder {
        if let Some(bound) = bound.get(&symbol) {
            return Draft::Shape(*bound);
        }
        let unprinted: FxHashMap<Draft, u32> = choices
            .into_iter()
            .flatten()
            .filter(|(draft, _)| !is_printed(graph, draft))
            .map(|(draft, count)| (draft.clone(), *count))
            .collect();
        if let Some(choice) = most(Some(&unprinted)) {
            return choice;
        }
        let name = graph.symbols.name(symbol);
        return match printed.ends_with(name) {
            true => Draft::Shape(graph.named(printed)),
            false => Draft::Object,
        };
    }
    let settled = match has_cells {
        true => most(choices),
        // Known from samples alone: only where all others agree.
        false => most(choices.filter(|votes| votes.len() == 1 && votes.values().all(|n| *n >= 2))),
    };
    settled.unwrap_or(Draft::Object)
}
