//! From events to a document. What comes of it does not depend on the order of the events.

use super::Reporter;
use super::bodies::Bodies;
use super::curl::curl;
use super::document::{self as doc, Document, Outcome};
use super::ledger::Books;
use crate::case::Case;
use crate::effects::Told;
use crate::event::{Event, Reason};
use crate::exchange::Exchange;
use crate::findings::{self, Baseline, Finding, Gatherer};
use crate::plan::can_show;
use crate::verdict::{Party, Ruling, Verdict};
use bindery_model::{ResolvedApi, SourceMap, Span};
use bytes::Bytes;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What is known before a run.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The findings that are known.
    pub baseline: Baseline,
    /// The day for which its entries count.
    pub today: jiff::civil::Date,
    /// Whether all pages of the reference were read, so that what is on none of them is gone.
    pub is_whole: bool,
    /// The checks that run on all that is asked; none where traffic was recorded.
    pub checks: BTreeSet<&'static str>,
    /// The findings that alone are told; all where there is none.
    pub findings: Vec<String>,
}

/// Gathers the events of a run.
pub struct Collector<'a> {
    api: &'a ResolvedApi,
    sources: &'a SourceMap,
    effects: &'a [Told],
    known: Known,
    operations: Vec<Tally>,
    /// Operations of which cases were made, and those of which some were wanted and not made.
    asked: BTreeSet<usize>,
    not_wholly: BTreeSet<usize>,
    gatherer: Gatherer,
    books: Books<'a>,
    left_behind: Vec<doc::LeftBehind>,
    early: Option<String>,
    findings: Vec<Finding>,
    bodies: Option<Bodies>,
}

#[derive(Default)]
struct Tally {
    cases: usize,
    /// Requests that are right: how many were answered, and how many of these 401 or 403.
    answered: usize,
    shut_out: usize,
    /// Requests with its own method and path that were answered otherwise than 401 or 403.
    reached: usize,
    milliseconds: Vec<u64>,
    left_out: BTreeMap<String, Vec<String>>,
    /// By check, ruling and finding; there is no finding where a promise was kept.
    verdicts: BTreeMap<(&'static str, Ruling, String), doc::Verdict>,
}

/// Stands behind every id of a finding.
const LAST: &str = "\u{10ffff}";

impl Tally {
    /// Puts the last verdict of a check to the others that are not told apart, where there are too many.
    /// They are of findings that are not told apart either.
    fn bound(&mut self, check: &'static str, ruling: Ruling) {
        let key = |id: &str| (check, ruling, id.to_owned());
        let all = self.verdicts.range(key("")..key(LAST));
        if all.clone().count() <= findings::TOLD_APART {
            return;
        }
        let last = all.last().map(|(key, _)| key.clone());
        let Some(gone) = last.and_then(|last| self.verdicts.remove(&last)) else {
            return;
        };
        match self.verdicts.entry(key(LAST)) {
            Entry::Vacant(place) => {
                place.insert(gone);
            }
            Entry::Occupied(mut place) => {
                let rest = place.get_mut();
                let times = rest.times + gone.times;
                let shown = |one: &doc::Verdict| {
                    let finding = one.finding.clone();
                    (one.case.clone(), one.pointer.clone(), finding)
                };
                if shown(&gone) < shown(rest) {
                    *rest = gone;
                }
                rest.times = times;
            }
        }
    }
}

impl<'a> Collector<'a> {
    /// A collector for a run over `api`; `effects` are those of the plan.
    pub fn new(
        api: &'a ResolvedApi,
        sources: &'a SourceMap,
        effects: &'a [Told],
        known: Known,
    ) -> Self {
        let mut operations = Vec::new();
        operations.resize_with(api.operations.len(), Tally::default);
        Collector {
            api,
            sources,
            effects,
            known,
            operations,
            asked: BTreeSet::new(),
            not_wholly: BTreeSet::new(),
            gatherer: Gatherer::default(),
            books: Books::new(api),
            left_behind: Vec::new(),
            early: None,
            findings: Vec::new(),
            bodies: None,
        }
    }

    /// Puts long bodies of requests into files of this folder, which commands name as it stands here.
    #[must_use]
    pub fn with_bodies(mut self, folder: Option<String>) -> Self {
        self.bodies = folder.map(Bodies::new);
        self
    }

