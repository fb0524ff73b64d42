//! The objects that requests made, and the ids of those that they deleted.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// No more objects are kept of one kind: the oldest go.
const MOST: usize = 10_000;
/// The first id that is given; samples rarely go so far.
const FIRST: i64 = 100_001;

/// All that requests stored.
#[derive(Debug, Default)]
pub(crate) struct Store {
    kinds: BTreeMap<String, Objects>,
    given: i64,
}

/// The objects of one kind.
#[derive(Debug, Default)]
struct Objects {
    stored: BTreeMap<String, Stored>,
    deleted: BTreeSet<String>,
}

/// An object that a request made or changed.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    /// Its properties; names in another schema may differ in case.
    pub(super) value: Value,
    /// The objects that it was made for: their keys and ids.
    pub(super) parents: Vec<(String, String)>,
    /// Whether a request made it, so that lists have to be told of it.
    pub(super) is_new: bool,
}

impl Store {
    /// An id that no object has.
    pub(super) fn next_id(&mut self) -> i64 {
        self.given += 1;
        FIRST + self.given - 1
    }

    pub(super) fn get(&self, key: &str, id: &str) -> Option<&Stored> {
        self.kinds.get(key)?.stored.get(id)
    }

    pub(super) fn is_deleted(&self, key: &str, id: &str) -> bool {
        let kind = self.kinds.get(key);
        kind.is_some_and(|kind| kind.deleted.contains(id))
    }

    pub(super) fn put(&mut self, key: &str, id: &str, stored: Stored) {
        let kind = self.kinds.entry(key.to_owned()).or_default();
        kind.deleted.remove(id);
        kind.stored.insert(id.to_owned(), stored);
        if kind.stored.len() > MOST {
            kind.stored.pop_first();
        }
    }

    pub(super) fn delete(&mut self, key: &str, id: &str) {
        let kind = self.kinds.entry(key.to_owned()).or_default();
        kind.stored.remove(id);
        kind.deleted.insert(id.to_owned());
        if kind.deleted.len() > MOST {
            kind.deleted.pop_first();
        }
    }

    /// The objects that were made for all of these parents, in the order of their ids.
    pub(super) fn made(&self, key: &str, parents: &[(String, String)]) -> Vec<&Stored> {
        let Some(kind) = self.kinds.get(key) else {
            return Vec::new();
        };
        let is_of = |stored: &&Stored| parents.iter().all(|one| stored.parents.contains(one));
        let made = kind.stored.values().filter(|stored| stored.is_new);
        made.filter(is_of).collect()
    }
}
