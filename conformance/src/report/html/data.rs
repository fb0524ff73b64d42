//! What the page holds. Names stand in it once: operations, checks, findings and strings are told by
//! their numbers.

use super::super::document::{Document, LeftBehind, Outcome, Seen, Summary, Verdict};
use super::Run;
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

/// A run. Lists by operation are in the order of [`Data::operations`].
#[derive(Debug, Serialize)]
pub(super) struct RunData<'a> {
    label: &'a str,
    state: &'static str,
    headline: String,
    summary: &'a Summary,
    left_behind: &'a [LeftBehind],
    coverage: &'a BTreeMap<String, Seen>,
    /// A letter a check: see [`letter`]. Empty where the run does not have the operation.
    cells: Vec<String>,
    /// How many exchanges each letter but `.` stands for.
    times: Vec<Vec<usize>>,
    cases: Vec<usize>,
    /// The operations that answered.
    called: Vec<usize>,
    /// Why cases were not made, and how many.
    left_out: Vec<Vec<(i64, usize)>>,
    latency: Vec<Option<Latency>>,
    /// Of all answers, in milliseconds: the median, the 90th and 99th percentile, the slowest.
    percentiles: Option<[u64; 4]>,
    pub(super) findings: Vec<FindingData<'a>>,
    /// By operation: the check, the finding and the evidence of what is broken or kept loosely.
    pub(super) shown: Vec<Vec<(usize, i64, i64)>>,
    parameters: Vec<Vec<(i64, usize)>>,
    statuses: Vec<Vec<(i64, usize)>>,
    /// By schema.
    properties: Vec<(i64, Vec<PropertyData>)>,
    pub(super) evidence: Vec<super::evidence::Evidence>,
}

/// The name; `seen`, `never`, `null-only` or `undocumented`; how often; of that null; then each kind of
/// JSON and how often. Names, states and kinds are numbers of strings.
type PropertyData = Vec<i64>;

/// How long the answers of an operation took, in milliseconds.
#[derive(Debug, Serialize)]
struct Latency {
    median: u64,
    slowest: u64,
    /// The class and how many, for those that are not empty.
    classes: Vec<(usize, usize)>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingData<'a> {
    id: &'a str,
    check: usize,
    outcome: Outcome,
    operations: Vec<usize>,
    times: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    wrong: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<&'a str>,
    pub(super) evidence: i64,
}

/// A verdict that can show a finding: the run, where it is told, and how far back it stands.
pub(super) struct Source<'a> {
    pub(super) run: usize,
    pub(super) place: SourcePlace,
    /// 0 is the finding's own, 1 its first operation, and so on.
    pub(super) rank: usize,
    pub(super) verdict: &'a Verdict,
}

/// Where evidence is told.
#[derive(Clone, Copy)]
pub(super) enum SourcePlace {
    /// At a finding.
    Finding(usize),
    /// At an operation, as one of what is shown of it.
    Operation(usize, usize),
}

const BOUNDS: &[u64] = &[
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000,
];

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
struct Numbers<'a> {
    operations: HashMap<&'a str, usize>,
    checks: HashMap<&'a str, usize>,
}

