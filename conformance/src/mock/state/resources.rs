//! What each operation does to which kind of object, told from its effect, its names and its types.

use super::identity::{identified, identity, key};
use crate::effects::{Effect, effect};
use crate::mock::answer::rows;
use bindery_model::resolved::{Operation, Schema};
use bindery_model::{Method, ResolvedApi, Type};
use std::collections::HashSet;

/// What every operation does, by its index.
#[derive(Debug, Default)]
pub(crate) struct Resources {
    uses: Vec<Use>,
}

/// What one operation does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Use {
    /// What is done to which kind of object; nothing where no kind is told.
    pub(super) does: Option<(Does, Kind)>,
    /// Parameters that identify objects: their indices, and the keys of those that there are.
    pub(super) identifiers: Vec<(usize, String)>,
}

/// A kind of object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// The key of its identity, by which it is known across schemas.
    pub(super) key: String,
    /// Where its id is given.
    pub(super) at: At,
}

/// Where the id of an object is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// In this parameter, as an index.
    Parameter(usize),
    /// In this property of the body.
    Body(String),
    /// Nowhere.
    Nowhere,
}

/// What is done to objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// One is made.
    Create,
    /// One is replaced.
    Replace,
    /// One is replaced, or made where its id is none of those that there are.
    Save,
    /// One is changed.
    Patch,
    /// One is deleted.
    Delete,
    /// One is told.
    Read,
    /// They are told.
    List,
}

impl Resources {
    pub(crate) fn new(api: &ResolvedApi) -> Self {
        let known: HashSet<String> = api
            .schemas
            .iter()
            .filter_map(identity)
            .map(|(_, key)| key)
            .collect();
        let one = |operation| use_of(api, operation, &known);
        Resources {
            uses: api.operations.iter().map(one).collect(),
        }
    }

    pub(super) fn of(&self, operation: usize) -> Option<&Use> {
        self.uses.get(operation)
    }
}

fn use_of(api: &ResolvedApi, operation: &Operation, known: &HashSet<String>) -> Use {
    let parameters = operation.parameters.iter().enumerate();
    let identifiers: Vec<(usize, String)> = parameters
        .filter_map(|(at, parameter)| {
            let mut keys = identified(api, operation, parameter);
            keys.retain(|key| known.contains(key));
            Some((at, keys.pop()?))
        })
        .collect();
    let body = operation.responses.iter().find_map(|response| {
        let is_success = (200..300).contains(&response.status.value);
        response.body.as_ref().filter(|_| is_success)
    });
    let answered = body.map(|body| &body.value_type);
    let does = match effect(operation).effect {
        Effect::Delete => {
            let last = identifiers.last();
            last.map(|(at, key)| (Does::Delete, key.clone(), At::Parameter(*at)))
        }
        effect => answered.and_then(|wanted| {
            let listed = rows(api, wanted).and_then(|(_, row)| of_row(api, row, known));
            match (listed, wanted) {
                (Some(key), _) if effect == Effect::Read => Some((Does::List, key, At::Nowhere)),
                (None, Type::Schema(id)) => {
                    let (property, key) = identity(api.schema(*id))?;
                    let at = place(api, operation, &identifiers, &key, property);
                    Some((does(api, operation, effect, &key, &at)?, key, at))
                }
                _ => None,
            }
        }),
    };
    Use {
        does: does.map(|(does, key, at)| (does, Kind { key, at })),
        identifiers,
    }
}

