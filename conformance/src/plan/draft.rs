//! Everything that the cases of one operation are made from.

use super::body;
use super::needs::{Found, Givers, is_required};
use crate::case::{Case, CaseBody, CaseKind, Credentials, Given, Source, Target};
use crate::effects::Effect;
use crate::event::Reason;
use bindery_model::resolved::{Operation, Parameter};
use serde_json::Value;

/// A case, and why it is not made if it is not.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The case.
    pub case: Case,
    /// Why it is not made.
    pub left_out: Option<Reason>,
}

/// An operation with the sources of all that it takes.
pub(super) struct Draft<'a> {
    pub(super) givers: &'a Givers<'a>,
    pub(super) at: usize,
    pub(super) operation: &'a Operation,
    /// By parameter, where its value comes from.
    sources: Vec<Source>,
    /// Why nothing of it may be sent.
    foreign: Option<String>,
    /// The usual body.
    body: Option<CaseBody>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(givers: &'a Givers<'a>, at: usize) -> Self {
        let operation = &givers.api.operations[at];
        let mut foreign = None;
        let source = |one: &Parameter| match givers.parameter(at, one) {
            Found::Source(source) => source,
            Found::Foreign(because) => {
                if is_required(one) {
                    foreign.get_or_insert(because);
                }
                Source::Missing(format!("`{}` is not given", one.name.value))
            }
        };
        let sources = operation.parameters.iter().map(source).collect();
        let mut draft = Draft {
            givers,
            at,
            operation,
            sources,
            foreign,
            body: None,
        };
        let foreign = match draft.try_body() {
            Some(Ok(body)) => {
                draft.body = Some(body);
                None
            }
            Some(Err(because)) => Some(because),
            None => draft.names_nothing(),
        };
        draft.foreign = draft.foreign.or(foreign);
        draft
    }

    /// Why a request without a body may change anybody's object.
    fn names_nothing(&self) -> Option<String> {
        let givers = self.givers;
        let names = |one: &Parameter| {
            is_required(one) && !givers.identities.of(self.operation, one).is_empty()
        };
        let any = self.operation.parameters.iter().any(names);
        let foreign = givers.changes(self.at) && !givers.foreign && !any;
        foreign.then(|| "it names no object, so it may change any".to_owned())
    }

    /// Whether another value of a parameter would change an object of somebody else.
    pub(super) fn is_foreign(&self, parameter: &Parameter) -> bool {
        let givers = self.givers;
        let identifies = || !givers.identities.of(self.operation, parameter).is_empty();
        givers.changes(self.at) && !givers.foreign && identifies()
    }

    /// Whether it makes an object.
    pub(super) fn creates(&self) -> bool {
        self.givers.effects[self.at].effect == Effect::Create
    }

    /// The parameters that a request cannot go without, or all.
    pub(super) fn given(&self, which: impl Fn(usize, &Parameter) -> bool) -> Vec<Given> {
        let parameters = self.operation.parameters.iter().enumerate();
        let chosen = parameters.filter(|(at, one)| which(*at, one));
        chosen
            .map(|(at, _)| Given {
                parameter: Target::Parameter(at),
                value: self.sources[at].clone(),
            })
            .collect()
    }

    /// Required parameters and required headers.
    pub(super) fn required(&self) -> Vec<Given> {
        let mut given = self.given(|_, one| is_required(one));
        given.extend(self.required_headers());
        given
    }

    fn required_headers(&self) -> impl Iterator<Item = Given> {
        let headers = self.operation.headers.iter();
        let headers = headers.map(|at| &self.givers.api.headers[*at]);
        headers.filter(|one| one.required.is_some()).map(|one| {
            let name = &one.name.value;
            let names = [name.clone(), format!("{}/{name}", self.operation.id.value)];
            let value = match self.givers.given.of(&names) {
                Some(value) => Source::Known(value.clone()),
                None => Source::Missing(format!(
                    "nothing gives the header `{name}`; write it under `values:` of `conform:` in \
                     bindery.yaml"
                )),
            };
            Given {
                parameter: Target::Header(name.clone()),
                value,
            }
        })
    }

    /// Required parameters, of which one has this value.
    pub(super) fn with(&self, at: usize, value: Value) -> Vec<Given> {
        let mut given = self.given(|one, parameter| one == at || is_required(parameter));
        given.extend(self.required_headers());
        let wanted = Target::Parameter(at);
        for one in given.iter_mut().filter(|one| one.parameter == wanted) {
            one.value = Source::Known(value.clone());
        }
        given
    }

    /// The usual body: the sample, corrected, else made up.
    pub(super) fn body(&self) -> Option<CaseBody> {
        self.body.clone()
    }

    fn try_body(&self) -> Option<Result<CaseBody, String>> {
        let request = self.operation.request.as_ref()?;
        let (value, _) = self.givers.values.request_body(self.operation)?;
        Some(self.body_of(value, body::usual_media_type(request)))
    }

    /// A body of this value.
    pub(super) fn body_of(&self, value: Value, media_type: &str) -> Result<CaseBody, String> {
        body::with_identifiers(self.givers, self.at, value, media_type)
    }

    /// The media types of the successful answer.
    pub(super) fn media_types(&self) -> &'a [String] {
        let success = self.operation.responses.iter();
        let mut bodies = success
            .filter(|one| one.status.value / 100 == 2)
            .filter_map(|one| one.body.as_ref());
        bodies.next().map_or(&[], |one| &one.media_types)
    }

    /// A case with all that is usual.
    pub(super) fn usual(&self, kind: CaseKind, name: &str, given: Vec<Given>) -> Case {
        let all = self.media_types();
        let json = all.iter().find(|one| body::is_json(one));
        Case {
            id: format!("{}/{name}", self.operation.id.value),
            operation: self.at,
            kind,
            parameters: given,
            body: self.body(),
            accept: json.or_else(|| all.first()).cloned().into_iter().collect(),
            credentials: Credentials::Given,
            method: None,
            path: None,
        }
    }

    /// The case, left out if a value is missing or it would go to somebody else's object.
    pub(super) fn settle(&self, case: Case) -> Planned {
        let foreign = self.foreign.clone().map(Reason::NotAllowed);
        let left_out = foreign.or_else(|| missing(&case).map(Reason::Blocked));
        Planned { case, left_out }
    }
}

fn missing(case: &Case) -> Option<String> {
    let mut given = case.parameters.iter().map(|one| &one.value);
    let missing = given.find_map(body::missing);
    missing.map(ToOwned::to_owned)
}
