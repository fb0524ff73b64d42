//! The life of an object, step by step.

use super::talk::{Said, lock};
use super::{Driver, Task};
use crate::case::{Case, CaseKind, Step};
use crate::event::{Event, Reason};
use crate::exchange::Exchange;
use crate::plan::{Planned, producers};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

impl Driver<'_, '_> {
    /// Leads an object through its life. Where it does not come about, nothing more is tried.
    pub(super) async fn lead(&self, life: &[Planned], tell: &mut dyn FnMut(Event)) {
        let mut own: HashMap<usize, Value> = HashMap::new();
        let mut earlier: Vec<(Case, Exchange)> = Vec::new();
        let mut failed = None;
        for one in life.iter().filter(|one| one.left_out.is_none()) {
            if let Some(why) = &failed {
                tell(Event::LeftOut {
                    case: Arc::new(one.case.clone()),
                    reason: Reason::Prerequisite(String::clone(why)),
                });
                continue;
            }
            let said = self.say(&one.case, &own, &earlier).await;
            if let Said::Exchange { case, exchange, .. } = &said {
                let good = exchange.answer().filter(|one| one.status / 100 == 2);
                let value = good.and_then(|one| serde_json::from_slice(&one.body).ok());
                if let Some(value) = value {
                    own.insert(case.operation, value);
                }
                if case.kind == CaseKind::Lifecycle(Step::Create) && good.is_none() {
                    failed = Some("the object was not created".to_owned());
                }
                earlier.push(((**case).clone(), (**exchange).clone()));
            }
            tell(said.event(&one.case));
        }
    }

    /// Creates what a delete is to delete: the last one may be gone already.
    pub(super) async fn create_again(&self, case: &Case) {
        let by: Vec<usize> = case
            .parameters
            .iter()
            .flat_map(|one| producers(&one.value))
            .collect();
        let effects = &self.run.plan.effects;
        let creates = |by: &&usize| effects[**by].effect == crate::effects::Effect::Create;
        let Some(by) = by.iter().find(creates) else {
            return;
        };
        let mut cases = self.run.plan.cases.iter();
        let Some(create) = cases.find(|one| one.case.operation == *by) else {
            return;
        };
        lock(&self.state).pool.remove(by);
        let task = Task {
            case: &create.case,
            is_told: false,
        };
        self.all(vec![task], 1, &mut |_| {}).await;
    }
}
