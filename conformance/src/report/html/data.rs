//! What the page holds. Names stand in it once: operations, checks, findings and strings are told by
//! their numbers.

use super::super::document::Outcome;
use super::Run;
use super::latency::BOUNDS;
use super::run::{RunData, Source};
use super::strings::Strings;
use crate::check::Group;
use crate::checks;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Everything.
#[derive(Debug, Default, Serialize)]
pub(super) struct Data<'a> {
    pub(super) checks: Vec<Column<'a>>,
    /// Checks that no run had anything to say of.
    unreached: Vec<&'a str>,
    operations: Vec<Row<'a>>,
    pub(super) runs: Vec<RunData<'a>>,
    /// What is told by number.
    pub(super) strings: Strings,
    /// The upper bounds of the classes of latency, in milliseconds; the last class has none.
    latency_bounds: &'static [u64],
}

/// A check.
#[derive(Debug, Serialize)]
pub(super) struct Column<'a> {
    id: &'a str,
    group: &'static str,
}

/// An operation.
#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    method: &'a str,
    path: &'a str,
    resource: &'a str,
    effect: &'a str,
    because: i64,
}

impl<'a> Data<'a> {
    /// The data without evidence, and what can be evidence.
    pub(super) fn new(runs: &[Run<'a>]) -> (Self, Vec<Source<'a>>) {
        let mut data = Data {
            latency_bounds: BOUNDS,
            ..Data::default()
        };
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut numbers = Numbers::default();
        for operation in runs.iter().flat_map(|run| &run.document.operations) {
            let next = numbers.operations.len();
            numbers.operations.entry(&operation.id).or_insert_with(|| {
                data.operations.push(Row {
                    id: &operation.id,
                    method: &operation.method,
                    path: &operation.path,
                    resource: &operation.resource,
                    effect: &operation.effect.is,
                    because: data.strings.number(&operation.effect.because),
                });
                next
            });
            let told = operation.verdicts.iter();
            let told = told.filter(|one| one.outcome != Outcome::Skipped);
            reached.extend(told.map(|one| one.check.as_str()));
        }
        let findings = runs.iter().flat_map(|run| &run.document.findings);
        reached.extend(findings.map(|one| one.check.as_str()));
        data.columns(&reached, &mut numbers);
        let mut sources = Vec::new();
        for (at, run) in runs.iter().enumerate() {
            let told = RunData::new(at, *run, &numbers, &mut data.strings, &mut sources);
            data.runs.push(told);
        }
        (data, sources)
    }

    /// Groups of checks stay together.
    fn columns(&mut self, reached: &BTreeSet<&'a str>, numbers: &mut Numbers<'a>) {
        let group = |id: &str| checks::find(id).map_or("other", |check| check.group.id());
        let order = |name: &str| Group::ALL.iter().position(|one| one.id() == name);
        let mut columns: Vec<_> = reached.iter().map(|id| (group(id), *id)).collect();
        columns.sort_by_key(|(name, id)| (order(name).unwrap_or(usize::MAX), *id));
        for (group, id) in columns {
            numbers.checks.insert(id, self.checks.len());
            self.checks.push(Column { id, group });
        }
        let all = checks::ALL.iter().map(|check| check.id);
        self.unreached = all.filter(|id| !reached.contains(id)).collect();
    }

    /// What came of it, in a line.
    pub(super) fn headline(&self) -> String {
        let told: Vec<&str> = self.runs.iter().map(|run| run.headline.as_str()).collect();
        told.join(" / ")
    }
}

/// Where names stand.
#[derive(Default)]
pub(super) struct Numbers<'a> {
    pub(super) operations: HashMap<&'a str, usize>,
    pub(super) checks: HashMap<&'a str, usize>,
}

impl<'a> Numbers<'a> {
    /// The operation of a key such as `ID/query/NAME`, and what is behind it.
    fn split<'k>(&self, key: &'k str) -> Option<(usize, &'k str)> {
        let mut slashes = key.match_indices('/');
        slashes.find_map(|(at, _)| Some((*self.operations.get(&key[..at])?, &key[at + 1..])))
    }

    /// What is counted by such keys, by operation.
    pub(super) fn counts(
        &self,
        counts: &BTreeMap<String, usize>,
        strings: &mut Strings,
    ) -> Vec<Vec<(i64, usize)>> {
        let mut told = vec![Vec::new(); self.operations.len()];
        for (key, times) in counts {
            if let Some((operation, name)) = self.split(key) {
                told[operation].push((strings.number(name), *times));
            }
        }
        told
    }
}
