//! Findings: verdicts of one check with one cause, however many operations and cases show it.
//!
//! What a finding holds does not depend on the order in which exchanges were judged.

mod baseline;

pub use baseline::{Applied, Baseline, BaselineError, Entry};

use crate::case::Case;
use crate::exchange::Exchange;
use crate::verdict::{Likelier, Party, Ruling, Verdict};
use bindery_model::count;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// How many occurrences of a finding are kept whole.
pub const KEPT: usize = 3;

/// How many findings of one check are told apart: those whose ids come first. The rest is one more.
pub const TOLD_APART: usize = 500;

/// How many of the rest are counted.
const COUNTED: usize = 100_000;

/// The cause of what is not told apart.
const REST: &str = "and-more";

/// One cause, wherever it shows.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Stable from run to run: the check, `:`, and the cause in letters that no shell minds.
    pub id: String,
    /// The check.
    pub check: &'static str,
    /// The worst ruling: a failure or a warning.
    pub ruling: Ruling,
    /// The operations that show it: indices into the operations of the model.
    pub operations: BTreeSet<usize>,
    /// How many exchanges show it.
    pub times: usize,
    /// Who is likelier wrong, as most occurrences of this ruling have it.
    pub likelier: Option<Likelier>,
    /// The first occurrences, the worst in front, by the id of their case; at least one, at most
    /// [`KEPT`].
    pub occurrences: Vec<Occurrence>,
}

/// An exchange that shows a finding.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The case.
    pub case: Arc<Case>,
    /// What was sent and what came back.
    pub exchange: Arc<Exchange>,
    /// What the check said.
    pub verdict: Verdict,
}

/// Gathers verdicts into findings.
#[derive(Debug, Default)]
pub struct Gatherer {
    checks: BTreeMap<&'static str, OfCheck>,
}

/// The findings of a check.
#[derive(Debug, Default)]
struct OfCheck {
    told: BTreeMap<String, Gathered>,
    /// What is not told apart, and hashes of the ids that it stands for.
    rest: Option<Gathered>,
    in_rest: HashSet<u64>,
}

#[derive(Debug)]
struct Gathered {
    finding: Finding,
    /// Votes by ruling and party, and the first reason of each in the order of the alphabet.
    votes: BTreeMap<(Ruling, Party), (usize, String)>,
}

/// The id of the finding that a verdict belongs to.
pub fn id(verdict: &Verdict) -> String {
    let cause = verdict.cause.replace("[]", ".item").replace("{}", ".value");
    let cause = cause.replace("/*", "/all");
    let cause = plain(&cause);
    match cause.is_empty() {
        true => verdict.check.to_owned(),
        false => format!("{}:{cause}", verdict.check),
    }
}

/// The id of the finding of a check that stands for all that are not told apart.
pub(crate) fn rest(check: &str) -> String {
    format!("{check}:{REST}")
}

/// A text as it stands in an id: without what a shell or a URL gives a meaning.
pub(crate) fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        _ if c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '+') => c,
        _ => '-',
    };
    let text: String = text.chars().map(plain).collect();
    let words: Vec<&str> = text.split('-').filter(|word| !word.is_empty()).collect();
    words.join("-")
}

impl Gatherer {
    /// Adds what the checks said of one exchange. Verdicts that are neither failures nor warnings say
    /// nothing here.
    pub fn add(&mut self, case: &Arc<Case>, exchange: &Arc<Exchange>, verdicts: &[Verdict]) {
        for verdict in verdicts {
            if !matches!(verdict.ruling, Ruling::Failed | Ruling::Warning) {
                continue;
            }
            let occurrence = Occurrence {
                case: Arc::clone(case),
                exchange: Arc::clone(exchange),
                verdict: verdict.clone(),
            };
            let of_check = self.checks.entry(verdict.check).or_default();
            of_check.add(id(verdict), occurrence);
        }
    }

    /// The findings: failures first, then by number of operations, then by id.
    pub fn finish(self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self
            .checks
            .into_values()
            .flat_map(OfCheck::finish)
            .collect();
        findings.sort_by(|one, other| {
            let rank = |f: &Finding| std::cmp::Reverse((f.ruling, f.operations.len()));
            (rank(one), &one.id).cmp(&(rank(other), &other.id))
        });
        findings
    }
}

