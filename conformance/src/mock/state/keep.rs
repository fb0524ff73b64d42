//! What a request does to what is stored, and what it is answered.

use super::change::{Refused, complete, patch, project, replace};
use super::resources::{At, Does, Kind, Use};
use super::store::{Store, Stored};
use crate::identity::key;
use crate::mock::Mock;
use crate::mock::answer::rows;
use crate::mock::problem::Problem;
use crate::mock::request::{Asked, find_parameter};
use crate::values::misfit;
use axum::http::StatusCode;
use bindery_model::{Scalar, SchemaId, Type};
use serde_json::Value;
use std::sync::PoisonError;

/// What a request is answered, as far as what is stored decides it.
pub(crate) enum Kept {
    /// Nothing is known of it: the documented answer.
    Documented,
    /// This value.
    Value(Value),
    /// No value; it is done.
    Done,
}

/// A promise about what is kept that is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// What is created cannot be read.
    CreateForgotten,
    /// A replacement leaves what it does not name.
    PutMerges,
    /// The same replacement again gives something else.
    PutCounts,
    /// A patch changes nothing.
    PatchIgnored,
    /// A patch changes more than it names.
    PatchChangesMore,
    /// What is deleted is still there.
    DeleteIgnored,
}

/// A request for which what is stored is asked.
pub(crate) struct Doing<'a> {
    pub(crate) operation: usize,
    pub(crate) of_path: &'a [String],
    pub(crate) asked: &'a Asked,
    pub(crate) body: Option<&'a Value>,
    /// The documented answer and its type; none where it has no body.
    pub(crate) documented: Option<(&'a Value, &'a Type)>,
    pub(crate) broken: &'a [Keeping],
}

impl Doing<'_> {
    fn breaks(&self, keeping: Keeping) -> bool {
        self.broken.contains(&keeping)
    }
}

impl Mock {
    /// Does what the request asks for.
    pub(crate) fn keep(&self, doing: &Doing<'_>) -> Result<Kept, Problem> {
        let Some(of) = self.resources.of(doing.operation) else {
            return Ok(Kept::Documented);
        };
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let parents = self.parents(doing, of);
        if let Some((key, _)) = parents.iter().find(|(key, id)| store.is_deleted(key, id)) {
            return Err(gone(key));
        }
        let Some((does, kind)) = &of.does else {
            return Ok(Kept::Documented);
        };
        let id = self.id(doing, kind);
        if let Some(id) = &id
            && store.is_deleted(&kind.key, id)
        {
            return Err(gone(&kind.key));
        }
        match (does, id, doing.documented) {
            (Does::Delete, Some(id), _) => {
                if !doing.breaks(Keeping::DeleteIgnored) {
                    store.delete(&kind.key, &id);
                }
                Ok(Kept::Done)
            }
            (Does::List, _, Some(documented)) => {
                Ok(Kept::Value(self.list(&store, kind, &parents, documented)))
            }
            (Does::Read, Some(id), Some((base, wanted))) => {
                let stored = store.get(&kind.key, &id);
                let value = match stored {
                    Some(stored) => project(&self.api, wanted, &stored.value, base),
                    None => self.with_id(base.clone(), wanted, &id),
                };
                Ok(Kept::Value(value))
            }
            (Does::Create, _, Some((base, wanted))) => {
                Ok(self.create(&mut store, kind, parents, doing, (base, wanted)))
            }
            (Does::Save, id, Some((base, wanted))) => {
                // An id of nothing is that of an object that is yet to be made.
                let id = id.filter(|id| !matches!(id.as_str(), "" | "0"));
                match id {
                    Some(id) => Ok(self.replace(&mut store, kind, &id, doing, (base, wanted))),
                    None => Ok(self.create(&mut store, kind, parents, doing, (base, wanted))),
                }
            }
            (Does::Replace, Some(id), Some(base)) => {
                Ok(self.replace(&mut store, kind, &id, doing, base))
            }
            (Does::Patch, Some(id), Some(base)) => self.patch(&mut store, kind, &id, doing, base),
            _ => Ok(Kept::Documented),
        }
    }

    /// The objects that the parameters identify.
    fn parents(&self, doing: &Doing<'_>, of: &Use) -> Vec<(String, String)> {
        let operation = &self.api.operations[doing.operation];
        let one = |(at, key): &(usize, String)| {
            let parameter = operation.parameters.get(*at)?;
            let id = find_parameter(operation, parameter, doing.of_path, doing.asked)?;
            Some((key.clone(), id))
        };
        of.identifiers.iter().filter_map(one).collect()
    }

    fn id(&self, doing: &Doing<'_>, kind: &Kind) -> Option<String> {
        let operation = &self.api.operations[doing.operation];
        match &kind.at {
            At::Parameter(at) => {
                let parameter = operation.parameters.get(*at)?;
                find_parameter(operation, parameter, doing.of_path, doing.asked)
            }
            At::Body(name) => Some(crate::values::text(doing.body?.get(name)?)),
            At::Nowhere => None,
        }
    }

