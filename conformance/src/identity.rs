//! What identifies objects: names of parameters and properties that speak of the same identifier.

use crate::effects::words;
use bindery_model::resolved::{Operation, Parameter, Schema};
use bindery_model::{Location, ResolvedApi, Scalar, SchemaId, Type};
use std::collections::HashMap;

/// `ChatSessionId`, `chat_session_id` and `chatSessionId` are the same.
pub(crate) fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a name is that of an identifier: its last word is `id`.
pub(crate) fn is_identifier(name: &str) -> bool {
    words(name).last().is_some_and(|word| word == "id")
}

/// Whether a type can be that of an identifier.
pub(crate) fn can_identify(value_type: &Type) -> bool {
    use Scalar::{Int32, Int64, String};
    matches!(value_type, Type::Any | Type::Scalar(Int32 | Int64 | String))
}

/// What identifies objects, told from the names and types of the whole reference.
#[derive(Debug, Default)]
pub(crate) struct Identities {
    /// By schema, the property that identifies its objects, and its key.
    of_schemas: Vec<Option<(String, String)>>,
    /// By the key of a schema's name, the key of what identifies its objects.
    by_name: HashMap<String, String>,
    /// By the path before a parameter, its type and what it identifies.
    by_place: HashMap<String, (Type, Vec<String>)>,
}

impl Identities {
    pub(crate) fn new(api: &ResolvedApi) -> Self {
        let mut all = Identities {
            of_schemas: api.schemas.iter().map(by_name).collect(),
            ..Identities::default()
        };
        all.add_by_paths(api);
        for (schema, identity) in api.schemas.iter().zip(&all.of_schemas) {
            if let Some((_, identity)) = identity {
                let name = key(&schema.name);
                all.by_name.entry(name).or_insert_with(|| identity.clone());
            }
        }
        for operation in &api.operations {
            for parameter in in_path(operation) {
                let keys = all.of(operation, parameter);
                if let Some(place) = place(operation, parameter).filter(|_| !keys.is_empty()) {
                    let found = (parameter.value_type.clone(), keys);
                    all.by_place.entry(place).or_insert(found);
                }
            }
        }
        all
    }

    /// `GET /Relation/{id}` answers with objects whose `RelationId` identifies them, whatever their
    /// schema is called.
    fn add_by_paths(&mut self, api: &ResolvedApi) {
        for operation in &api.operations {
            let path = &operation.path.value;
            let is_last = |one: &&Parameter| path.ends_with(&format!("/{{{}}}", one.name.value));
            let parameter = in_path(operation).find(is_last);
            let Some(wanted) = parameter.and_then(|one| plain(operation, one)) else {
                continue;
            };
            let answers = operation
                .responses
                .iter()
                .filter_map(|one| one.body.as_ref());
            let answers = answers.map(|body| &body.value_type);
            let sent = operation.request.iter().map(|one| &one.value_type);
            for value_type in answers.chain(sent) {
                let Type::Schema(id) = value_type else {
                    continue;
                };
                let mut properties = api.schema(*id).properties.iter();
                let slot = self.of_schemas.get_mut(id.0 as usize);
                if let Some(slot) = slot.filter(|one| one.is_none())
                    && let Some(one) = properties
                        .find(|one| key(&one.name) == wanted && can_identify(&one.value_type))
                {
                    *slot = Some((one.name.clone(), wanted.clone()));
                }
            }
        }
    }

    /// The property that identifies objects of a schema, and its key.
    pub(crate) fn of_schema(&self, id: SchemaId) -> Option<(&str, &str)> {
        let found = self.of_schemas.get(id.0 as usize)?.as_ref();
        found.map(|(name, key)| (name.as_str(), key.as_str()))
    }

    /// The keys of all that identifies objects of a schema.
    pub(crate) fn known(&self) -> impl Iterator<Item = &str> {
        let all = self.of_schemas.iter().flatten();
        all.map(|(_, key)| key.as_str())
    }

    /// The keys of what a parameter identifies, the plainest first; none where it is no identifier.
    ///
    /// A parameter that is called `id` and nothing else identifies what the part of the path before
    /// it names, or what the operation is grouped under. A number that stands in a path where an
    /// identifier stands in others is the same.
    pub(crate) fn of(&self, operation: &Operation, parameter: &Parameter) -> Vec<String> {
        if let Some(key) = plain(operation, parameter) {
            return self.with_schema(key);
        }
        if !is_number(&parameter.value_type) {
            return Vec::new();
        }
        let place = place(operation, parameter);
        match place.and_then(|place| self.by_place.get(&place)) {
            Some((value_type, keys)) if *value_type == parameter.value_type => keys.clone(),
            _ => Vec::new(),
        }
    }