    /// The files that commands of this document name, by their paths.
    pub fn bodies(&self, document: &Document) -> Vec<(String, Bytes)> {
        let bodies = self.bodies.as_ref();
        bodies.map_or_else(Vec::new, |bodies| bodies.named_by(document))
    }

    /// The findings, with the exchanges that show them; there are none before the end.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What came of the run. It is moved out, as it is long: there is one once.
    pub fn document(&mut self) -> Document {
        let mut operations: Vec<_> = (0..self.operations.len())
            .map(|at| self.operation(at))
            .collect();
        let mut summary = doc::Summary {
            operations: operations.len(),
            ended_early: self.early.clone(),
            ..doc::Summary::default()
        };
        for one in &operations {
            summary.cases += one.cases;
            summary.left_out += one.left_out.values().map(Vec::len).sum::<usize>();
        }
        let findings = self.told_findings(&mut summary);
        let told: HashSet<&str> = findings.iter().map(|one| one.id.as_str()).collect();
        for verdict in operations.iter_mut().flat_map(|one| &mut one.verdicts) {
            if let Some(id) = verdict.finding.as_mut().filter(|id| !told.contains(&***id)) {
                *id = findings::rest(&verdict.check);
            }
        }
        let mut document = Document {
            operations,
            findings,
            ledger: self.books.ledger(),
            left_behind: self.left_behind.clone(),
            summary,
        };
        document.count();
        document
    }

    /// The text of a baseline that knows what was found; new entries get this reason.
    pub fn baseline(&self, reason: &str) -> String {
        let known = &self.known.baseline;
        known.write(&self.findings, reason, None, |id| self.was_asked(id))
    }

    /// Whether a baseline keeps back every failure that was found.
    pub fn are_known_by(&self, baseline: &Baseline) -> bool {
        let applied = baseline.apply(self.findings.clone(), self.known.today, |_| false);
        applied.told.iter().all(|one| one.ruling != Ruling::Failed)
    }

    /// Whether the run would have shown this finding, if it was there to be found.
    fn was_asked(&self, id: &str) -> bool {
        let check = id.split(':').next().unwrap_or("");
        let findings = &self.known.findings;
        let is_judged = self.known.checks.contains(check)
            && (findings.is_empty() || findings.iter().any(|one| one == id));
        if !is_judged || self.early.is_some() {
            return false;
        }
        let operations = can_show(self.api, id);
        if operations.is_empty() {
            return self.known.is_whole;
        }
        operations.is_disjoint(&self.not_wholly) && !operations.is_disjoint(&self.asked)
    }

    fn told_findings(&self, summary: &mut doc::Summary) -> Vec<doc::Finding> {
        let was_asked = |id: &str| self.was_asked(id);
        let applied = self
            .known
            .baseline
            .apply(self.findings.clone(), self.known.today, was_asked);
        let stale = |why: &str, all: &[findings::Entry]| {
            let told = all.iter();
            told.map(|one| format!("{}: {why}", one.finding))
                .collect::<Vec<_>>()
        };
        summary.stale_baseline = [
            stale("its last day is over", &applied.expired),
            stale("it is on more operations now", &applied.outgrown),
            stale("it was not found", &applied.unused),
        ]
        .concat();
        let told = applied.told.iter().map(|one| self.finding(one, None));
        let known = applied.known.iter();
        let known = known.map(|(one, entry)| self.finding(one, Some(entry.reason.clone())));
        told.chain(known).collect()
    }

    fn finding(&self, finding: &Finding, known: Option<String>) -> doc::Finding {
        let id = |at: &usize| self.api.operations[*at].id.value.clone();
        let shown = finding.occurrences.first();
        let verdict = shown.map(|one| self.verdict(&one.case, &one.exchange, &one.verdict));
        let likelier = finding.likelier.as_ref().map(|one| doc::Likelier {
            wrong: party(one.wrong).to_owned(),
            because: one.because.clone(),
        });
        doc::Finding {
            id: finding.id.clone(),
            check: finding.check.to_owned(),
            outcome: outcome(finding.ruling),
            operations: finding.operations.iter().map(id).collect(),
            times: finding.times,
            likelier,
            known,
            verdict: verdict.unwrap_or_default(),
        }
    }