impl OfCheck {
    fn add(&mut self, id: String, occurrence: Occurrence) {
        let is_full = self.told.len() == TOLD_APART && !self.told.contains_key(&id);
        if !is_full {
            let new = || Gathered::new(id.clone(), &occurrence.verdict);
            let known = self.told.entry(id.clone()).or_insert_with(new);
            return known.add(occurrence);
        }
        // Those that come first are told whatever came first, so an id that once went never comes back.
        let last = self.told.last_entry().filter(|last| *last.key() > id);
        let (gone, gathered) = match last {
            Some(last) => {
                let (gone, gathered) = last.remove_entry();
                let mut new = Gathered::new(id.clone(), &occurrence.verdict);
                new.add(occurrence);
                self.told.insert(id, new);
                (gone, gathered)
            }
            None => {
                let mut new = Gathered::new(id.clone(), &occurrence.verdict);
                new.add(occurrence);
                (id, new)
            }
        };
        if self.in_rest.len() < COUNTED {
            let mut hasher = DefaultHasher::new();
            gone.hash(&mut hasher);
            self.in_rest.insert(hasher.finish());
        }
        match &mut self.rest {
            Some(rest) => rest.take_in(gathered),
            None => self.rest = Some(gathered),
        }
    }

    fn finish(self) -> impl Iterator<Item = Finding> {
        let number = self.in_rest.len();
        let rest = self.rest.map(|rest| {
            let mut rest = rest.finish();
            let more = if number == COUNTED { " or more" } else { "" };
            let more = format!("{}{more} that are not told apart", count(number, "finding"));
            for one in &mut rest.occurrences {
                let verdict = &mut one.verdict;
                REST.clone_into(&mut verdict.cause);
                verdict.requirement = format!("{more}, such as {}", verdict.requirement);
            }
            rest.id = self::rest(rest.check);
            rest
        });
        self.told.into_values().map(Gathered::finish).chain(rest)
    }
}

impl Gathered {
    fn new(id: String, verdict: &Verdict) -> Self {
        Gathered {
            finding: Finding {
                id,
                check: verdict.check,
                ruling: verdict.ruling,
                operations: BTreeSet::new(),
                times: 0,
                likelier: None,
                occurrences: Vec::new(),
            },
            votes: BTreeMap::new(),
        }
    }

    /// Makes one of two.
    fn take_in(&mut self, other: Gathered) {
        let (finding, more) = (&mut self.finding, other.finding);
        finding.times += more.times;
        finding.operations.extend(more.operations);
        finding.ruling = finding.ruling.max(more.ruling);
        more.occurrences.into_iter().for_each(|one| self.keep(one));
        for (key, (votes, because)) in other.votes {
            self.vote(key, votes, &because);
        }
    }

    fn vote(&mut self, key: (Ruling, Party), votes: usize, because: &str) {
        let first = || (0, because.to_owned());
        let (known, reason) = self.votes.entry(key).or_insert_with(first);
        *known += votes;
        if because < reason.as_str() {
            because.clone_into(reason);
        }
    }

    fn add(&mut self, occurrence: Occurrence) {
        let finding = &mut self.finding;
        finding.times += 1;
        finding.operations.insert(occurrence.case.operation);
        finding.ruling = finding.ruling.max(occurrence.verdict.ruling);
        if let Some(likelier) = &occurrence.verdict.likelier {
            let key = (occurrence.verdict.ruling, likelier.wrong);
            self.vote(key, 1, &likelier.because);
        }
        self.keep(occurrence);
    }

    fn keep(&mut self, occurrence: Occurrence) {
        let finding = &mut self.finding;
        let rank = |one: &Occurrence| {
            let verdict = &one.verdict;
            let worst = std::cmp::Reverse(verdict.ruling);
            (
                worst,
                one.case.id.clone(),
                verdict.pointer.clone(),
                verdict.actual.clone(),
                verdict.cause.clone(),
            )
        };
        let key = rank(&occurrence);
        let at = finding.occurrences.partition_point(|one| rank(one) <= key);
        if at < KEPT {
            finding.occurrences.insert(at, occurrence);
            finding.occurrences.truncate(KEPT);
        }
    }

    fn finish(self) -> Finding {
        let mut finding = self.finding;
        // What made the finding as bad as it is says who is wrong. Of as many votes the server's count,
        // as the page is what is promised.
        let most = self
            .votes
            .into_iter()
            .filter(|((ruling, _), _)| *ruling == finding.ruling)
            .max_by_key(|((_, party), (votes, _))| (*votes, *party));
        finding.likelier = most.map(|((_, wrong), (_, because))| Likelier { wrong, because });
        finding
    }
}

#[cfg(test)]
mod tests;
