//! A run: cases are sent in an order in which every value is there when it is needed, and judged.
//!
//! 1. Reads, a level at a time: those of a level take values from answers of lower ones only. So it
//!    does not matter which of them is answered first, nor how many are sent at once.
//! 2. What creates, then the lives of objects, then updates and actions, then deletes.
//! 3. What the run created is removed.

mod fill;
mod life;
mod talk;
mod tidy;

use crate::case::{Case, CaseKind};
use crate::effects::Effect;
use crate::event::{Event, Reason};
use crate::exchange::{Exchange, Outcome, Phase};
use crate::judge::Judge;
use crate::plan::{Plan, Planned, effect_of, needed_producers};
use crate::send::credentials::Credentials;
use crate::send::request::Base;
use crate::send::{PROXY_CREDENTIALS, Sender};
use bindery_model::ResolvedApi;
use futures_util::stream::{self, StreamExt};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use talk::{Health, Said, lock};
use tidy::Created;

/// Everything that a run works with.
pub struct Run<'a> {
    /// The model.
    pub api: &'a ResolvedApi,
    /// What is to be done.
    pub plan: &'a Plan,
    /// Who judges.
    pub judge: &'a Judge<'a>,
    /// Who sends.
    pub sender: &'a Sender,
    /// Who gives credentials.
    pub credentials: &'a Credentials,
    /// Where requests go to.
    pub base: &'a Base,
    /// How many requests are under way at once at the most.
    pub jobs: usize,
    /// After how many requests in a row without a whole answer the run ends.
    pub patience: usize,
    /// Ends the run as soon as it is set; what was created is removed nevertheless.
    pub stop: Arc<AtomicBool>,
}

/// Why a run could not begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotStart {
    /// The server cannot be reached.
    #[error("{0}")]
    Unreachable(String),
    /// There are no credentials.
    #[error("{0}")]
    Credentials(String),
}

/// What is known in the course of a run.
struct State {
    /// Answers by operation, of those that others take values from.
    pool: HashMap<usize, serde_json::Value>,
    /// Requests without an option, by operation, as long as cases with an option may follow.
    plain: HashMap<usize, (Case, Exchange)>,
    created: Created,
}

struct Driver<'a, 'r> {
    run: &'r Run<'a>,
    health: Health,
    /// Operations whose answers are kept.
    wanted: BTreeSet<usize>,
    /// Operations whose cases with a query option are compared with the request without it.
    compared: BTreeSet<usize>,
    state: Mutex<State>,
}

/// Runs a plan and tells what happens.
///
/// # Errors
/// Only where nothing can be sent at all; everything later is an event.
pub async fn run(run: &Run<'_>, tell: &mut dyn FnMut(Event)) -> Result<(), CannotStart> {
    run.credentials
        .given()
        .await
        .map_err(CannotStart::Credentials)?;
    let wanted = needed_producers(run.plan);
    let driver = Driver {
        run,
        health: Health::new(run.patience, run.stop.clone()),
        wanted,
        compared: compared(run.plan),
        state: Mutex::new(State {
            pool: HashMap::new(),
            plain: HashMap::new(),
            created: Created::default(),
        }),
    };
    driver.announce(tell);
    let done = driver.reads(tell).await;
    if done.is_ok() {
        driver.writes(tell).await;
    }
    driver.tidy(tell).await;
    done?;
    tell(Event::Ended {
        early: driver.health.why(),
    });
    Ok(())
}

/// The operations with a case that is made with a query option.
fn compared(plan: &Plan) -> BTreeSet<usize> {
    let with_option = plan
        .cases
        .iter()
        .filter(|one| one.left_out.is_none() && matches!(one.case.kind, CaseKind::QueryOption(_)));
    with_option.map(|one| one.case.operation).collect()
}

/// A case that is made, and whether it is told.
#[derive(Clone, Copy)]
struct Task<'p> {
    case: &'p Case,
    is_told: bool,
}

impl Driver<'_, '_> {
    fn announce(&self, tell: &mut dyn FnMut(Event)) {
        let (made, left_out): (Vec<&Planned>, Vec<_>) =
            self.run.plan.all().partition(|one| one.left_out.is_none());
        tell(Event::Started {
            planned: made.len(),
            left_out: left_out.len(),
        });
        for one in left_out {
            if let Some(reason) = &one.left_out {
                tell(Event::LeftOut {
                    case: Arc::new(one.case.clone()),
                    reason: reason.clone(),
                });
            }
        }
    }