    /// A key, and that of the property which identifies an object of the schema that the key
    /// names: `chatsessionentityid` is the `ChatSessionId` of a `ChatSessionEntity`.
    pub(crate) fn with_schema(&self, key: String) -> Vec<String> {
        let owner = key.strip_suffix("id").unwrap_or_default();
        let other = self.by_name.get(owner).filter(|one| **one != key).cloned();
        std::iter::once(key).chain(other).collect()
    }
}

/// The property that identifies objects of a schema by its name, and its key: `Id`, or the longest
/// beginning of the schema's name with `Id` behind it; of equally good ones the first.
fn by_name(schema: &Schema) -> Option<(String, String)> {
    let name = key(&schema.name);
    let all = schema.properties.iter().rev();
    let fitting = all.filter(|one| can_identify(&one.value_type) && is_identifier(&one.name));
    let fitting = fitting.filter_map(|one| {
        let key = key(&one.name);
        let owner = key.strip_suffix("id")?;
        name.starts_with(owner).then_some((owner.len(), &one.name))
    });
    let (length, property) = fitting.max_by_key(|(length, _)| *length)?;
    let key = match length {
        0 => format!("{name}id"),
        _ => key(property),
    };
    Some((property.clone(), key))
}

/// The key of what a parameter identifies by its own name and its place.
fn plain(operation: &Operation, parameter: &Parameter) -> Option<String> {
    let name = &parameter.name.value;
    if !is_identifier(name) || !can_identify(&parameter.value_type) {
        return None;
    }
    let owner = match (key(name).as_str(), parameter.location) {
        ("id", Location::Path) => key(part_before(&operation.path.value, name)?),
        ("id", _) => key(&operation.resource),
        (other, _) => other.strip_suffix("id")?.to_owned(),
    };
    Some(format!("{owner}id"))
}

fn is_number(value_type: &Type) -> bool {
    matches!(value_type, Type::Scalar(Scalar::Int32 | Scalar::Int64))
}

fn in_path(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let all = operation.parameters.iter();
    all.filter(|one| one.location == Location::Path)
}

/// The path before a parameter; how other parameters in it are called does not matter.
fn place(operation: &Operation, parameter: &Parameter) -> Option<String> {
    let here = format!("{{{}}}", parameter.name.value);
    let (before, _) = operation.path.value.split_once(&here)?;
    let parts = before.split('/').map(|part| match part.contains('{') {
        true => "{}".to_owned(),
        false => part.to_lowercase(),
    });
    let parts: Vec<String> = parts.collect();
    Some(parts.join("/"))
}

/// The fixed part of a path template before the parameter `name`.
fn part_before<'a>(path: &'a str, name: &str) -> Option<&'a str> {
    let (before, _) = path.split_once(&format!("{{{name}}}"))?;
    let mut parts = before.rsplit('/');
    parts.find(|part| !part.is_empty() && !part.contains('{'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare::{operation, parameter};
    use crate::testing::CHAT;

    #[test]
    fn parts_before_parameters_are_found() {
        for (name, expected) in [
            ("id", Some("pens")),
            ("capId", Some("Caps")),
            ("other", None),
        ] {
            let path = "/pens/{id}/Caps/{capId}";
            assert_eq!(part_before(path, name), expected, "{name}");
        }
        assert_eq!(part_before("/{id}", "id"), None);
    }

    #[test]
    fn a_number_where_others_have_an_identifier_is_one() {
        let mut get = operation("GET", "/pens/{id}", "Pens_Get");
        let mut delete = operation("DELETE", "/pens/{penToDelete}", "Pens_Delete");
        let mut named = operation("GET", "/pens/{title}", "Pens_Named");
        get.parameters = vec![parameter("id", Scalar::Int32)];
        delete.parameters = vec![parameter("penToDelete", Scalar::Int32)];
        named.parameters = vec![parameter("title", Scalar::String)];
        let api = ResolvedApi {
            operations: vec![get, delete, named],
            ..ResolvedApi::default()
        };
        let identities = Identities::new(&api);
        let of = |at: usize| {
            let operation = &api.operations[at];
            identities.of(operation, &operation.parameters[0])
        };
        assert_eq!(of(0), ["pensid"]);
        assert_eq!(of(1), ["pensid"]);
        assert_eq!(of(2), [""; 0]);
    }

    #[test]
    fn a_bare_id_is_that_of_the_part_before_it_and_of_its_schema() {
        let identities = Identities::new(&CHAT.api);
        let of = |id: &str| {
            let mut all = CHAT.api.operations.iter();
            let operation = all.find(|one| one.id.value == id).expect("there is one");
            let all = operation.parameters.iter();
            all.map(|one| identities.of(operation, one))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of("v1ChatSessionEntity_GetChatSessionEntity")[0],
            ["chatsessionid"]
        );
        assert_eq!(
            identities.with_schema("chatsessionentityid".to_owned()),
            ["chatsessionentityid", "chatsessionid"]
        );
    }
}
