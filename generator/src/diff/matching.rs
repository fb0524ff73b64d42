//! Which operation of OLD is which of NEW: by id, by method and path, and what is left over by likeness.

use super::words::{TELLING, same_and_telling, words};
use bindery_model::ResolvedApi;
use bindery_model::resolved::Operation;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// More comparisons than this are not made to find renamed operations.
const MOST_COMPARISONS: usize = 1 << 20;

/// Operations of both sides.
pub(super) struct Matched<'a> {
    /// The same operation in both, in the order of OLD.
    pub(super) pairs: Vec<(&'a Operation, &'a Operation)>,
    /// Pairs among them that were found by likeness, with what is alike.
    pub(super) alike: FxHashMap<*const Operation, String>,
    /// In OLD only.
    pub(super) removed: Vec<&'a Operation>,
    /// In NEW only.
    pub(super) added: Vec<&'a Operation>,
}

pub(super) fn of<'a>(old: &'a ResolvedApi, new: &'a ResolvedApi) -> Matched<'a> {
    let mut open = Open {
        old: old.operations.iter().collect(),
        new: new.operations.iter().collect(),
        pairs: Vec::new(),
    };
    open.pair_by(|one| (one.id.value.clone(), one.method.value, template(one)));
    open.pair_by(|one| one.id.value.clone());
    open.pair_by(|one| (one.method.value, one.path.value.clone()));
    open.pair_by(|one| (one.method.value, template(one)));
    let mut alike = FxHashMap::default();
    for (before, after, because) in open.alike() {
        alike.insert(std::ptr::from_ref(before), because);
        open.take(&[(before, after)]);
    }
    let numbered = old.operations.iter().enumerate();
    let order: FxHashMap<*const Operation, usize> = numbered
        .map(|(at, one)| (std::ptr::from_ref(one), at))
        .collect();
    let Open {
        old,
        new,
        mut pairs,
    } = open;
    pairs.sort_by_key(|(before, _)| order.get(&std::ptr::from_ref(*before)).copied());
    Matched {
        pairs,
        alike,
        removed: old,
        added: new,
    }
}

/// The path without the names of its parameters: what a server tells calls apart by.
pub(super) fn template(operation: &Operation) -> String {
    let mut text = String::with_capacity(operation.path.value.len());
    let mut inside = false;
    for c in operation.path.value.chars() {
        inside = inside && c != '}';
        if !inside {
            text.push(c);
        }
        inside = inside || c == '{';
    }
    text
}

/// What has no partner yet.
struct Open<'a> {
    old: Vec<&'a Operation>,
    new: Vec<&'a Operation>,
    pairs: Vec<(&'a Operation, &'a Operation)>,
}

impl<'a> Open<'a> {
    /// Pairs those of which just one on each side has a key.
    fn pair_by<K: Eq + Hash>(&mut self, key: impl Fn(&Operation) -> K) {
        let before = only(&self.old, &key);
        let after = only(&self.new, &key);
        let found: Vec<_> = before
            .iter()
            .filter_map(|(key, one)| Some(((*one)?, (*after.get(key)?)?)))
            .collect();
        self.take(&found);
    }

    fn take(&mut self, found: &[(&'a Operation, &'a Operation)]) {
        let of = |one: &Operation| std::ptr::from_ref(one);
        let before: FxHashSet<_> = found.iter().map(|(one, _)| of(one)).collect();
        let after: FxHashSet<_> = found.iter().map(|(_, one)| of(one)).collect();
        self.old.retain(|one| !before.contains(&of(one)));
        self.new.retain(|one| !after.contains(&of(one)));
        self.pairs.extend(found);
    }

    /// Those that are each other's only likeness.
    fn alike(&self) -> Vec<(&'a Operation, &'a Operation, String)> {
        if self.old.len().saturating_mul(self.new.len()) > MOST_COMPARISONS {
            return Vec::new();
        }
        let old: Vec<Traits<'a>> = self.old.iter().map(|one| Traits::of(one)).collect();
        let new: Vec<Traits<'a>> = self.new.iter().map(|one| Traits::of(one)).collect();
        let best = |one: &Traits<'_>, others: &[Traits<'_>]| {
            let mut best: Option<usize> = None;
            for (at, other) in others.iter().enumerate() {
                if one.alike(other).is_some() && best.replace(at).is_some() {
                    return None;
                }
            }
            best
        };
        let mut found = Vec::new();
        for (at, one) in old.iter().enumerate() {
            let Some(other) = best(one, &new) else {
                continue;
            };
            if best(&new[other], &old) == Some(at)
                && let Some(because) = one.alike(&new[other])
            {
                found.push((self.old[at], self.new[other], because));
            }
        }
        found
    }
}

/// The operations by key; `None` where several have it.
fn only<'a, K: Eq + Hash>(
    all: &[&'a Operation],
    key: impl Fn(&Operation) -> K,
) -> FxHashMap<K, Option<&'a Operation>> {
    let mut found: FxHashMap<K, Option<&'a Operation>> = FxHashMap::default();
    for one in all {
        let kept = found.entry(key(one)).or_insert(Some(one));
        if kept.is_some_and(|kept| !std::ptr::eq(kept, *one)) {
            *kept = None;
        }
    }
    found
}

/// What tells an operation where id and place do not.
struct Traits<'a> {
    operation: &'a Operation,
    path: FxHashSet<String>,
    parameters: FxHashSet<&'a str>,
}

impl<'a> Traits<'a> {
    fn of(operation: &'a Operation) -> Self {
        Traits {
            operation,
            path: words(&operation.path.value).collect(),
            parameters: operation
                .parameters
                .iter()
                .map(|parameter| parameter.name.value.as_str())
                .collect(),
        }
    }

    /// What is alike, where that is enough: the method, half of the path's words, and what the page
    /// says of it.
    fn alike(&self, other: &Traits<'_>) -> Option<String> {
        let (one, two) = (self.operation, other.operation);
        let common = self.path.intersection(&other.path).count();
        let all = self.path.union(&other.path).count();
        if one.method.value != two.method.value || common * 2 < all {
            return None;
        }
        let said = |operation: &'a Operation| {
            let texts = [&operation.summary, &operation.description];
            let mut texts = texts.into_iter().flatten();
            texts.next().map(|text| text.value.as_str())
        };
        let title = |operation: &Operation| operation.title.as_ref().map(|t| t.value.clone());
        let says_the_same = said(one).is_some_and(|text| {
            let texts = [&two.summary, &two.description];
            let first = texts.into_iter().flatten().next();
            same_and_telling(Some(text), first.map(|text| text.value.as_str()), TELLING)
        });
        let same_title = same_and_telling(title(one).as_deref(), title(two).as_deref(), TELLING);
        let same_parameters = self.parameters == other.parameters;
        match (says_the_same, same_title) {
            (true, _) if same_parameters => {
                Some("method, parameters and what the page says of it are the same".to_owned())
            }
            (_, true) if same_parameters => {
                Some("method, parameters and title are the same".to_owned())
            }
            _ => None,
        }
    }
}
