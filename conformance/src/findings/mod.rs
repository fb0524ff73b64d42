//! Findings: verdicts of one check with one cause, however many operations and cases show it.
//!
//! What a finding holds does not depend on the order in which exchanges were judged.

mod baseline;

pub use baseline::{Applied, Baseline, BaselineError, Entry};

use crate::case::Case;
use crate::exchange::Exchange;
use crate::verdict::{Likelier, Party, Ruling, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many occurrences of a finding are kept whole.
pub const KEPT: usize = 3;

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
    found: BTreeMap<String, Gathered>,
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
            let id = id(verdict);
            let gathered = self.found.entry(id.clone()).or_insert_with(|| Gathered {
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
            });
            gathered.add(Occurrence {
                case: Arc::clone(case),
                exchange: Arc::clone(exchange),
                verdict: verdict.clone(),
            });
        }
    }

    /// The findings: failures first, then by number of operations, then by id.
    pub fn finish(self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.found.into_values().map(Gathered::finish).collect();
        findings.sort_by(|one, other| {
            let rank = |f: &Finding| std::cmp::Reverse((f.ruling, f.operations.len()));
            (rank(one), &one.id).cmp(&(rank(other), &other.id))
        });
        findings
    }
}

impl Gathered {
    fn add(&mut self, occurrence: Occurrence) {
        let finding = &mut self.finding;
        finding.times += 1;
        finding.operations.insert(occurrence.case.operation);
        finding.ruling = finding.ruling.max(occurrence.verdict.ruling);
        if let Some(likelier) = &occurrence.verdict.likelier {
            let first = (0, likelier.because.clone());
            let key = (occurrence.verdict.ruling, likelier.wrong);
            let (votes, because) = self.votes.entry(key).or_insert(first);
            *votes += 1;
            if likelier.because < *because {
                because.clone_from(&likelier.because);
            }
        }
        let rank = |one: &Occurrence| {
            let verdict = &one.verdict;
            let worst = std::cmp::Reverse(verdict.ruling);
            (
                worst,
                one.case.id.clone(),
                verdict.pointer.clone(),
                verdict.actual.clone(),
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
