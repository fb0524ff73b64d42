//! What a run created, and how it is removed.

use super::Driver;
use super::talk::lock;
use crate::case::{Case, CaseKind, Credentials, Given, Source, Target};
use crate::effects::Effect;
use crate::event::Event;
use crate::exchange::Outcome;
use crate::plan::{Plan, Removal};
use serde_json::Value;

/// What a run created and nobody has removed yet.
#[derive(Debug, Default)]
pub(super) struct Created {
    objects: Vec<Object>,
}

#[derive(Clone, Debug)]
struct Object {
    by: usize,
    /// How it is removed, or why it cannot be.
    removal: Result<(Removal, Value), &'static str>,
    /// How many answers speak of it.
    times: usize,
}

impl Object {
    /// Whether another answer speaks of the same object, as far as anybody can tell: what has no
    /// identifier is known by the operation that made it, whatever else may make the same.
    fn is(&self, other: &Object) -> bool {
        match (&self.removal, &other.removal) {
            (Ok((one, id)), Ok((another, other_id))) => {
                let place = |one: &Removal| (one.deleted_by, one.parameter);
                place(one) == place(another) && id == other_id
            }
            (Err(one), Err(another)) => self.by == other.by && one == another,
            _ => false,
        }
    }
}

impl Created {
    /// Notes an answer of success.
    pub(super) fn note(
        &mut self,
        plan: &Plan,
        by: usize,
        effect: Effect,
        answer: impl FnOnce() -> Option<Value>,
    ) {
        if effect != Effect::Create {
            return;
        }
        let removal = plan.removals.iter().find(|one| one.created_by == by);
        let answer = answer();
        let removal = match removal {
            None => Err("no page documents how it is deleted"),
            Some(removal) => {
                let found = answer
                    .as_ref()
                    .and_then(|one| one.pointer(&removal.pointer));
                match found.filter(|one| !crate::plan::is_nothing(one)) {
                    Some(id) => Ok((removal.clone(), id.clone())),
                    None => Err("the answer does not say which object it is"),
                }
            }
        };
        let object = Object {
            by,
            removal,
            times: 1,
        };
        match self.objects.iter_mut().find(|one| one.is(&object)) {
            Some(known) => known.times += 1,
            None => self.objects.push(object),
        }
    }
}

impl Driver<'_, '_> {
    /// Removes what was created, last first, and tells what could not be.
    pub(super) async fn tidy(&self, tell: &mut dyn FnMut(Event)) {
        let objects = std::mem::take(&mut lock(&self.state).created.objects);
        for object in objects.into_iter().rev() {
            let by = &self.run.api.operations[object.by].id.value;
            let (what, because) = match &object.removal {
                Err(because) => {
                    let what = match object.times {
                        1 => format!("what {by} created"),
                        times => format!("what {by} created, {times} times"),
                    };
                    (what, (*because).to_owned())
                }
                Ok((removal, id)) => match self.remove(removal, id).await {
                    Ok(()) => continue,
                    Err(because) => (format!("what {by} created as {id}"), because),
                },
            };
            tell(Event::LeftBehind { what, because });
        }
    }

    async fn remove(&self, removal: &Removal, id: &Value) -> Result<(), String> {
        let case = Case {
            id: String::new(),
            operation: removal.deleted_by,
            kind: CaseKind::Required,
            parameters: vec![Given {
                parameter: Target::Parameter(removal.parameter),
                value: Source::Known(id.clone()),
            }],
            body: None,
            accept: Vec::new(),
            credentials: Credentials::Given,
            method: None,
            path: None,
        };
        match self.send(&case).await?.outcome {
            // Whoever deleted it, it is gone.
            Outcome::Answer(answer)
                if answer.status / 100 == 2 || matches!(answer.status, 404 | 410) =>
            {
                Ok(())
            }
            Outcome::Answer(answer) => Err(format!("its removal was answered {}", answer.status)),
            Outcome::Lost(lost) => Err(lost.message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Options;
    use crate::testing::CHAT;
    use serde_json::json;

    #[test]
    fn each_object_is_known_once() {
        let mut plan = Plan::new(&CHAT.api, &Options::default());
        let one = plan.removals.first().expect("something is removed").clone();
        let without = (0..CHAT.api.operations.len())
            .find(|at| plan.removals.iter().all(|one| one.created_by != *at))
            .expect("something is not");
        let twin = usize::MAX;
        plan.removals.push(Removal {
            created_by: twin,
            pointer: "/id".to_owned(),
            ..one.clone()
        });
        plan.removals[0].pointer = "/id".to_owned();
        let mut created = Created::default();
        for (by, id) in [
            (one.created_by, 7),
            (without, 1),
            (twin, 7),
            (twin, 8),
            (without, 2),
            (one.created_by, 7),
        ] {
            created.note(&plan, by, Effect::Create, || Some(json!({"id": id})));
        }
        let told = created.objects.iter();
        let told: Vec<_> = told.map(|one| (one.by, one.times)).collect();
        assert_eq!(told, [(one.created_by, 3), (without, 2), (twin, 1)]);
    }
}