    fn operation(&mut self, at: usize) -> doc::Operation {
        let operation = &self.api.operations[at];
        let mut tally = std::mem::take(&mut self.operations[at]);
        let told = &self.effects[at];
        tally.left_out.values_mut().for_each(|cases| cases.sort());
        tally.milliseconds.sort_unstable();
        let mut told = doc::Operation {
            id: operation.id.value.clone(),
            method: operation.method.value.to_string(),
            path: operation.path.value.clone(),
            resource: operation.resource.clone(),
            outcome: Outcome::Skipped,
            effect: doc::Effect {
                is: told.effect.as_str().to_owned(),
                because: told.because.clone(),
            },
            cases: tally.cases,
            shut_out: tally.answered > 0 && tally.answered == tally.shut_out,
            unreached: tally.cases > 0 && tally.reached == 0,
            milliseconds: tally.milliseconds,
            left_out: tally.left_out,
            verdicts: tally.verdicts.into_values().collect(),
        };
        told.sort_verdicts();
        told
    }

    fn verdict(&self, case: &Case, exchange: &Exchange, verdict: &Verdict) -> doc::Verdict {
        let is_finding = is_finding(verdict);
        // Of some 50 verdicts on an operation nearly all are kept promises, which nobody looks up.
        let (documented, reproduce) = match is_finding {
            true => (
                self.place(verdict.documented),
                curl(&exchange.request, self.bodies.as_ref()),
            ),
            false => (self.line(verdict.documented), String::new()),
        };
        doc::Verdict {
            check: verdict.check.to_owned(),
            outcome: outcome(verdict.ruling),
            known: None,
            requirement: verdict.requirement.clone(),
            expected: verdict.expected.clone(),
            actual: verdict.actual.clone(),
            documented,
            reproduce,
            pointer: verdict.pointer.clone(),
            finding: is_finding.then(|| findings::id(verdict)),
            case: case.id.clone(),
            times: 1,
        }
    }

    /// Where something stands, without the words.
    fn line(&self, span: Span) -> doc::Place {
        doc::Place {
            file: self.sources.file(span.file).path.clone(),
            line: self.sources.position(span).line,
            ..doc::Place::default()
        }
    }

    fn place(&self, span: Span) -> doc::Place {
        let file = self.sources.file(span.file);
        let at = self.sources.position(span);
        let text = file.line_text(at.line);
        let spanned = self.sources.text(span).lines().next().unwrap_or("");
        doc::Place {
            file: file.path.clone(),
            line: at.line,
            column: at.column,
            end_column: at.column + spanned.chars().count() as u32,
            text: text.to_owned(),
        }
    }

    fn judged(&mut self, case: &Case, exchange: &Exchange, verdicts: &[Verdict]) {
        self.operations[case.operation].cases += 1;
        self.asked.insert(case.operation);
        if let Some(answer) = exchange.answer() {
            let milliseconds = u64::try_from(answer.elapsed.as_millis()).unwrap_or(u64::MAX);
            self.operations[case.operation]
                .milliseconds
                .push(milliseconds);
            let tally = &mut self.operations[case.operation];
            let is_shut_out = matches!(answer.status, 401 | 403);
            let is_its_own = case.method.is_none() && case.path.is_none();
            tally.reached += usize::from(is_its_own && !is_shut_out);
            if !case.kind.is_negative() {
                tally.answered += 1;
                tally.shut_out += usize::from(is_shut_out);
            }
        }
        if let Some(bodies) = &mut self.bodies
            && verdicts.iter().any(is_finding)
        {
            bodies.keep(&exchange.request);
        }
        for verdict in verdicts {
            // What was kept is told once a check, whatever it was about.
            let finding = match is_finding(verdict) {
                true => findings::id(verdict),
                false => String::new(),
            };
            let key = (verdict.check, verdict.ruling, finding);
            let known = self.operations[case.operation].verdicts.get(&key);
            // The case with the least id is shown, whichever was answered first.
            let times = known.map_or(0, |known| known.times) + 1;
            let is_less = known.is_none_or(|known| {
                let shown = (&known.case, &known.pointer);
                (&case.id, &verdict.pointer) < shown
            });
            let tally = &mut self.operations[case.operation].verdicts;
            if is_less {
                let mut told = self.verdict(case, exchange, verdict);
                told.times = times;
                self.operations[case.operation].verdicts.insert(key, told);
                if times == 1 {
                    self.operations[case.operation].bound(verdict.check, verdict.ruling);
                }
            } else if let Some(known) = tally.get_mut(&key) {
                known.times = times;
            }
        }
    }
}

impl Reporter for Collector<'_> {
    fn event(&mut self, event: &Event) {
        match event {
            Event::Started { .. } => {}
            Event::LeftOut { case, reason } => {
                // What nothing gives a value for was never asked, and no entry is of it.
                if !matches!(reason, Reason::Blocked(_)) {
                    self.not_wholly.insert(case.operation);
                }
                let tally = &mut self.operations[case.operation];
                let cases = tally.left_out.entry(reason.to_string()).or_default();
                cases.push(case.id.clone());
            }
            Event::Judged {
                case,
                exchange,
                verdicts,
            } => {
                self.judged(case, exchange, verdicts);
                self.gatherer.add(case, exchange, verdicts);
                self.books.note(case, exchange);
            }
            Event::LeftBehind { what, because } => self.left_behind.push(doc::LeftBehind {
                what: what.clone(),
                because: because.clone(),
            }),
            Event::Ended { early } => self.early.clone_from(early),
        }
    }

