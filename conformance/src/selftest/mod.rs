//! It proves itself: every way in which the mock can break a promise is noticed by the check that is
//! meant for it, and a mock that breaks none gives no findings.

mod sample;
mod suite;
mod table;

pub use table::table;

use crate::check::Check;
use crate::drive::CannotStart;
use crate::findings::Finding;
use crate::mock::faults::{self, Fault};
use crate::plan::{self, Plan};
use crate::send;
use bindery_model::{ResolvedApi, SourceMap};
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use suite::{Outcomes, Suite};

/// What is tried.
#[derive(Clone)]
pub struct Options {
    /// Made-up values depend on it.
    pub seed: u64,
    /// How many requests are under way at once.
    pub jobs: usize,
    /// Which cases are made.
    pub selection: plan::Selection,
    /// The checks that run. Faults that are meant for others are not tried.
    pub checks: Vec<&'static Check>,
    /// How long an answer may take. Some faults wait for longer.
    pub patience: Duration,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Proof {
    /// How many cases were made against mocks that break nothing.
    pub cases: usize,
    /// How many requests were answered in all.
    pub requests: usize,
    /// Findings on the mock that breaks nothing: each is a mistake of ours.
    pub unbroken: Vec<Finding>,
    /// Every way to break a promise.
    pub faults: Vec<Tried>,
}

/// A way to break a promise, and who noticed.
#[derive(Debug)]
pub struct Tried {
    /// The fault.
    pub fault: &'static Fault,
    /// On how many operations answers were other than without the fault. Where there is none, nothing
    /// can be seen.
    pub changed: usize,
    /// On how many operations the check that is meant for it found it.
    pub operations: usize,
    /// Operations whose answers were other and where it found nothing: indices into those of the
    /// model. What a page leaves open, such as a value that may be null, is broken by nothing.
    pub missed: Vec<usize>,
    /// The checks that found anything that is not found without the fault.
    pub noticed_by: Vec<&'static str>,
}

impl Tried {
    /// Whether the check that is meant for it found it.
    pub fn is_caught(&self) -> bool {
        self.operations > 0
    }

    /// Whether the break can be seen from outside, on these pages.
    pub fn is_visible(&self) -> bool {
        // An answer that is only late is the same answer.
        self.changed > 0 || self.is_caught()
    }
}

impl Proof {
    /// Whether every fault was caught, and nothing else.
    pub fn is_whole(&self) -> bool {
        let missed = |one: &Tried| one.is_visible() && !one.is_caught();
        self.unbroken.is_empty() && !self.faults.iter().any(missed)
    }
}

/// Why nothing can be proved.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The mock cannot be served.
    #[error("the mock cannot be served: {0}")]
    Mock(#[from] io::Error),
    /// Nothing can be sent to it.
    #[error("{0}")]
    Start(#[from] CannotStart),
    /// Nothing can be sent at all.
    #[error("{0}")]
    Send(#[from] send::Wrong),
}

/// How far a proof is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// How many cases were made.
    pub done: usize,
    /// How many are known to be to make.
    pub of: usize,
    /// What is tried: a fault's id, or what a mock does that breaks nothing.
    pub what: String,
}

/// Runs the suite against a mock of the pages that breaks nothing, and then each promise in turn, on the
/// cases that can show it. `tell` is told how far it is, at every hundredth case and at every fault.
///
/// # Errors
/// No mock could be served or reached.
pub async fn prove(
    api: Arc<ResolvedApi>,
    sources: Arc<SourceMap>,
    options: &Options,
    tell: &mut dyn FnMut(&Progress),
) -> Result<Proof, Trouble> {
    let mut proof = Proof::default();
    let mut progress = Progress {
        done: 0,
        of: 0,
        what: String::new(),
    };
    let is_meant = |fault: &&Fault| options.checks.iter().any(|one| one.id == fault.check);
    for stateful in [false, true] {
        let suite = Suite::new(&api, &sources, options, stateful).await?;
        proof.cases += suite.cases();
        progress.of += suite.cases();
        progress.what = "a server that keeps every promise".to_owned();
        let unbroken = suite.tried(&suite.plan, None, &mut progress, tell).await?;
        let faults = faults::ALL.iter().filter(is_meant);
        let plans: Vec<(&'static Fault, Plan)> = faults
            .filter(|one| one.needs_state == stateful)
            .map(|fault| match stateful {
                true => (fault, suite.plan.clone()),
                false => (fault, suite.of(&unbroken.sample.of(&api, fault))),
            })
            .collect();
        progress.of += plans.iter().map(|(_, plan)| made(plan)).sum::<usize>();
        for (fault, plan) in &plans {
            fault.id.clone_into(&mut progress.what);
            let broken = suite.tried(plan, Some(fault), &mut progress, tell).await?;
            proof.requests += broken.answers.len();
            proof.faults.push(compare(fault, &unbroken, broken));
        }
        proof.requests += unbroken.answers.len();
        proof.unbroken.extend(unbroken.findings);
    }
    proof
        .faults
        .sort_by_key(|one| (one.fault.check, one.fault.id));
    Ok(proof)
}

/// What a fault changed, and who noticed.
fn compare(fault: &'static Fault, unbroken: &Outcomes, broken: Outcomes) -> Tried {
    let differs = |case: &String, answer: &(usize, String)| {
        unbroken.answers.get(case).is_none_or(|one| one != answer)
    };
    let changed = broken
        .answers
        .iter()
        .filter(|(case, answer)| differs(case, answer));
    let changed: BTreeSet<usize> = changed.map(|(_, (operation, _))| *operation).collect();
    let known: BTreeSet<&str> = unbroken.findings.iter().map(|one| &*one.id).collect();
    let findings = broken.findings.iter();
    let findings: Vec<_> = findings.filter(|one| !known.contains(&*one.id)).collect();
    let caught = findings.iter().filter(|one| one.check == fault.check);
    let caught: BTreeSet<usize> = caught.flat_map(|one| &one.operations).copied().collect();
    let noticed_by: BTreeSet<_> = findings.iter().map(|one| one.check).collect();
    Tried {
        fault,
        changed: changed.len(),
        operations: caught.len(),
        missed: changed.difference(&caught).copied().collect(),
        noticed_by: noticed_by.into_iter().collect(),
    }
}

fn made(plan: &Plan) -> usize {
    plan.all().filter(|one| one.left_out.is_none()).count()
}

impl Suite<'_> {
    /// Runs a plan and tells how far it is.
    async fn tried(
        &self,
        plan: &Plan,
        fault: Option<&'static Fault>,
        progress: &mut Progress,
        tell: &mut dyn FnMut(&Progress),
    ) -> Result<Outcomes, CannotStart> {
        tell(progress);
        self.run(plan, fault, &mut || {
            progress.done += 1;
            if progress.done.is_multiple_of(100) {
                tell(progress);
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests;
