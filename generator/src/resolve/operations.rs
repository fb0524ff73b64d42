//! Operations of the model: parameters with types, headers and security schemes shared,
//! statuses with their bodies, ids that are unique.

use super::finish::Finished;
use bindery_model::api;
use bindery_model::resolved::{
    Header, Operation, Parameter, RequestBody, Response, ResponseBody, SecurityScheme,
};
use bindery_model::{
    Api, Diagnostic, Evidence, EvidenceKind, ResolvedApi, Scalar, Severity, Stated, StatedType,
    Type,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a body is sent as where the page names no media type.
const DEFAULT_MEDIA_TYPE: &str = "application/json";

pub(super) fn build(
    api: Api,
    finished: Finished,
    diagnostics: &mut Vec<Diagnostic>,
) -> ResolvedApi {
    let mut headers = Headers::default();
    let mut schemes = Schemes::default();
    let Finished {
        schemas,
        mut requests,
        mut responses,
        ..
    } = finished;
    let mut operations = Vec::with_capacity(api.operations.len());
    for (at, stated) in api.operations.into_iter().enumerate() {
        let operation = Operation {
            file: stated.file,
            span: stated.span,
            headers: headers.take(&stated.headers),
            security: schemes.take(&stated.security),
            request: stated.request.as_ref().and_then(|body| {
                let (value_type, type_evidence) = requests.remove(&at)?;
                Some(RequestBody {
                    name: body.name.clone(),
                    description: body.description.clone(),
                    media_types: media_types(&stated.request_media_types, &value_type),
                    value_type,
                    type_evidence,
                })
            }),
            responses: statuses(&stated, responses.remove(&at), diagnostics),
            parameters: stated.parameters.into_iter().map(parameter).collect(),
            dialect: stated.dialect,
            id: stated.id,
            title: stated.title,
            method: stated.method,
            path: stated.path,
            resource: stated.resource,
            summary: stated.summary,
            description: stated.description,
            response_time: stated.response_time,
            sample_requests: stated.sample_requests,
            sample_responses: stated.sample_responses,
        };
        operations.push(operation);
    }
    unique_ids(&mut operations, diagnostics);
    let headers = headers.sort(&mut operations);
    let security = schemes.sort(&mut operations);
    ResolvedApi {
        operations,
        schemas,
        headers,
        security,
    }
}

/// What tells two headers apart.
#[derive(PartialEq, Eq, Hash)]
struct HeaderKey {
    name: String,
    description: Option<String>,
    required: bool,
}

/// Headers, each once: those of one name are one where pages say the same of them.
#[derive(Default)]
struct Headers {
    all: Vec<Header>,
    known: FxHashMap<HeaderKey, usize>,
}

impl Headers {
    fn take(&mut self, stated: &[api::Parameter]) -> Vec<usize> {
        let mut taken: Vec<usize> = Vec::with_capacity(stated.len());
        let mut names: FxHashSet<String> = FxHashSet::default();
        for parameter in stated {
            let key = HeaderKey {
                name: parameter.name.value.to_lowercase(),
                description: parameter
                    .description
                    .as_ref()
                    .map(|told| told.value.clone()),
                required: parameter.required.is_some(),
            };
            let at = *self.known.entry(key).or_insert_with(|| {
                self.all.push(Header {
                    name: parameter.name.clone(),
                    description: parameter.description.clone(),
                    required: parameter.required,
                });
                self.all.len() - 1
            });
            if names.insert(parameter.name.value.to_ascii_lowercase()) {
                taken.push(at);
            }
        }
        taken
    }

    fn sort(self, operations: &mut [Operation]) -> Vec<Header> {
        let (sorted, place) = sorted_by(self.all, |header| header.name.value.to_lowercase());
        for operation in operations {
            operation.headers.iter_mut().for_each(|at| *at = place[*at]);
        }
        sorted
    }
}

/// Security schemes, each once by name.
#[derive(Default)]
struct Schemes {
    all: Vec<SecurityScheme>,
}

impl Schemes {
    fn take(&mut self, stated: &[SecurityScheme]) -> Vec<usize> {
        let mut take = |scheme: &SecurityScheme| {
            let known = self.all.iter().position(|known| known.name == scheme.name);
            known.unwrap_or_else(|| {
                self.all.push(scheme.clone());
                self.all.len() - 1
            })
        };
        stated.iter().map(&mut take).collect()
    }

    fn sort(self, operations: &mut [Operation]) -> Vec<SecurityScheme> {
        let (sorted, place) = sorted_by(self.all, |scheme| scheme.name.clone());
        for operation in operations {
            operation
                .security
                .iter_mut()
                .for_each(|at| *at = place[*at]);
        }
        sorted
    }
}

/// The items in the order of their keys, and for each old place the new one.
fn sorted_by<T, K: Ord>(items: Vec<T>, key: impl Fn(&T) -> K) -> (Vec<T>, Vec<usize>) {
    let mut numbered: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    numbered.sort_by_cached_key(|(_, item)| key(item));
    let mut place = vec![0; numbered.len()];
    for (new, (old, _)) in numbered.iter().enumerate() {
        place[*old] = new;
    }
    (numbered.into_iter().map(|(_, item)| item).collect(), place)
}

fn parameter(stated: api::Parameter) -> Parameter {
    Parameter {
        value_type: parameter_type(&stated.stated_type.value),
        type_evidence: stated.stated_type.evidence,
        name: stated.name,
        location: stated.location,
        required: stated.required,
        default: stated.default,
        description: stated.description,
        example: stated.example,
    }
}

/// The type of a parameter. What a path or a query cannot carry as it is travels as text.
fn parameter_type(stated: &StatedType) -> Type {
    match stated {
        StatedType::Scalar(scalar) => Type::Scalar(*scalar),
        StatedType::Enum(members) => Type::Enum(members.clone()),
        StatedType::Array(items) => {
            let items = items
                .as_ref()
                .map_or(Type::Scalar(Scalar::String), |i| parameter_type(i));
            Type::Array(Box::new(items))
        }
        StatedType::Object | StatedType::Map(_) => Type::Object,
        StatedType::Blank
        | StatedType::Text
        | StatedType::Any
        | StatedType::Named(_)
        | StatedType::Unknown(_) => Type::Scalar(Scalar::String),
    }
}

fn media_types(stated: &[Stated<String>], value_type: &Type) -> Vec<String> {
    if !stated.is_empty() {
        return stated.iter().map(|media| media.value.clone()).collect();
    }
    let default = match value_type {
        Type::Scalar(Scalar::Binary) => "application/octet-stream",
        _ => DEFAULT_MEDIA_TYPE,
    };
    vec![default.to_owned()]
}

/// The statuses in ascending order. The body belongs to the first success that may have one.
fn statuses(
    operation: &api::Operation,
    body: Option<(Type, Evidence)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Response> {
    let mut responses: Vec<Response> = operation
        .responses
        .iter()
        .map(|stated| Response {
            status: stated.status.clone(),
            description: stated.description.clone(),
            body: None,
        })
        .collect();
    let is_success = |r: &Response| (200..300).contains(&r.status.value);
    if !responses.iter().any(is_success) {
        let place = operation.path.evidence;
        let message = "no status of success is documented; 200 is assumed";
        let diagnostic =
            Diagnostic::new("no-success-status", Severity::Warning, place.span, message);
        diagnostics.push(diagnostic.help("add the status with which the operation succeeds"));
        responses.push(Response {
            status: Stated::new(200, EvidenceKind::Endpoint, place.span),
            description: None,
            body: None,
        });
    }
    let may_have_body = |r: &&mut Response| {
        (200..300).contains(&r.status.value) && !matches!(r.status.value, 204 | 205)
    };
    if let (Some((value_type, type_evidence)), Some(response)) =
        (body, responses.iter_mut().find(may_have_body))
    {
        response.body = Some(ResponseBody {
            media_types: media_types(&operation.response_media_types, &value_type),
            value_type,
            type_evidence,
        });
    }
    responses.sort_by_key(|response| response.status.value);
    responses
}

/// Makes ids unique: a second operation of an id gets a number.
fn unique_ids(operations: &mut [Operation], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: FxHashMap<String, bindery_model::Span> = FxHashMap::default();
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    for operation in operations {
        let place = operation.id.span();
        let Some(first) = seen.get(&operation.id.value).copied() else {
            seen.insert(operation.id.value.clone(), place);
            continue;
        };
        let id = operation.id.value.clone();
        let number = numbers.entry(id.clone()).or_insert(2);
        while seen.contains_key(&format!("{id}_{number}")) {
            *number += 1;
        }
        operation.id.value = format!("{id}_{number}");
        seen.insert(operation.id.value.clone(), place);
        let message = format!(
            "the id `{id}` is used twice; here it becomes `{}`",
            operation.id.value
        );
        let diagnostic = Diagnostic::new("duplicate-id", Severity::Warning, place, message)
            .help("give each operation an id of its own")
            .related(first, "the first");
        diagnostics.push(diagnostic);
    }
}
