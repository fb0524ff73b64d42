//! What the page holds of one run.

use super::super::document::{Document, LeftBehind, Outcome, Seen, Summary, Verdict};
use super::Run;
use super::data::Numbers;
use super::evidence::Evidence;
use super::headline::{headline, state};
use super::latency::{Latency, latency, percentile};
use super::strings::Strings;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A run. Lists by operation are in the order of the page.
#[derive(Debug, Serialize)]
pub(super) struct RunData<'a> {
    label: &'a str,
    state: &'static str,
    pub(super) headline: String,
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
    pub(super) evidence: Vec<Evidence>,
}

/// The name; `seen`, `never`, `null-only` or `undocumented`; how often; of that null; then each kind of
/// JSON and how often. Names, states and kinds are numbers of strings.
type PropertyData = Vec<i64>;

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

impl<'a> RunData<'a> {
    /// A run without evidence; what can be evidence goes to `sources`.
    pub(super) fn new(
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
                let is_worse = (verdict.judged(), is_new) > (outcome, new);
                let times = times + verdict.times;
                worst[check] = match is_worse {
                    true => (is_new, verdict.judged(), times),
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
