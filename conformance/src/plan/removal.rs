//! How what a run creates is removed again.

use super::life::Kind;
use super::needs::{Givers, is_required};
use crate::effects::Effect;
use bindery_model::resolved::Operation;

/// How what an operation creates is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The operation that creates: an index into those of the model.
    pub created_by: usize,
    /// Where in its answer the identifier stands (RFC 6901).
    pub pointer: String,
    /// The operation that deletes.
    pub deleted_by: usize,
    /// Which of its parameters takes the identifier.
    pub parameter: usize,
}

/// How everything that can be created is removed.
pub(super) fn removals(givers: &Givers<'_>, kinds: &[Kind]) -> Vec<Removal> {
    let mut removals: Vec<Removal> = Vec::new();
    for (deleted_by, operation) in givers.api.operations.iter().enumerate() {
        if givers.effects[deleted_by].effect != Effect::Delete {
            continue;
        }
        let Some((parameter, keys)) = only_identifier(givers, operation) else {
            continue;
        };
        for supply in givers.supplies.created(&keys) {
            if removals.iter().all(|one| one.created_by != supply.by) {
                removals.push(Removal {
                    created_by: supply.by,
                    pointer: supply.pointer.clone(),
                    deleted_by,
                    parameter,
                });
            }
        }
    }
    for kind in kinds {
        let Some(deleted_by) = kind.delete else {
            continue;
        };
        let is_known = removals.iter().any(|one| one.created_by == kind.create);
        let parameter = only_identifier(givers, &givers.api.operations[deleted_by]);
        if let Some((parameter, _)) = parameter.filter(|_| !is_known) {
            removals.push(Removal {
                created_by: kind.create,
                pointer: kind.identifier.clone(),
                deleted_by,
                parameter,
            });
        }
    }
    removals
}

/// The parameter of a delete that names what is deleted, if there is no other that is required.
fn only_identifier(givers: &Givers<'_>, operation: &Operation) -> Option<(usize, Vec<String>)> {
    let parameters = operation.parameters.iter().enumerate();
    let mut required = parameters.filter(|(_, one)| is_required(one));
    let (at, parameter) = required.next()?;
    let keys = givers.identities.of(operation, parameter);
    (required.next().is_none() && !keys.is_empty()).then_some((at, keys))
}
