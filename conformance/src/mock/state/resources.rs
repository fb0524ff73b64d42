//! What each operation does to which kind of object, told from its effect, its names and its types.

use crate::effects::{Effect, effect};
use crate::identity::{Identities, key};
use crate::mock::answer::rows;
use bindery_model::resolved::Operation;
use bindery_model::{Method, ResolvedApi, Type};
use std::collections::HashSet;

/// What every operation does, by its index.
#[derive(Debug, Default)]
pub(crate) struct Resources {
    uses: Vec<Use>,
    identities: Identities,
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
        let identities = Identities::new(api);
        let known: HashSet<&str> = identities.known().collect();
        let telling = Telling {
            api,
            identities: &identities,
            known: &known,
        };
        let uses = api.operations.iter().map(|one| telling.use_of(one));
        Resources {
            uses: uses.collect(),
            identities,
        }
    }

    pub(super) fn of(&self, operation: usize) -> Option<&Use> {
        self.uses.get(operation)
    }

    /// What identifies objects.
    pub(super) fn identities(&self) -> &Identities {
        &self.identities
    }
}

/// From what it is told what operations do.
struct Telling<'a> {
    api: &'a ResolvedApi,
    identities: &'a Identities,
    /// The keys of all kinds of objects.
    known: &'a HashSet<&'a str>,
}

impl Telling<'_> {
    fn use_of(&self, operation: &Operation) -> Use {
        let parameters = operation.parameters.iter().enumerate();
        let identifiers: Vec<(usize, String)> = parameters
            .filter_map(|(at, parameter)| {
                let mut keys = self.identities.of(operation, parameter);
                keys.retain(|key| self.known.contains(key.as_str()));
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
                let own = match wanted {
                    Type::Schema(id) => self.identities.of_schema(*id),
                    _ => None,
                };
                // What has an identity of its own is no list, whatever it holds.
                if let Some((property, key)) = own {
                    let at = place(self.api, operation, &identifiers, key, property);
                    let does = self.does(operation, effect, key, &at)?;
                    return Some((does, key.to_owned(), at));
                }
                let (_, row) = rows(self.api, wanted)?;
                let key = self.of_row(row).filter(|_| effect == Effect::Read)?;
                Some((Does::List, key, At::Nowhere))
            }),
        };
        Use {
            does: does.map(|(does, key, at)| (does, Kind { key, at })),
            identifiers,
        }
    }

    /// What an operation does that answers with one object.
    fn does(&self, operation: &Operation, effect: Effect, key: &str, at: &At) -> Option<Does> {
        let sent = operation
            .request
            .as_ref()
            .map(|request| &request.value_type);
        let sends_one = || {
            let Some(Type::Schema(id)) = sent else {
                return false;
            };
            self.identities
                .of_schema(*id)
                .is_some_and(|(_, of)| of == key)
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

    /// The key of what rows tell of: that of their own identity, or of the first property that is one.
    fn of_row(&self, row: &Type) -> Option<String> {
        let Type::Schema(id) = row else { return None };
        let own = self
            .identities
            .of_schema(*id)
            .map(|(_, key)| key.to_owned());
        own.or_else(|| {
            let properties = self.api.schema(*id).properties.iter();
            let mut keys = properties.map(|property| key(&property.name));
            keys.find(|key| self.known.contains(key.as_str()))
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::CHAT;

    fn told(id: &str) -> Option<(Does, String)> {
        told_in(&CHAT.api, id)
    }

    fn told_in(api: &ResolvedApi, id: &str) -> Option<(Does, String)> {
        let resources = Resources::new(api);
        let at = api.operations.iter().position(|one| one.id.value == id);
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

    #[test]
    fn an_object_with_an_identity_is_no_list_though_it_holds_one() {
        let id = "v1ChatSessionEntity_GetChatSessionEntity";
        let mut api = CHAT.api.clone();
        let mut all = CHAT.api.operations.iter();
        let operation = all.find(|one| one.id.value == id).expect("there is one");
        let body = operation.responses[0].body.as_ref().expect("it has one");
        let schema = body.value_type.schema().expect("it is an object");
        let properties = &mut api.schemas[schema.0 as usize].properties;
        let mut parts = properties[0].clone();
        "Parts".clone_into(&mut parts.name);
        parts.value_type = Type::Array(Box::new(Type::Schema(schema)));
        properties.retain(|one| !matches!(one.value_type, Type::Array(_)));
        properties.push(parts);
        let expected = (Does::Read, "chatsessionid".to_owned());
        assert_eq!(told_in(&api, id), Some(expected));
    }
}
