//! One case: filled, sent, kept and judged.

use super::{Driver, fill};
use crate::case::{Case, CaseKind, Credentials, Step};
use crate::effects::Effect;
use crate::event::{Event, Reason};
use crate::exchange::{Answer, Cut, Exchange, Header, Outcome};
use crate::plan::effect_of;
use crate::send::request::{Base, request};
use crate::verdict::Verdict;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Whether it makes sense to go on.
pub(super) struct Health {
    patience: usize,
    failures: AtomicUsize,
    stop: Arc<AtomicBool>,
    why: Mutex<Option<String>>,
}

impl Health {
    pub(super) fn new(patience: usize, stop: Arc<AtomicBool>) -> Self {
        Health {
            patience: patience.max(1),
            failures: AtomicUsize::new(0),
            stop,
            why: Mutex::new(None),
        }
    }

    /// Why the run ends early, if it does.
    pub(super) fn why(&self) -> Option<String> {
        let why = lock(&self.why).clone();
        let interrupted = || "it was interrupted".to_owned();
        why.or_else(|| self.stop.load(Ordering::Relaxed).then(interrupted))
    }

    pub(super) fn end(&self, why: String) {
        lock(&self.why).get_or_insert(why);
    }

    /// Counts requests in a row that no whole answer came to. A body that is waited for in vain holds
    /// a run as long as a status that is.
    fn note(&self, outcome: &Outcome) {
        let message = match outcome {
            Outcome::Lost(lost) => lost.message.clone(),
            Outcome::Answer(Answer {
                cut: Some(Cut::Timeout(after)),
                ..
            }) => format!("the body was not there after {} s", after.as_secs_f64()),
            Outcome::Answer(_) => return self.failures.store(0, Ordering::Relaxed),
        };
        let failures = self.failures.fetch_add(1, Ordering::Relaxed) + 1;
        if failures >= self.patience {
            self.end(format!(
                "{failures} requests in a row got no answer: {message}"
            ));
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What came of a case.
pub(super) enum Said {
    /// It was sent.
    Exchange {
        case: Box<Case>,
        exchange: Box<Exchange>,
        verdicts: Vec<Verdict>,
    },
    /// It was not.
    Nothing(Reason),
}

impl Said {
    pub(super) fn event(self, planned: &Case) -> Event {
        match self {
            Said::Exchange {
                case,
                exchange,
                verdicts,
            } => Event::Judged {
                case: Arc::new(*case),
                exchange: Arc::new(*exchange),
                verdicts,
            },
            Said::Nothing(reason) => Event::LeftOut {
                case: Arc::new(planned.clone()),
                reason,
            },
        }
    }
}

impl Driver<'_, '_> {
    /// Makes a case. `own`: answers that go before those of other cases. `earlier`: what went
    /// before in the life of the same object.
    pub(super) async fn say(
        &self,
        planned: &Case,
        own: &HashMap<usize, Value>,
        earlier: &[(Case, Exchange)],
    ) -> Said {
        if let Some(why) = self.health.why() {
            return Said::Nothing(Reason::Stopped(why));
        }
        let filled = {
            let state = lock(&self.state);
            let answers = |by: usize| own.get(&by).or_else(|| state.pool.get(&by));
            fill::fill(self.run.api, planned, &answers)
        };
        let case = match filled {
            Ok(case) => case,
            Err(reason) => return Said::Nothing(reason),
        };
        let exchange = match self.send(&case).await {
            Ok(exchange) => exchange,
            Err(why) => return Said::Nothing(Reason::Blocked(why)),
        };
        self.health.note(&exchange.outcome);
        self.keep(&case, &exchange);
        let plain = match &case.kind {
            CaseKind::QueryOption(_) => lock(&self.state).plain.get(&case.operation).cloned(),
            _ => None,
        };
        let earlier = plain.as_ref().map_or(earlier, std::slice::from_ref);
        let verdicts = self.run.judge.judge(&case, &exchange, earlier);
        Said::Exchange {
            case: Box::new(case),
            exchange: Box::new(exchange),
            verdicts,
        }
    }

    /// Sends a case, and once more with new credentials where the server no longer takes the old.
    pub(super) async fn send(&self, case: &Case) -> Result<Exchange, String> {
        let run = self.run;
        if case.credentials != Credentials::Given {
            let headers = match case.credentials {
                Credentials::Wrong => run.credentials.wrong().await,
                Credentials::Given | Credentials::Absent => Vec::new(),
            };
            let base = without_secrets(run.base);
            return Ok(run
                .sender
                .send(request(run.api, case, &base, &headers)?)
                .await);
        }
        let current = run.credentials.given().await?;
        let first = request(run.api, case, run.base, &current.headers)?;
        let exchange = run.sender.send(first).await;
        let is_refused = exchange.answer().is_some_and(|answer| answer.status == 401);
        if !is_refused {
            return Ok(exchange);
        }
        match run.credentials.after(&current).await {
            Ok(Some(fresh)) => {
                let again = request(run.api, case, run.base, &fresh.headers)?;
                Ok(run.sender.send(again).await)
            }
            Ok(None) => Ok(exchange),
            Err(why) => {
                self.health.end(why);
                Ok(exchange)
            }
        }
    }

    /// Keeps what later cases need of an answer.
    pub(super) fn keep(&self, case: &Case, exchange: &Exchange) {
        let mut state = lock(&self.state);
        if case.kind == CaseKind::Required && self.compared.contains(&case.operation) {
            let plain = (case.clone(), exchange.clone());
            state.plain.insert(case.operation, plain);
        }
        let Some(answer) = exchange.answer().filter(|one| one.status / 100 == 2) else {
            return;
        };
        let effect = match case.kind {
            // Whatever it is called, it made an object.
            CaseKind::Lifecycle(Step::Create) => Effect::Create,
            _ => effect_of(case, &self.run.plan.effects),
        };
        let value = || serde_json::from_slice::<Value>(&answer.body).ok();
        if self.wanted.contains(&case.operation)
            && case.kind == CaseKind::Required
            && let Some(value) = value()
        {
            state.pool.insert(case.operation, value);
        }
        let plan = self.run.plan;
        state.created.note(plan, case.operation, effect, value);
    }
}

/// What all requests carry, without what the user gave that is secret.
fn without_secrets(base: &Base) -> Base {
    let plain = |field: &&Header| !field.secret;
    Base {
        url: base.url.clone(),
        headers: base.headers.iter().filter(plain).cloned().collect(),
    }
}