    /// The cases of these effects: those that are made, and those that give them values though they
    /// are not selected themselves.
    fn tasks(&self, effects: &[Effect]) -> Vec<Task<'_>> {
        let mut first = BTreeSet::new();
        let mut tasks = Vec::new();
        for one in &self.run.plan.cases {
            let is_first = first.insert(one.case.operation);
            if !effects.contains(&effect_of(&one.case, &self.run.plan.effects)) {
                continue;
            }
            let gives = is_first && self.wanted.contains(&one.case.operation);
            let is_elsewhere =
                matches!(one.left_out, Some(Reason::NotSelected | Reason::OtherShard));
            if one.left_out.is_none() || gives && is_elsewhere {
                tasks.push(Task {
                    case: &one.case,
                    is_told: one.left_out.is_none(),
                });
            }
        }
        tasks
    }

    /// Reads, a level at a time.
    async fn reads(&self, tell: &mut dyn FnMut(Event)) -> Result<(), CannotStart> {
        let mut levels: BTreeMap<usize, Vec<Task<'_>>> = BTreeMap::new();
        for task in self.tasks(&[Effect::Read]) {
            let level = self.run.plan.levels[task.case.operation];
            levels.entry(level).or_default().push(task);
        }
        let mut is_first = true;
        for tasks in levels.into_values() {
            let (plain, mut rest): (Vec<_>, Vec<_>) = tasks
                .into_iter()
                .partition(|one| one.case.kind == CaseKind::Required);
            let mut plain = plain.into_iter();
            if is_first {
                // The first request goes alone: if it does not arrive, none will.
                let first = plain
                    .next()
                    .or_else(|| (!rest.is_empty()).then(|| rest.remove(0)));
                for one in self.all(first.into_iter().collect(), 1, tell).await {
                    self.can_start(&one)?;
                }
                is_first = false;
            }
            self.all(plain.collect(), self.run.jobs, tell).await;
            self.all(rest, self.run.jobs, tell).await;
            // All cases of an operation are in one level.
            lock(&self.state).plain.clear();
        }
        Ok(())
    }

    fn can_start(&self, exchange: &Exchange) -> Result<(), CannotStart> {
        match &exchange.outcome {
            Outcome::Lost(lost) if matches!(lost.phase, Phase::Connect | Phase::Tls) => {
                Err(CannotStart::Unreachable(lost.message.clone()))
            }
            // Only a proxy says so (RFC 9110 section 15.5.8), so the server was not reached.
            Outcome::Answer(answer) if answer.status == 407 => {
                let message = format!("proxy authorization required; {PROXY_CREDENTIALS}");
                Err(CannotStart::Unreachable(message))
            }
            _ => Ok(()),
        }
    }

    /// Creates, lives, updates and actions, deletes.
    async fn writes(&self, tell: &mut dyn FnMut(Event)) {
        let jobs = self.run.jobs;
        let (plain, rest): (Vec<_>, Vec<_>) = self
            .tasks(&[Effect::Create])
            .into_iter()
            .partition(|one| one.case.kind == CaseKind::Required);
        self.all(plain, jobs, tell).await;
        self.all(rest, jobs, tell).await;
        for life in &self.run.plan.lives {
            self.lead(life, tell).await;
        }
        // One after the other: they may go to the same object.
        self.all(self.tasks(&[Effect::Update, Effect::Action]), 1, tell)
            .await;
        let deletes = self.tasks(&[Effect::Delete]);
        let (refused, good): (Vec<_>, Vec<_>) = deletes
            .into_iter()
            .partition(|one| one.case.kind.is_negative());
        self.all(refused, 1, tell).await;
        for one in good {
            self.create_again(one.case).await;
            self.all(vec![one], 1, tell).await;
        }
    }

    /// Makes cases, so many at once, and tells what came of them; the exchanges of those told.
    async fn all(
        &self,
        tasks: Vec<Task<'_>>,
        jobs: usize,
        tell: &mut dyn FnMut(Event),
    ) -> Vec<Exchange> {
        let is_single = tasks.len() == 1;
        let made = tasks.into_iter().map(|task| async move {
            let said = self.say(task.case, &HashMap::new(), &[]).await;
            (task, said)
        });
        let mut made = stream::iter(made).buffer_unordered(jobs.max(1));
        let mut exchanges = Vec::new();
        while let Some((task, said)) = made.next().await {
            if is_single && let Said::Exchange { exchange, .. } = &said {
                exchanges.push((**exchange).clone());
            }
            if task.is_told {
                tell(said.event(task.case));
            }
        }
        exchanges
    }
}

#[cfg(test)]
mod tests;