    /// The object that the body gives: all of it, or the one property that is of this kind.
    fn given<'a>(&self, doing: &Doing<'a>, kind: &Kind) -> Option<&'a Value> {
        let body = doing.body?;
        let inner = self
            .property_of_kind(doing, kind)
            .and_then(|(name, _)| body.get(name));
        Some(inner.filter(|inner| inner.is_object()).unwrap_or(body))
    }

    /// The schema of what the body gives.
    fn entity_of_body(&self, doing: &Doing<'_>, kind: &Kind) -> Option<SchemaId> {
        self.property_of_kind(doing, kind)
            .map(|(_, id)| id)
            .or_else(|| self.body_schema(doing))
    }

    fn body_schema(&self, doing: &Doing<'_>) -> Option<SchemaId> {
        match self.api.operations[doing.operation]
            .request
            .as_ref()?
            .value_type
        {
            Type::Schema(id) => Some(id),
            _ => None,
        }
    }

    fn property_of_kind(&self, doing: &Doing<'_>, kind: &Kind) -> Option<(&str, SchemaId)> {
        let identities = self.resources.identities();
        let id = self.body_schema(doing)?;
        // What has the identity itself is the object.
        if identities
            .of_schema(id)
            .is_some_and(|(_, key)| key == kind.key)
        {
            return None;
        }
        let mut properties = self.api.schema(id).properties.iter();
        properties.find_map(|property| match property.value_type {
            Type::Schema(id) => {
                let (_, key) = identities.of_schema(id)?;
                (key == kind.key).then_some((&*property.name, id))
            }
            _ => None,
        })
    }

    fn create(
        &self,
        store: &mut Store,
        kind: &Kind,
        mut parents: Vec<(String, String)>,
        doing: &Doing<'_>,
        (base, wanted): (&Value, &Type),
    ) -> Kept {
        let id = store.next_id().to_string();
        // The body may name others that it is made for.
        let members = doing.body.and_then(Value::as_object).into_iter().flatten();
        let members = members.map(|(name, value)| (key(name), value));
        let others = members.filter(|(key, _)| key.ends_with("id") && *key != kind.key);
        parents.extend(others.map(|(key, value)| (key, crate::values::text(value))));
        let value = match self.given(doing, kind) {
            Some(given) => project(&self.api, wanted, given, base),
            None => base.clone(),
        };
        let value = self.with_id(value, wanted, &id);
        if doing.breaks(Keeping::CreateForgotten) {
            store.delete(&kind.key, &id);
        } else {
            let stored = Stored {
                value: value.clone(),
                parents,
                is_new: true,
            };
            store.put(&kind.key, &id, stored);
        }
        Kept::Value(value)
    }

    fn replace(
        &self,
        store: &mut Store,
        kind: &Kind,
        id: &str,
        doing: &Doing<'_>,
        (base, wanted): (&Value, &Type),
    ) -> Kept {
        let before = self.before(store, kind, id, (base, wanted));
        let Some(given) = self.given(doing, kind) else {
            return Kept::Value(before.value);
        };
        let mut value = match self.entity_of_body(doing, kind) {
            Some(schema) if !doing.breaks(Keeping::PutMerges) => {
                let given = replace(&self.api, schema, given);
                project(&self.api, wanted, &given, &before.value)
            }
            _ => project(&self.api, wanted, given, &before.value),
        };
        if doing.breaks(Keeping::PutCounts) {
            disturb(&mut value, &self.of_id(wanted), store.next_id());
        }
        let value = self.with_id(value, wanted, id);
        let stored = Stored {
            value: value.clone(),
            ..before
        };
        store.put(&kind.key, id, stored);
        Kept::Value(value)
    }

    fn patch(
        &self,
        store: &mut Store,
        kind: &Kind,
        id: &str,
        doing: &Doing<'_>,
        (base, wanted): (&Value, &Type),
    ) -> Result<Kept, Problem> {
        let before = self.before(store, kind, id, (base, wanted));
        let Some(given) = doing.body else {
            return Ok(Kept::Value(before.value));
        };
        let mut value = before.value.clone();
        let refused = match store.get(&kind.key, id) {
            Some(_) => patch(&mut value, given),
            // The page shows this object after it was changed, not what a test would find before.
            None => patch(&mut value, &without_tests(given)),
        };
        if let Err(refused) = refused {
            let (status, detail) = match refused {
                Refused::Test => (
                    StatusCode::CONFLICT,
                    "a test found another value".to_owned(),
                ),
                Refused::Patch(why) => (StatusCode::UNPROCESSABLE_ENTITY, why),
            };
            let detail = format!("nothing was changed: {detail}");
            return Err(Problem::new(status, detail).part("body", ""));
        }
        // What was removed is there, with nothing in it.
        if let Type::Schema(schema) = wanted {
            value = replace(&self.api, *schema, &value);
        }
        if let Some(wrong) = misfit(&self.api, &value, wanted) {
            let detail = format!("there would be {} and not {}", wrong.actual, wrong.expected);
            let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail);
            let place = wrong
                .documented
                .unwrap_or(self.api.operations[doing.operation].span);
            return Err(problem.part("body", wrong.pointer).documented(place));
        }
        if doing.breaks(Keeping::PatchIgnored) {
            value = before.value.clone();
        }
        if doing.breaks(Keeping::PatchChangesMore) {
            let mut names = self.of_id(wanted);
            names.extend(named(given));
            disturb(&mut value, &names, store.next_id());
        }
        let value = self.with_id(value, wanted, id);
        let stored = Stored {
            value: value.clone(),
            ..before
        };
        store.put(&kind.key, id, stored);
        Ok(Kept::Value(value))
    }

    /// An object as it is, which is the documented one where no request changed it.
    fn before(
        &self,
        store: &Store,
        kind: &Kind,
        id: &str,
        (base, wanted): (&Value, &Type),
    ) -> Stored {
        match store.get(&kind.key, id) {
            Some(stored) => Stored {
                value: project(&self.api, wanted, &stored.value, base),
                ..stored.clone()
            },
            None => Stored {
                value: self.with_id(base.clone(), wanted, id),
                parents: Vec::new(),
                is_new: false,
            },
        }
    }

    /// The documented rows without those that were deleted, those that were changed as they are, and
    /// those that were made.
    fn list(
        &self,
        store: &Store,
        kind: &Kind,
        parents: &[(String, String)],
        (documented, wanted): (&Value, &Type),
    ) -> Value {
        let mut body = documented.clone();
        let Some((pointer, row_type)) = rows(&self.api, wanted) else {
            return body;
        };
        let Some(Value::Array(list)) = body.pointer_mut(&pointer) else {
            return body;
        };
        let id_of = |row: &Value| {
            let mut members = row.as_object()?.iter();
            let id = members.find(|(name, _)| key(name) == kind.key);
            id.map(|(_, value)| crate::values::text(value))
        };
        let model = list.first().cloned();
        list.retain(|row| id_of(row).is_none_or(|id| !store.is_deleted(&kind.key, &id)));
        for row in list.iter_mut() {
            if let Some(stored) = id_of(row).and_then(|id| store.get(&kind.key, &id)) {
                *row = project(&self.api, row_type, &stored.value, row);
            }
        }
        if let Some(model) = model {
            let made = store.made(&kind.key, parents).into_iter();
            let row = |stored: &Stored| project(&self.api, row_type, &stored.value, &model);
            list.extend(made.map(row));
        }
        body
    }

    /// The whole object with this id, as its type has ids.
    fn with_id(&self, mut value: Value, wanted: &Type, id: &str) -> Value {
        complete(&self.api, wanted, &mut value);
        let Some((schema, name)) = self.schema_and_id(wanted) else {
            return value;
        };
        let mut properties = self.api.schema(schema).properties.iter();
        let of_type = properties
            .find(|one| one.name == name)
            .map(|one| &one.value_type);
        let is_text = of_type == Some(&Type::Scalar(Scalar::String));
        let id = match id.parse::<i64>() {
            Ok(number) if !is_text => Value::from(number),
            _ => Value::from(id),
        };
        if let Some(slot) = value.get_mut(&name) {
            *slot = id;
        }
        value
    }

    fn of_id(&self, wanted: &Type) -> Vec<String> {
        self.schema_and_id(wanted)
            .map(|(_, name)| name)
            .into_iter()
            .collect()
    }

    fn schema_and_id(&self, wanted: &Type) -> Option<(SchemaId, String)> {
        let Type::Schema(id) = wanted else {
            return None;
        };
        let (name, _) = self.resources.identities().of_schema(*id)?;
        Some((*id, name.to_owned()))
    }
}