impl<'a> Numbers<'a> {
    /// The operation of a key such as `ID/query/NAME`, and what is behind it.
    fn split<'k>(&self, key: &'k str) -> Option<(usize, &'k str)> {
        let mut slashes = key.match_indices('/');
        slashes.find_map(|(at, _)| Some((*self.operations.get(&key[..at])?, &key[at + 1..])))
    }

    fn counts(
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

impl<'a> RunData<'a> {
    fn new(
        at: usize,
        run: Run<'a>,
        numbers: &Numbers<'a>,
        strings: &mut Strings,
        sources: &mut Vec<Source<'a>>,
    ) -> Self {
        let document = run.document;
        let rows = numbers.operations.len();
        let mut told = RunData {
            label: run.label,
            state: state(document),
            headline: headline(document),
            summary: &document.summary,
            left_behind: &document.left_behind,
            coverage: &document.ledger.coverage,
            cells: vec![String::new(); rows],
            times: vec![Vec::new(); rows],
            cases: vec![0; rows],
            called: Vec::new(),
            left_out: vec![Vec::new(); rows],
            latency: Vec::new(),
            percentiles: None,
            findings: Vec::new(),
            shown: vec![Vec::new(); rows],
            parameters: numbers.counts(&document.ledger.parameters, strings),
            statuses: numbers.counts(&document.ledger.statuses, strings),
            properties: properties(document, strings),
            evidence: Vec::new(),
        };
        let called = document.ledger.called.iter();
        let called = called.filter_map(|id| numbers.operations.get(id.as_str()));
        told.called = called.copied().collect();
        told.latency.resize_with(rows, || None);
        told.add_findings(at, document, numbers, sources);
        told.add_operations(at, document, numbers, strings, sources);
        let all = document.operations.iter().flat_map(|one| &one.milliseconds);
        let mut all: Vec<u64> = all.copied().collect();
        all.sort_unstable();
        told.percentiles = percentile(&all, 50).map(|median| {
            let of = |percent| percentile(&all, percent).unwrap_or(median);
            [median, of(90), of(99), of(100)]
        });
        told
    }

    fn add_findings(
        &mut self,
        at: usize,
        document: &'a Document,
        numbers: &Numbers<'a>,
        sources: &mut Vec<Source<'a>>,
    ) {
        for (number, finding) in document.findings.iter().enumerate() {
            let operations = finding.operations.iter();
            let number_of = |id: &String| numbers.operations.get(id.as_str()).copied();
            let likelier = finding.likelier.as_ref();
            self.findings.push(FindingData {
                id: &finding.id,
                check: numbers
                    .checks
                    .get(finding.check.as_str())
                    .copied()
                    .unwrap_or(0),
                outcome: finding.outcome,
                operations: operations.filter_map(number_of).collect(),
                times: finding.times,
                wrong: likelier.map(|one| one.wrong.as_str()),
                because: likelier.map(|one| one.because.as_str()),
                known: finding.known.as_deref(),
                evidence: -1,
            });
            sources.push(Source {
                run: at,
                place: SourcePlace::Finding(number),
                rank: 0,
                verdict: &finding.verdict,
            });
        }
    }

    fn add_operations(
        &mut self,
        at: usize,
        document: &'a Document,
        numbers: &Numbers<'a>,
        strings: &mut Strings,
        sources: &mut Vec<Source<'a>>,
    ) {
        let all = document.findings.iter().enumerate();
        let findings: HashMap<&str, usize> = all.map(|(at, one)| (one.id.as_str(), at)).collect();
        let is_known = |at: usize| document.findings[at].known.is_some();
        let mut ranks = vec![0; document.findings.len() + 1];
        for operation in &document.operations {
            let Some(row) = numbers.operations.get(operation.id.as_str()).copied() else {
                continue;
            };
            let mut worst = vec![(false, Outcome::Skipped, 0); numbers.checks.len()];
            for verdict in &operation.verdicts {
                let Some(check) = numbers.checks.get(verdict.check.as_str()).copied() else {
                    continue;
                };
                let finding = verdict.finding.as_deref();
                let finding = finding.and_then(|id| findings.get(id)).copied();
                let is_new = !finding.is_some_and(is_known);
                let (new, outcome, times) = worst[check];
                let is_worse = (verdict.outcome, is_new) > (outcome, new);
                let times = times + verdict.times;
                worst[check] = match is_worse {
                    true => (is_new, verdict.outcome, times),
                    false => (new, outcome, times),
                };
                if verdict.outcome >= Outcome::Warning {
                    let rank = &mut ranks[finding.unwrap_or(document.findings.len())];
                    *rank += 1;
                    sources.push(Source {
                        run: at,
                        place: SourcePlace::Operation(row, self.shown[row].len()),
                        rank: *rank,
                        verdict,
                    });
                    let finding = finding.map_or(-1, |at| at as i64);
                    self.shown[row].push((check, finding, -1));
                }
            }
            self.cells[row] = worst.iter().map(|one| letter(one.1, one.0)).collect();
            let reached = worst.iter().filter(|one| one.1 != Outcome::Skipped);
            self.times[row] = reached.map(|one| one.2).collect();
            self.cases[row] = operation.cases;
            let reasons = operation.left_out.iter();
            let told = reasons.map(|(why, all)| (strings.number(why), all.len()));
            self.left_out[row] = told.collect();
            self.latency[row] = latency(&operation.milliseconds);
        }
    }
}

/// Keeps, loosely, breaks, not reached; a capital where a baseline knows it.
fn letter(outcome: Outcome, is_new: bool) -> char {
    match (outcome, is_new) {
        (Outcome::Skipped, _) => '.',
        (Outcome::Passed, _) => 'k',
        (Outcome::Warning, true) => 'l',
        (Outcome::Warning, false) => 'L',
        (Outcome::Failed, true) => 'b',
        (Outcome::Failed, false) => 'B',
    }
}

fn properties(document: &Document, strings: &mut Strings) -> Vec<(i64, Vec<PropertyData>)> {
    let mut schemas: BTreeMap<&str, Vec<PropertyData>> = BTreeMap::new();
    for one in &document.ledger.properties {
        let (times, nulls) = (one.times as i64, one.nulls as i64);
        let (name, state) = (strings.number(&one.name), strings.number(&one.state));
        let mut told = vec![name, state, times, nulls];
        for (kind, times) in &one.types {
            told.extend([strings.number(kind), *times as i64]);
        }
        schemas.entry(&one.schema).or_default().push(told);
    }
    let schemas = schemas.into_iter();
    schemas
        .map(|(name, all)| (strings.number(name), all))
        .collect()
}

fn latency(milliseconds: &[u64]) -> Option<Latency> {
    let mut classes: BTreeMap<usize, usize> = BTreeMap::new();
    for one in milliseconds {
        let class = BOUNDS.partition_point(|bound| bound <= one);
        *classes.entry(class).or_default() += 1;
    }
    Some(Latency {
        median: percentile(milliseconds, 50)?,
        slowest: percentile(milliseconds, 100)?,
        classes: classes.into_iter().collect(),
    })
}

/// By nearest rank, of values in ascending order.
fn percentile(sorted: &[u64], percent: usize) -> Option<u64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

fn state(document: &Document) -> &'static str {
    let summary = &document.summary;
    match () {
        () if summary.failures > 0 => "breaks",
        () if summary.ended_early.is_some() => "stopped",
        () if summary.passed + summary.failed == 0 => "nothing",
        () if summary.warnings > 0 => "loosely",
        () => "keeps",
    }
}

fn headline(document: &Document) -> String {
    let summary = &document.summary;
    let count = |number: usize, one: &str, more: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{} {more}", grouped(number)),
    };
    match state(document) {
        "breaks" => format!(
            "{} broken on {} of {}",
            count(summary.failures, "promise is", "promises are"),
            grouped(summary.failed),
            count(summary.operations, "operation", "operations")
        ),
        "stopped" => "The run ended early, and nothing was broken until then".to_owned(),
        "nothing" => "Nothing was tried".to_owned(),
        "loosely" => format!(
            "Every promise that was tried is kept, {} loosely",
            grouped(summary.warnings)
        ),
        _ => "Every promise that was tried is kept".to_owned(),
    }
}

/// A number with a comma between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
