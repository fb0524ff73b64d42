//! Which identifiers an operation needs, and every value that a request can take.

use super::config::GivenValues;
use super::supply::{Supplies, Supply};
use crate::case::Source;
use crate::effects::{Effect, Told};
use crate::identity::{Identities, can_identify, is_identifier, key};
use crate::path::Template;
use crate::values::{self, Values};
use bindery_model::resolved::{Operation, Parameter};
use bindery_model::{ResolvedApi, Type};
use serde_json::Value;

/// What gives values to requests.
pub(super) struct Givers<'a> {
    pub(super) api: &'a ResolvedApi,
    pub(super) values: Values<'a>,
    pub(super) given: &'a GivenValues,
    pub(super) effects: &'a [Told],
    pub(super) supplies: Supplies,
    pub(super) identities: Identities,
    /// By operation, its path.
    pub(super) templates: Vec<Template>,
    /// Whether updates and deletes may go to objects that this run did not create.
    pub(super) foreign: bool,
}

/// Where a value of a request comes from, or why it must not be sent.
pub(super) enum Found {
    /// From there.
    Source(Source),
    /// It identifies an object that this run did not create.
    Foreign(String),
}

impl<'a> Givers<'a> {
    pub(super) fn new(
        api: &'a ResolvedApi,
        values: Values<'a>,
        given: &'a GivenValues,
        effects: &'a [Told],
        foreign: bool,
    ) -> Self {
        let identities = Identities::new(api);
        let all = api.operations.iter().zip(effects);
        let needs: Vec<_> = all
            .map(|(one, told)| needs(api, &identities, given, one, told.effect))
            .collect();
        Givers {
            api,
            values,
            given,
            effects,
            supplies: Supplies::new(api, effects, &needs),
            identities,
            templates: all_templates(api),
            foreign,
        }
    }

    /// Whether an operation changes an object that is there.
    pub(super) fn changes(&self, at: usize) -> bool {
        matches!(
            self.effects[at].effect,
            Effect::Update | Effect::Delete | Effect::Action
        )
    }

    /// Where the value of a parameter comes from.
    pub(super) fn parameter(&self, at: usize, parameter: &Parameter) -> Found {
        let operation = &self.api.operations[at];
        let name = &parameter.name.value;
        let keys = self.identities.of(operation, parameter);
        let shown = self.values.parameter(operation, parameter);
        let is_made_up = shown.1 == values::Source::Generated;
        if keys.is_empty() {
            let given = self.given.of(&names_of(operation, name, &keys));
            let must_be_known = parameter.location == bindery_model::Location::Path
                && matches!(
                    &parameter.value_type,
                    Type::Any | Type::Scalar(bindery_model::Scalar::String)
                );
            return Found::Source(match given {
                Some(value) => Source::Known(value.clone()),
                None if is_made_up && must_be_known => Source::Missing(missing(name)),
                None => Source::Known(shown.0),
            });
        }
        let shown = (!is_made_up).then_some(shown.0);
        self.identifier(at, name, &keys, shown, self.changes(at))
    }

    /// Where an identifier comes from that any of `keys` names; `shown` is what the page shows,
    /// `changes` whether the object is changed.
    pub(super) fn identifier(
        &self,
        at: usize,
        name: &str,
        keys: &[String],
        shown: Option<Value>,
        changes: bool,
    ) -> Found {
        let operation = &self.api.operations[at];
        let produced = |supply: &Supply| Source::Produced {
            by: supply.by,
            pointer: supply.pointer.clone(),
        };
        let created = self.supplies.created(keys);
        if changes && !self.foreign {
            return match created.as_slice() {
                [] => Found::Foreign(format!(
                    "no operation here creates what `{name}` identifies, so it would go to an \
                     object that this run did not create"
                )),
                _ => Found::Source(first_of(created.into_iter().map(produced).collect())),
            };
        }
        if let Some(value) = self.given.of(&names_of(operation, name, keys)) {
            return Found::Source(Source::Known(value.clone()));
        }
        let own = created.into_iter().filter(|_| changes);
        let listed = self.supplies.of(at, keys);
        let mut sources: Vec<Source> = own.chain(listed).map(produced).collect();
        sources.extend(shown.map(Source::Known));
        if sources.is_empty() {
            sources.push(Source::Missing(missing(name)));
        }
        Found::Source(first_of(sources))
    }
}

fn all_templates(api: &ResolvedApi) -> Vec<Template> {
    let all = api.operations.iter();
    all.map(|one| Template::new(&one.path.value)).collect()
}

/// The names under which the user may give a value.
fn names_of(operation: &Operation, name: &str, keys: &[String]) -> Vec<String> {
    let mut names = vec![format!("{}/{name}", operation.id.value)];
    // A bare `id` says something else on every page.
    if key(name) != "id" {
        names.push(name.to_owned());
    }
    for key in keys {
        names.push(key.clone());
        names.extend(key.strip_suffix("id").map(|owner| format!("{owner}/id")));
    }
    names
}

fn missing(name: &str) -> String {
    format!(
        "nothing gives `{name}`: no operation answers with it and the page has no example; write it \
         under `values:` of `conform:` in bindery.yaml"
    )
}

fn first_of(mut sources: Vec<Source>) -> Source {
    match sources.len() {
        1 => sources.remove(0),
        _ => Source::FirstOf(sources),
    }
}

/// By identifier that the operation needs and that the user does not give: its keys.
fn needs(
    api: &ResolvedApi,
    identities: &Identities,
    given: &GivenValues,
    operation: &Operation,
    effect: Effect,
) -> Vec<Vec<String>> {
    let required = operation.parameters.iter().filter(|one| is_required(one));
    let of_parameters = required.filter_map(|one| {
        let keys = identities.of(operation, one);
        let is_given = || {
            given
                .of(&names_of(operation, &one.name.value, &keys))
                .is_some()
        };
        (!keys.is_empty() && !is_given()).then_some(keys)
    });
    let of_body = identifiers_of_body(api, identities, operation, effect).into_iter();
    of_parameters
        .chain(of_body.map(|(_, _, keys)| keys))
        .collect()
}

/// Whether a request cannot go without it.
pub(super) fn is_required(parameter: &Parameter) -> bool {
    parameter.location == bindery_model::Location::Path || parameter.required.is_some()
}

/// The identifiers among the first properties of a request's body that are no object of their own:
/// name, pointer and keys.
pub(super) fn identifiers_of_body(
    api: &ResolvedApi,
    identities: &Identities,
    operation: &Operation,
    effect: Effect,
) -> Vec<(String, String, Vec<String>)> {
    let Some(Type::Schema(id)) = operation.request.as_ref().map(|one| &one.value_type) else {
        return Vec::new();
    };
    let schema = api.schema(*id);
    let own = identities.of_schema(*id).map(|(name, _)| name);
    let properties = schema.properties.iter();
    let fits = |name: &str| is_identifier(name) && key(name) != "id";
    properties
        .filter(|one| fits(&one.name) && can_identify(&one.value_type))
        // What a create sends as its own identifier is not one yet.
        .filter(|one| own != Some(one.name.as_str()) || effect != Effect::Create)
        .map(|one| {
            let pointer = format!("/{}", crate::pointer::token(&one.name));
            let keys = identities.with_schema(key(&one.name));
            (one.name.clone(), pointer, keys)
        })
        .collect()
}
