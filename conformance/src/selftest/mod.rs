//! It proves itself: every way in which the mock can break a promise is noticed by the check that is
//! meant for it, and a mock that breaks none gives no findings.

mod table;

pub use table::table;

use crate::case::CaseKind;
use crate::check::{Check, Policy, Undocumented};
use crate::drive::{self, CannotStart, Run};
use crate::effects::Effect;
use crate::event::{Event, Reason};
use crate::exchange::{Exchange, Header, Outcome};
use crate::findings::{Finding, Gatherer};
use crate::judge::Judge;
use crate::mock::faults::{self, Fault};
use crate::mock::{self, Handle, Injected, Server};
use crate::plan::{self, Plan};
use crate::send::credentials::{Credentials, Origin};
use crate::send::request::Base;
use crate::send::{self, Sender};
use bindery_model::{ResolvedApi, SourceMap};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Faults that keep every request waiting, or make every answer large. They are tried on a few
/// operations only.
const COSTLY: &[&str] = &[
    "drip",
    "endless-body",
    "gzip-bomb",
    "hang",
    "length-wrong",
    "slow",
];

/// On how many.
const FEW: usize = 2;

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
    /// How many cases were made against each mock.
    pub cases: usize,
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
    /// How many answers were other than without the fault. Where none is, nothing can be seen.
    pub changed: usize,
    /// On how many operations the check that is meant for it found it.
    pub operations: usize,
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
        self.changed > 0
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

/// Runs the suite against a mock of the pages that breaks nothing, and then each promise in turn.
/// `tell` is told what is tried.
///
/// # Errors
/// No mock could be served or reached.
pub async fn prove(
    api: Arc<ResolvedApi>,
    sources: Arc<SourceMap>,
    options: &Options,
    tell: &mut dyn FnMut(&str),
) -> Result<Proof, Trouble> {
    let mut proof = Proof::default();
    let is_meant = |fault: &&Fault| options.checks.iter().any(|one| one.id == fault.check);
    for stateful in [false, true] {
        let suite = Suite::new(&api, &sources, options, stateful).await?;
        tell("a server that keeps every promise");
        let (unbroken, answers) = suite.run(None).await?;
        let known: Vec<String> = unbroken.iter().map(|one| one.id.clone()).collect();
        proof.cases += suite.cases();
        for one in &unbroken {
            let shown = one.occurrences.first();
            let case = shown.map_or("", |one| one.case.id.as_str());
            tell(&format!(
                "found though nothing is broken: {} in {case}",
                one.id
            ));
        }
        proof.unbroken.extend(unbroken);
        let faults = faults::ALL.iter().filter(is_meant);
        for fault in faults.filter(|one| one.needs_state == stateful) {
            tell(fault.id);
            let (mut findings, others) = suite.run(Some(fault)).await?;
            let changed = others
                .iter()
                .filter(|(case, one)| answers.get(*case) != Some(one));
            findings.retain(|one| !known.contains(&one.id));
            let caught = findings.iter().filter(|one| one.check == fault.check);
            let operations = caught.flat_map(|one| &one.operations);
            let operations: std::collections::BTreeSet<_> = operations.collect();
            let mut noticed_by: Vec<_> = findings.iter().map(|one| one.check).collect();
            noticed_by.sort_unstable();
            noticed_by.dedup();
            proof.faults.push(Tried {
                fault,
                changed: changed.count(),
                operations: operations.len(),
                noticed_by,
            });
        }
    }
    proof
        .faults
        .sort_by_key(|one| (one.fault.check, one.fault.id));
    Ok(proof)
}

/// A mock and everything that runs against it.
struct Suite<'a> {
    api: &'a ResolvedApi,
    sources: &'a SourceMap,
    plan: Plan,
    /// The same on a few operations.
    small: Plan,
    policy: Policy,
    options: &'a Options,
    sender: Sender,
    credentials: Credentials,
    base: Base,
    mock: Handle,
}

