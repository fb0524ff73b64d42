//! Which operations give the identifiers that others need, told from names and types.
//!
//! An answer supplies a key if it has a property of that name, at any of the first levels. An
//! operation stands one *level* above those that supply it, so that levels can be run in order.

use crate::effects::{Effect, Told};
use crate::identity::{can_identify, is_identifier, key};
use crate::pointer::token;
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, Type};
use std::collections::HashMap;

/// A place in an operation's answer that holds an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Supply {
    /// The operation: an index into those of the model.
    pub by: usize,
    /// Where in its answer (RFC 6901); `-` stands for any item.
    pub pointer: String,
    /// How many objects and arrays it lies inside of.
    depth: usize,
}

/// All supplies of a model.
#[derive(Debug)]
pub(super) struct Supplies {
    by_key: HashMap<String, Vec<Supply>>,
    created: HashMap<String, Vec<Supply>>,
    /// By operation: a level above all that supply it.
    pub(super) levels: Vec<usize>,
}

/// How deep identifiers are looked for.
const DEEPEST: usize = 4;

/// How many supplies a key keeps: the best.
const KEPT: usize = 24;

/// How many are tried for one value.
const TRIED: usize = 3;

impl Supplies {
    /// `needs`: by operation, the keys of each of its identifiers that nothing else gives.
    pub(super) fn new(api: &ResolvedApi, effects: &[Told], needs: &[Vec<Vec<String>>]) -> Self {
        let mut by_key: HashMap<String, Vec<Supply>> = HashMap::new();
        let mut created: HashMap<String, Vec<Supply>> = HashMap::new();
        for (by, operation) in api.operations.iter().enumerate() {
            let found = match effects[by].effect {
                Effect::Read => &mut by_key,
                Effect::Create => &mut created,
                Effect::Update | Effect::Delete | Effect::Action => continue,
            };
            for (key, pointer, depth) in identifiers(api, operation) {
                found
                    .entry(key)
                    .or_default()
                    .push(Supply { by, pointer, depth });
            }
        }
        for supplies in by_key.values_mut().chain(created.values_mut()) {
            // What lists objects has more of them than what gives one, which may be an empty one.
            let weight = |one: &Supply| {
                let lists = one.pointer.contains("/-");
                (needs[one.by].len(), !lists, one.depth, one.by)
            };
            supplies.sort_by_key(weight);
            supplies.truncate(KEPT);
        }
        let levels = levels(needs, &by_key);
        Supplies {
            by_key,
            created,
            levels,
        }
    }

    /// What supplies any of `keys` to the operation `to`, the best first.
    pub(super) fn of(&self, to: usize, keys: &[String]) -> Vec<&Supply> {
        let below = |one: &&Supply| self.levels[one.by] < self.levels[to];
        let found = keys.iter().filter_map(|key| self.by_key.get(key)).flatten();
        let mut by = Vec::new();
        let mut first_of_each = |one: &&Supply| {
            let is_new = !by.contains(&one.by);
            by.push(one.by);
            is_new
        };
        found
            .filter(below)
            .filter(|one| first_of_each(one))
            .take(TRIED)
            .collect()
    }

    /// Operations that create what any of `keys` identifies.
    pub(super) fn created(&self, keys: &[String]) -> Vec<&Supply> {
        let found = keys.iter().filter_map(|key| self.created.get(key));
        // Inside of what is created stand references to what was there before.
        let found = found
            .flatten()
            .filter(|one| one.pointer.matches('/').count() == 1);
        found.take(TRIED).collect()
    }
}

/// The identifiers in an operation's successful answer: key, pointer and depth.
fn identifiers(api: &ResolvedApi, operation: &Operation) -> Vec<(String, String, usize)> {
    let mut found = Vec::new();
    let success = operation
        .responses
        .iter()
        .filter(|one| one.status.value / 100 == 2);
    for body in success.filter_map(|one| one.body.as_ref()) {
        walk(
            api,
            &body.value_type,
            &operation.resource,
            "",
            0,
            &mut found,
        );
    }
    found
}

fn walk(
    api: &ResolvedApi,
    value_type: &Type,
    owner: &str,
    pointer: &str,
    depth: usize,
    found: &mut Vec<(String, String, usize)>,
) {
    if depth > DEEPEST {
        return;
    }
    match value_type {
        Type::Array(items) => walk(
            api,
            items,
            owner,
            &format!("{pointer}/-"),
            depth + usize::from(!pointer.is_empty()),
            found,
        ),
        Type::Schema(id) => {
            let schema = api.schema(*id);
            for property in &schema.properties {
                let pointer = format!("{pointer}/{}", token(&property.name));
                if !is_identifier(&property.name) {
                    walk(
                        api,
                        &property.value_type,
                        &property.name,
                        &pointer,
                        depth + 1,
                        found,
                    );
                } else if can_identify(&property.value_type) {
                    match key(&property.name) {
                        bare if bare == "id" => {
                            for owner in [schema.name.as_str(), owner] {
                                let key = format!("{}id", key(owner));
                                found.push((key, pointer.clone(), depth));
                            }
                        }
                        own => found.push((own, pointer, depth)),
                    }
                }
            }
        }
        Type::Any | Type::Scalar(_) | Type::Enum(_) | Type::Map(_) | Type::Object => {}
    }
}

/// Every operation's level. One whose supplies need itself has a level above all others.
fn levels(needs: &[Vec<Vec<String>>], by_key: &HashMap<String, Vec<Supply>>) -> Vec<usize> {
    const UNKNOWN: usize = usize::MAX;
    let mut levels = vec![UNKNOWN; needs.len()];
    let mut level = 0;
    loop {
        let is_ready = |keys: &Vec<String>| {
            let mut supplies = keys.iter().filter_map(|key| by_key.get(key)).flatten();
            let mut any = false;
            let below = supplies.any(|one| {
                any = true;
                levels[one.by] < level
            });
            below || !any
        };
        let ready: Vec<usize> = (0..needs.len())
            .filter(|at| levels[*at] == UNKNOWN && needs[*at].iter().all(is_ready))
            .collect();
        for at in &ready {
            levels[*at] = level;
        }
        level += 1;
        if ready.is_empty() {
            break;
        }
    }
    for one in &mut levels {
        *one = (*one).min(level);
    }
    levels
}