fn gone(key: &str) -> Problem {
    let detail = format!("there is no object with this `{key}`: it was deleted");
    Problem::new(StatusCode::NOT_FOUND, detail)
}

/// A JSON Patch without its tests.
fn without_tests(patch: &Value) -> Value {
    let is_test = |one: &Value| one.get("op").is_some_and(|op| op == "test");
    match patch {
        Value::Array(all) => all.iter().filter(|one| !is_test(one)).cloned().collect(),
        other => other.clone(),
    }
}

/// Changes the first number or text that is none of `but`.
fn disturb(value: &mut Value, but: &[String], number: i64) {
    let Value::Object(members) = value else {
        return;
    };
    let is_other = |name: &str| !but.iter().any(|one| one.eq_ignore_ascii_case(name));
    let others = members.iter_mut().filter(|(name, _)| is_other(name));
    for (_, value) in others {
        match value {
            Value::Number(_) => {
                *value = number.into();
                return;
            }
            Value::String(text) if text.parse::<jiff::Timestamp>().is_err() => {
                text.push_str(&number.to_string());
                return;
            }
            _ => {}
        }
    }
}

/// The names of the properties that a patch names.
fn named(patch: &Value) -> Vec<String> {
    match patch {
        Value::Array(operations) => {
            let paths = operations
                .iter()
                .filter_map(|one| one.get("path")?.as_str());
            let first = |path: &str| {
                path.trim_start_matches('/')
                    .split('/')
                    .next()
                    .map(str::to_owned)
            };
            paths.filter_map(first).collect()
        }
        Value::Object(members) => members.keys().cloned().collect(),
        _ => Vec::new(),
    }
}
