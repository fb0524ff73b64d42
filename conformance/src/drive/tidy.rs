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

#[derive(Clone, Debug, PartialEq)]
struct Object {
    by: usize,
    /// How it is removed, or why it cannot be.
    removal: Result<(Removal, Value), &'static str>,
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
        let object = Object { by, removal };
        if object.removal.is_err() || !self.objects.contains(&object) {
            self.objects.push(object);
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
                Err(because) => (format!("what {by} created"), (*because).to_owned()),
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
