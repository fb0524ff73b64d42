//! Properties that requests leave out.
//!
//! A request whose words name an entity is compared with the tables of that entity in answers. What
//! is missing from most of these requests, and never seen in others, is left out on purpose: such
//! properties do not count where a request's shape is compared with that of an answer.

use super::graph::{Graph, Keys, Symbol, differences, is_within};
use rustc_hash::{FxHashMap, FxHashSet};

/// A property is left out on purpose when this many requests lack it ...
const FEWEST_MISSING: usize = 2;
/// ... and so many times as many as those that have it.
const MISSING_TO_PRESENT: usize = 10;

pub(super) fn find(graph: &mut Graph<'_>) {
    let mut answers: FxHashMap<String, FxHashSet<Keys>> = FxHashMap::default();
    let mut requests = Vec::new();
    for at in 0..graph.bodies.len() {
        let body = graph.bodies[at].body;
        if body.properties.is_empty() {
            continue;
        }
        let keys = graph.table_keys(body);
        let told = body.told_name.as_ref().map(|name| name.value.clone());
        if graph.bodies[at].in_request {
            requests.push((told, keys));
            continue;
        }
        let stated = graph
            .told_described(&body.stated_type.value)
            .map(str::to_owned);
        for name in [told, stated].into_iter().flatten() {
            answers.entry(name).or_default().insert(keys.clone());
        }
    }

    let mut pairs = 0;
    let mut missing: FxHashMap<Symbol, usize> = FxHashMap::default();
    let mut present: FxHashMap<Symbol, usize> = FxHashMap::default();
    for (told, keys) in &requests {
        for key in keys {
            *present.entry(*key).or_default() += 1;
        }
        let tables = told.as_ref().and_then(|name| answers.get(name));
        let containing = tables
            .into_iter()
            .flatten()
            .filter(|table| is_within(keys, table));
        let nearest = containing.min_by_key(|table| (differences(table, keys), (*table).clone()));
        let Some(nearest) = nearest else {
            continue;
        };
        pairs += 1;
        for key in nearest
            .iter()
            .filter(|key| keys.binary_search(key).is_err())
        {
            *missing.entry(*key).or_default() += 1;
        }
    }
    let is_omitted = |(key, count): (&Symbol, &usize)| {
        let seen = present.get(key).copied().unwrap_or(0);
        *count >= FEWEST_MISSING && count * 2 >= pairs && seen * MISSING_TO_PRESENT <= *count
    };
    let found = missing.iter().filter(|entry| is_omitted(*entry));
    graph.omitted = found.map(|(key, _)| *key).collect();
}