    fn finish(&mut self) {
        self.findings = std::mem::take(&mut self.gatherer).finish();
    }
}

impl Document {
    /// Sets outcomes and numbers from what else it holds.
    pub(super) fn count(&mut self) {
        for one in &mut self.findings {
            one.verdict.keep_back(one.known.as_ref());
        }
        let known: HashMap<&str, &String> = self
            .findings
            .iter()
            .filter_map(|one| Some((one.id.as_str(), one.known.as_ref()?)))
            .collect();
        for operation in &mut self.operations {
            for one in &mut operation.verdicts {
                let reason = one.finding.as_deref().and_then(|id| known.get(id));
                one.keep_back(reason.copied());
            }
            operation.sort_verdicts();
        }
        let fails = |one: &doc::Verdict| one.outcome == Outcome::Failed;
        for one in &mut self.operations {
            one.outcome = match one.cases {
                0 => Outcome::Skipped,
                _ if one.verdicts.iter().any(fails) => Outcome::Failed,
                _ if one.shut_out || one.unreached => Outcome::Skipped,
                _ => Outcome::Passed,
            };
        }
        let of = |outcome: Outcome| {
            let all = self.operations.iter();
            all.filter(|one| one.outcome == outcome).count()
        };
        let (passed, failed, skipped) = (
            of(Outcome::Passed),
            of(Outcome::Failed),
            of(Outcome::Skipped),
        );
        let unknown = |outcome: Outcome| {
            let all = self.findings.iter().filter(|one| one.known.is_none());
            all.filter(|one| one.outcome == outcome).count()
        };
        let (failures, warnings) = (unknown(Outcome::Failed), unknown(Outcome::Warning));
        let summary = &mut self.summary;
        (summary.passed, summary.failed, summary.skipped) = (passed, failed, skipped);
        (summary.failures, summary.warnings) = (failures, warnings);
        summary.known = self.findings.len() - failures - warnings;
        summary.operations = self.operations.len();
        let shut_out = self.operations.iter().filter(|one| one.shut_out).count();
        summary.shut_out = (shut_out > 0).then(|| {
            format!(
                "{shut_out} of {} operations answered every right request with 401 or 403, so nothing is known of \
                 them; are credentials missing or wrong (`--auth`)?",
                summary.operations
            )
        });
    }
}

fn is_finding(verdict: &Verdict) -> bool {
    matches!(verdict.ruling, Ruling::Failed | Ruling::Warning)
}

fn outcome(ruling: Ruling) -> Outcome {
    match ruling {
        Ruling::Passed => Outcome::Passed,
        Ruling::Skipped => Outcome::Skipped,
        Ruling::Warning => Outcome::Warning,
        Ruling::Failed => Outcome::Failed,
    }
}

fn party(party: Party) -> &'static str {
    match party {
        Party::Page => "page",
        Party::Sample => "sample",
        Party::Server => "server",
    }
}