/// What an operation does that answers with one object.
fn does(
    api: &ResolvedApi,
    operation: &Operation,
    effect: Effect,
    key: &str,
    at: &At,
) -> Option<Does> {
    let sent = operation
        .request
        .as_ref()
        .map(|request| &request.value_type);
    let sends_one = || {
        let Some(Type::Schema(id)) = sent else {
            return false;
        };
        identity(api.schema(*id)).is_some_and(|(_, of)| of == key)
    };
    Some(match (effect, at) {
        (Effect::Create, _) => Does::Create,
        // To send a whole object to where it is not yet makes it.
        (Effect::Action, At::Body(_)) if sends_one() => Does::Create,
        (Effect::Update, At::Nowhere) | (Effect::Delete, _) => return None,
        (Effect::Update, _) => match operation.method.value {
            Method::Patch => Does::Patch,
            Method::Put => Does::Replace,
            _ => Does::Save,
        },
        // Whatever an action does beside it, it answers with the object.
        (Effect::Read | Effect::Action, At::Parameter(_) | At::Body(_)) => Does::Read,
        (Effect::Action, At::Nowhere) => Does::Create,
        (Effect::Read, At::Nowhere) => return None,
    })
}

/// Where a request gives the id of the object that is answered.
fn place(
    api: &ResolvedApi,
    operation: &Operation,
    identifiers: &[(usize, String)],
    key_of: &str,
    property: &str,
) -> At {
    if let Some((at, _)) = identifiers.iter().find(|(_, key)| key == key_of) {
        return At::Parameter(*at);
    }
    let body = operation
        .request
        .as_ref()
        .map(|request| &request.value_type);
    let Some(Type::Schema(id)) = body else {
        return At::Nowhere;
    };
    let mut properties = api.schema(*id).properties.iter();
    let of_key = properties.find(|one| one.name == property || key(&one.name) == key_of);
    of_key.map_or(At::Nowhere, |one| At::Body(one.name.clone()))
}

/// The key of what rows tell of: that of their own identity, or of the first property that is one.
fn of_row(api: &ResolvedApi, row: &Type, known: &HashSet<String>) -> Option<String> {
    let Type::Schema(id) = row else { return None };
    let schema: &Schema = api.schema(*id);
    identity(schema).map(|(_, key)| key).or_else(|| {
        let mut keys = schema.properties.iter().map(|property| key(&property.name));
        keys.find(|key| known.contains(key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CHAT;

    fn told(id: &str) -> Option<(Does, String)> {
        let resources = Resources::new(&CHAT.api);
        let at = CHAT
            .api
            .operations
            .iter()
            .position(|one| one.id.value == id);
        let one = resources.of(at.expect("there is such an operation"))?;
        let (does, kind) = one.does.clone()?;
        Some((does, kind.key))
    }

    #[test]
    fn what_is_done_to_which_objects_is_told_from_names_and_types() {
        for (id, does, key) in [
            ("v1ChatSessionEntity_GetAll", Does::List, "chatsessionid"),
            (
                "v1ChatSessionEntity_PostChatSessionEntity",
                Does::Create,
                "chatsessionid",
            ),
            (
                "v1ChatSessionEntity_GetChatSessionEntity",
                Does::Read,
                "chatsessionid",
            ),
            (
                "v1ChatSessionEntity_PutChatSessionEntity",
                Does::Replace,
                "chatsessionid",
            ),
            (
                "v1ChatSessionEntity_PatchChatSessionEntity",
                Does::Patch,
                "chatsessionid",
            ),
            (
                "v1ChatSessionEntity_DeleteChatSessionEntity",
                Does::Delete,
                "chatsessionid",
            ),
            (
                "v1ChatAgent_GetChatSessionEntity",
                Does::Read,
                "chatsessionid",
            ),
            (
                "v1ChatAgent_DeleteChatSessionEntity",
                Does::Delete,
                "chatsessionid",
            ),
            (
                "v1ChatAgent_TransferChatSession",
                Does::Read,
                "chatsessionid",
            ),
            (
                "v1ChatTopicEntity_CreateChatSessionForTopic",
                Does::Create,
                "chatsessionid",
            ),
        ] {
            assert_eq!(told(id), Some((does, key.to_owned())), "{id}");
        }
        assert_eq!(told("v1ChatAgent_CreateDefaultChatSessionEntity"), None);
        assert_eq!(told("v1ChatTopicEntity_IsWithinOpeningHours"), None);
    }
}
