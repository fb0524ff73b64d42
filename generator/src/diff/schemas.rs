//! Which schema of OLD stands where which of NEW does, and what that means for operations.
//!
//! Schemas are told by where they stand, not by name: a layout may name what another leaves unnamed.
//! Every pair that bodies reach is compared once; each change in it is then told with the operations
//! that reach it and the shortest way there.

use super::change::Use;
use super::findings::{Finding, Findings};
use super::kind::{Kind, Seen};
use super::properties;
use super::types::is_stated;
use bindery_model::resolved::Schema;
use bindery_model::{ResolvedApi, SchemaId, Span};
use indexmap::{IndexMap, IndexSet};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// A schema is compared with no more than this many others. Real references need two or three; a
/// hostile one could ask for as many as both sides have schemas together, times each other.
const MOST_PARTNERS: usize = 32;

/// No more than this many changes of schemas are told, each counted once an operation.
const MOST_FINDINGS: usize = 1 << 21;

/// A way to a property is cut off behind this many bytes.
const LONGEST_WAY: usize = 240;

/// Schemas that stand at the same place: of OLD, of NEW.
type PairId = (SchemaId, SchemaId);

/// A body that is or holds a pair.
pub(super) struct Root {
    pub(super) operation: String,
    /// `request` or `response`, and the path from there.
    pub(super) place: String,
    pub(super) in_request: bool,
}

/// A change in a pair of schemas.
pub(super) struct SchemaChange {
    pub(super) kind: Kind,
    /// The property, if it is one's.
    pub(super) property: Option<String>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) old: Span,
    pub(super) new: Span,
    /// How the old and the new fit; which messages hold them is found out here.
    pub(super) fit: Seen,
    pub(super) because: Option<String>,
}

/// What comparing one pair gives: its changes, and the pairs below it with the paths to them.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) changes: Vec<SchemaChange>,
    pub(super) below: Vec<(String, PairId)>,
}

/// Every pair that bodies hold.
pub(super) struct Schemas<'a> {
    old: &'a ResolvedApi,
    new: &'a ResolvedApi,
    roots: IndexMap<PairId, Vec<Root>, FxBuildHasher>,
    passed_over: usize,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(old: &'a ResolvedApi, new: &'a ResolvedApi) -> Self {
        Schemas {
            old,
            new,
            roots: IndexMap::default(),
            passed_over: 0,
        }
    }

    /// Notes that a body holds a pair.
    pub(super) fn hold(&mut self, pair: PairId, root: Root) {
        self.roots.entry(pair).or_default().push(root);
    }

    /// How many pairs were not compared, and how many bodies not looked into.
    pub(super) fn passed_over(&self) -> usize {
        self.passed_over
    }

    /// Compares every pair that is reached.
    pub(super) fn compare(&mut self, findings: &mut Findings) {
        let (pairs, compared) = self.compare_pairs();
        let below = edges(&pairs, &compared);
        let matters = leading_to_changes(&below, &compared);
        let mut told = 0;
        for (root, operations) in &self.roots {
            if told > MOST_FINDINGS {
                self.passed_over += operations.len();
                continue;
            }
            let Some(start) = pairs.get_index_of(root).filter(|at| matters[*at]) else {
                continue;
            };
            for (at, path) in ways(start, &below, &matters) {
                told += compared[at].changes.len() * operations.len();
                for change in &compared[at].changes {
                    for operation in operations {
                        findings.push(self.finding(pairs[at], change, operation, &path));
                    }
                }
            }
        }
    }

    fn compare_pairs(&mut self) -> (IndexSet<PairId, FxBuildHasher>, Vec<Compared>) {
        let mut partners: FxHashMap<SchemaId, usize> = FxHashMap::default();
        let mut pairs: IndexSet<PairId, FxBuildHasher> = self.roots.keys().copied().collect();
        let mut compared = Vec::new();
        let names = Names::new(self.old, self.new);
        while let Some((old, new)) = pairs.get_index(compared.len()).copied() {
            let partners = partners.entry(old).or_default();
            *partners += 1;
            if *partners > MOST_PARTNERS {
                self.passed_over += 1;
                compared.push(Compared::default());
                continue;
            }
            let (before, after) = (self.old.schema(old), self.new.schema(new));
            let mut one = properties::compare(self.old, self.new, before, after, &names);
            let are_two = names.are_two(before, after);
            one.changes
                .extend(renamed(before, after).filter(|_| !are_two));
            pairs.extend(one.below.iter().map(|(_, pair)| *pair));
            compared.push(one);
        }
        (pairs, compared)
    }

    fn finding(&self, pair: PairId, change: &SchemaChange, root: &Root, path: &str) -> Finding {
        let name = &self.new.schema(pair.1).name;
        let of_property = |holder: &str| match &change.property {
            Some(property) => format!("{holder}.{property}"),
            None => holder.to_owned(),
        };
        Finding {
            kind: change.kind,
            cause: of_property(&format!("schema {name}")),
            before: change.before.clone(),
            after: change.after.clone(),
            seen: Seen {
                in_request: root.in_request,
                in_response: !root.in_request,
                ..change.fit
            },
            found_in: Use {
                operation: root.operation.clone(),
                place: of_property(&format!("{}{path}", root.place)),
                old: Some(change.old),
                new: Some(change.new),
            },
            because: change.because.clone(),
        }
    }
}