impl<'a> Suite<'a> {
    async fn new(
        api: &'a Arc<ResolvedApi>,
        sources: &'a Arc<SourceMap>,
        options: &'a Options,
        stateful: bool,
    ) -> Result<Self, Trouble> {
        let origin = Origin::parse("basic:bindery:bindery").map_err(CannotStart::Credentials)?;
        let credentials = Credentials::new(api, Some(origin)).map_err(CannotStart::Credentials)?;
        let right = credentials
            .given()
            .await
            .map_err(CannotStart::Credentials)?;
        let told = mock::Options {
            seed: options.seed,
            stateful,
            credentials: right.headers.to_vec(),
            ..mock::Options::default()
        };
        let plan = planned(api, options, stateful);
        let (address, mock) = Server::spawn(Arc::clone(api), Arc::clone(sources), told).await?;
        let sender = Sender::new(send::Options {
            connect_timeout: options.patience,
            wait_timeout: options.patience,
            body_timeout: options.patience,
            largest_body: 16 << 20,
            ..send::Options::default()
        })?;
        Ok(Suite {
            api,
            sources,
            small: small(api, &plan),
            plan,
            // What a server adds is told as well, so that each fault shows.
            policy: Policy {
                undocumented: Undocumented::Strict,
                ..Policy::default()
            },
            options,
            sender,
            credentials,
            base: Base {
                url: format!("http://{address}"),
                headers: Vec::new(),
            },
            mock,
        })
    }

    fn cases(&self) -> usize {
        self.plan.all().filter(|one| one.left_out.is_none()).count()
    }

    /// The findings on a mock that breaks this promise and no other, and what each case was
    /// answered.
    async fn run(
        &self,
        fault: Option<&'static Fault>,
    ) -> Result<(Vec<Finding>, HashMap<String, String>), CannotStart> {
        let injected = fault.map(|fault| Injected {
            fault,
            operation: None,
        });
        self.mock.inject(injected.into_iter().collect());
        let checks = self.options.checks.clone();
        let judge = Judge::new(self.api, self.sources, &self.policy, checks);
        let is_costly = fault.is_some_and(|fault| COSTLY.contains(&fault.id));
        let run = Run {
            api: self.api,
            plan: if is_costly { &self.small } else { &self.plan },
            judge: &judge,
            sender: &self.sender,
            credentials: &self.credentials,
            base: &self.base,
            jobs: self.options.jobs,
            patience: usize::MAX,
            stop: Arc::new(AtomicBool::new(false)),
        };
        let mut gatherer = Gatherer::default();
        let mut answers = HashMap::new();
        drive::run(&run, &mut |event| {
            if let Event::Judged {
                case,
                exchange,
                verdicts,
            } = event
            {
                gatherer.add(&case, &exchange, &verdicts);
                answers.insert(case.id.clone(), outline(&exchange));
            }
        })
        .await?;
        Ok((gatherer.finish(), answers))
    }
}

/// All of an answer that is the same whenever it is given.
fn outline(exchange: &Exchange) -> String {
    match &exchange.outcome {
        Outcome::Lost(lost) => format!("{:?}", lost.phase),
        Outcome::Answer(answer) => {
            let lasting = |one: &&Header| !one.name.eq_ignore_ascii_case("date");
            let headers: Vec<&Header> = answer.headers.iter().filter(lasting).collect();
            let mut hasher = DefaultHasher::new();
            answer.body.hash(&mut hasher);
            format!(
                "{} {headers:?} {:x} {:?}",
                answer.status,
                hasher.finish(),
                answer.cut
            )
        }
    }
}

/// A mock that keeps nothing is asked single questions, one that does leads objects through life.
fn planned(api: &ResolvedApi, options: &Options, stateful: bool) -> Plan {
    let mut plan = Plan::new(
        api,
        &plan::Options {
            seed: options.seed,
            allowed: Effect::ALL.iter().copied().collect(),
            foreign: true,
            has_credentials: true,
            selection: options.selection.clone(),
            ..plan::Options::default()
        },
    );
    let unwanted = match stateful {
        true => plan.cases.iter_mut().collect::<Vec<_>>(),
        false => plan.lives.iter_mut().flatten().collect(),
    };
    for one in unwanted {
        one.left_out.get_or_insert(Reason::NotSelected);
    }
    plan
}

/// The first reads that need nothing of others, and those whose response time is documented.
fn small(api: &ResolvedApi, plan: &Plan) -> Plan {
    let mut small = plan.clone();
    let (mut plain, mut timed) = (0, 0);
    for one in &mut small.cases {
        let at = one.case.operation;
        let is_plain =
            one.left_out.is_none() && one.case.kind == CaseKind::Required && small.levels[at] == 0;
        let is_timed = is_plain && api.operations[at].response_time.is_some();
        let is_kept = (is_plain && plain < FEW) || (is_timed && timed < FEW);
        plain += usize::from(is_plain);
        timed += usize::from(is_timed);
        if !is_kept {
            one.left_out.get_or_insert(Reason::NotSelected);
        }
    }
    small
}

#[cfg(test)]
mod tests;
