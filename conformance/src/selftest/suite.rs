//! A mock and everything that runs against it.

use super::sample::Sample;
use super::{Options, Trouble};
use crate::case::Case;
use crate::check::{Policy, Undocumented};
use crate::drive::{self, CannotStart, Run};
use crate::effects::{Effect, Told};
use crate::event::{Event, Reason};
use crate::exchange::{Exchange, Header, Outcome};
use crate::findings::{Finding, Gatherer};
use crate::judge::Judge;
use crate::mock::faults::Fault;
use crate::mock::{self, Handle, Injected, Server};
use crate::plan::{self, Plan, Planned};
use crate::send::credentials::{Credentials, Origin};
use crate::send::request::Base;
use crate::send::{self, Sender};
use bindery_model::{ResolvedApi, SourceMap};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// No answer is waited for longer.
const LONGEST: Duration = Duration::from_secs(30);

/// A mock and everything that runs against it.
pub(super) struct Suite<'a> {
    api: &'a ResolvedApi,
    sources: &'a SourceMap,
    /// Every case, or every life where the mock keeps objects.
    pub(super) plan: Plan,
    policy: Policy,
    options: &'a Options,
    sender: Sender,
    /// One that waits for answers that are later than their page promises.
    patient: Sender,
    credentials: Credentials,
    base: Base,
    mock: Handle,
}

/// What came of a run.
#[derive(Default)]
pub(super) struct Outcomes {
    pub(super) findings: Vec<Finding>,
    /// By case, its operation and what it was answered.
    pub(super) answers: HashMap<String, (usize, String)>,
    /// The cases on which faults are tried.
    pub(super) sample: Sample,
}

impl<'a> Suite<'a> {
    pub(super) async fn new(
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
        let (address, mock) = Server::spawn(Arc::clone(api), Arc::clone(sources), told).await?;
        let sender = |patience| {
            Sender::new(send::Options {
                connect_timeout: patience,
                wait_timeout: patience,
                body_timeout: patience,
                largest_body: 16 << 20,
                ..send::Options::default()
            })
        };
        Ok(Suite {
            api,
            sources,
            plan: planned(api, options, stateful),
            // What a server adds is told as well, so that each fault shows.
            policy: Policy {
                undocumented: Undocumented::Strict,
                ..Policy::default()
            },
            options,
            sender: sender(options.patience)?,
            patient: sender(patience(api, options))?,
            credentials,
            base: Base {
                url: format!("http://{address}"),
                headers: Vec::new(),
            },
            mock,
        })
    }

    pub(super) fn cases(&self) -> usize {
        self.plan.all().filter(|one| one.left_out.is_none()).count()
    }

    /// The findings on a mock that breaks this promise and no other, and what each case was
    /// answered. `done` is called for each case.
    pub(super) async fn run(
        &self,
        plan: &Plan,
        fault: Option<&'static Fault>,
        done: &mut dyn FnMut(),
    ) -> Result<Outcomes, CannotStart> {
        let injected = fault.map(|fault| Injected {
            fault,
            operation: None,
        });
        self.mock.inject(injected.into_iter().collect());
        let checks = self.options.checks.clone();
        let judge = Judge::new(self.api, self.sources, &self.policy, checks);
        let run = Run {
            api: self.api,
            plan,
            judge: &judge,
            sender: match fault {
                Some(fault) if fault.is_late() => &self.patient,
                _ => &self.sender,
            },
            credentials: &self.credentials,
            base: &self.base,
            jobs: self.options.jobs,
            patience: usize::MAX,
            stop: Arc::new(AtomicBool::new(false)),
        };
        let mut gatherer = Gatherer::default();
        let mut outcomes = Outcomes::default();
        drive::run(&run, &mut |event| {
            if let Event::Judged {
                case,
                exchange,
                verdicts,
            } = event
            {
                done();
                gatherer.add(&case, &exchange, &verdicts);
                if fault.is_none() {
                    outcomes.sample.offer(self.api, &case);
                }
                let told = (case.operation, outline(&exchange));
                outcomes.answers.insert(case.id.clone(), told);
            }
        })
        .await?;
        outcomes.findings = gatherer.finish();
        Ok(outcomes)
    }

    /// A plan of these cases, whose values are all known: they wait for nothing and change nothing
    /// that another looks at, since this mock keeps nothing.
    pub(super) fn of(&self, cases: &[Arc<Case>]) -> Plan {
        let read = Told {
            effect: Effect::Read,
            because: String::new(),
        };
        let planned = |case: &Arc<Case>| Planned {
            case: (**case).clone(),
            left_out: None,
        };
        let operations = self.api.operations.len();
        Plan {
            effects: vec![read; operations],
            levels: vec![0; operations],
            cases: cases.iter().map(planned).collect(),
            lives: Vec::new(),
            removals: Vec::new(),
        }
    }
}

/// How long an answer may take: long enough for one that is later than the page promises.
fn patience(api: &ResolvedApi, options: &Options) -> Duration {
    let promised = api.operations.iter();
    let promised = promised.filter_map(|one| one.response_time.as_ref());
    let shortest = promised.map(|one| one.value).min().unwrap_or(0);
    let late = Duration::from_millis(u64::from(shortest) * 2 + 500);
    options.patience.max(late.min(LONGEST))
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