/// The names of all schemas on each side.
pub(super) struct Names<'a> {
    old: FxHashSet<&'a str>,
    new: FxHashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn new(old: &'a ResolvedApi, new: &'a ResolvedApi) -> Self {
        let of = |api: &'a ResolvedApi| api.schemas.iter().map(|one| one.name.as_str()).collect();
        Names {
            old: of(old),
            new: of(new),
        }
    }

    /// Whether both names stand on both sides, so that neither became the other.
    fn are_two(&self, before: &Schema, after: &Schema) -> bool {
        self.old.contains(after.name.as_str()) && self.new.contains(before.name.as_str())
    }

    /// Whether they are two schemas that pages name, though they have the same properties.
    pub(super) fn are_two_of_one_shape(&self, before: &Schema, after: &Schema) -> bool {
        let of = |one: &'_ Schema| -> FxHashSet<String> {
            one.properties.iter().map(|p| p.name.clone()).collect()
        };
        before.name != after.name
            && is_stated_name(before)
            && is_stated_name(after)
            && self.are_two(before, after)
            && of(before) == of(after)
    }
}

/// A name that a page states outright is the generated type's; others were only guessed.
fn renamed(before: &Schema, after: &Schema) -> Option<SchemaChange> {
    if before.name == after.name || !is_stated_name(before) || !is_stated_name(after) {
        return None;
    }
    Some(SchemaChange {
        kind: Kind::SchemaRenamed,
        property: None,
        before: Some(before.name.clone()),
        after: Some(after.name.clone()),
        old: before.name_evidence.span,
        new: after.name_evidence.span,
        fit: Seen::default(),
        because: None,
    })
}

fn is_stated_name(schema: &Schema) -> bool {
    use bindery_model::EvidenceKind::{Heading, TableCell};
    let evidence = &schema.name_evidence;
    is_stated(Some(evidence)) && matches!(evidence.kind, Heading | TableCell)
}

/// The pairs below each, as indices.
fn edges<'c>(
    pairs: &IndexSet<PairId, FxBuildHasher>,
    compared: &'c [Compared],
) -> Vec<Vec<(&'c str, usize)>> {
    let of = |one: &'c Compared| {
        let all = one.below.iter();
        all.filter_map(|(path, pair)| Some((path.as_str(), pairs.get_index_of(pair)?)))
            .collect()
    };
    compared.iter().map(of).collect()
}

/// Which pairs have a change or lead to one that has.
fn leading_to_changes(below: &[Vec<(&str, usize)>], compared: &[Compared]) -> Vec<bool> {
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); below.len()];
    for (at, edges) in below.iter().enumerate() {
        for (_, to) in edges {
            above[*to].push(at);
        }
    }
    let changed = |at: &usize| !compared[*at].changes.is_empty();
    let mut open: Vec<usize> = (0..below.len()).filter(changed).collect();
    let mut leads = vec![false; below.len()];
    while let Some(at) = open.pop() {
        if !std::mem::replace(&mut leads[at], true) {
            open.extend(&above[at]);
        }
    }
    leads
}

/// The shortest way from `start` to every pair that matters.
fn ways(start: usize, below: &[Vec<(&str, usize)>], matters: &[bool]) -> Vec<(usize, String)> {
    let mut seen = vec![false; below.len()];
    seen[start] = true;
    let mut found = Vec::new();
    let mut open = VecDeque::from([(start, String::new())]);
    while let Some((at, path)) = open.pop_front() {
        for (step, to) in &below[at] {
            if matters[*to] && !std::mem::replace(&mut seen[*to], true) {
                open.push_back((*to, longer(&path, step)));
            }
        }
        found.push((at, path));
    }
    found
}

fn longer(path: &str, step: &str) -> String {
    if path.len() < LONGEST_WAY {
        format!("{path}{step}")
    } else {
        format!("{}…", path.trim_end_matches('…'))
    }
}
