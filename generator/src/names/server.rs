//! The names that a Rust server has beside those of a client: parameters and answers as types.

use super::lock::{LockError, NamesLock};
use super::reserved::SERVER_TYPES;
use super::rust::NameTable;
use super::scope::Scope;
use super::words::{Case, words};
use bindery_model::resolved::Operation;
use bindery_model::{Location, ResolvedApi, Type};

/// Every identifier of a Rust server, in the order of the model's lists.
#[derive(Clone, Debug)]
pub struct ServerNames {
    /// Those that clients have too.
    pub table: NameTable,
    /// Of each resource.
    pub resources: Vec<ServerResource>,
    /// Of each operation.
    pub operations: Vec<ServerOperation>,
}

/// Names for a resource.
#[derive(Clone, Debug, Default)]
pub struct ServerResource {
    /// Types for the parameters of operations, each shared by those that take the same.
    pub parameters: Vec<PartNames>,
    /// Enumerations of answers, each shared by operations that document the same.
    pub answers: Vec<PartNames>,
}

/// Names for a type and its fields or members.
#[derive(Clone, Debug)]
pub struct PartNames {
    /// The type.
    pub name: String,
    /// Its parts: fields in the order of the parameters, or members in that of the statuses.
    pub parts: Vec<String>,
    /// The first operation that has it: a place in [`ResolvedApi::operations`].
    pub operation: usize,
}

/// Names for an operation.
#[derive(Clone, Debug, Default)]
pub struct ServerOperation {
    /// The constant that holds what is documented.
    pub constant: String,
    /// A place in [`ServerResource::parameters`], where there are any.
    pub parameters: Option<usize>,
    /// A place in [`ServerResource::answers`], where several are documented.
    pub answer: Option<usize>,
}

impl ServerNames {
    /// The names for a model in which those of a lock file are kept, and the lock file that holds
    /// those that clients have too.
    ///
    /// # Errors
    /// Where the lock file gives a name that cannot be given.
    pub fn locked(api: &ResolvedApi, lock: &NamesLock) -> Result<(Self, NamesLock), LockError> {
        let (mut table, lock) = NameTable::beside(api, SERVER_TYPES, lock)?;
        let mut operations = vec![ServerOperation::default(); api.operations.len()];
        let mut resources = Vec::with_capacity(table.resources.len());
        for resource in &mut table.resources {
            let methods = resource.operations.iter();
            let methods: Vec<&str> = methods.map(|at| &*table.operations[*at].method).collect();
            let constants = constants(&methods);
            let mut made = ServerResource::default();
            for ((at, method), constant) in resource.operations.iter().zip(methods).zip(constants) {
                let parameters =
                    parameters(api, *at, method, &mut resource.scope, &mut made.parameters);
                let answer = answers(api, *at, method, &mut resource.scope, &mut made.answers);
                operations[*at] = ServerOperation {
                    constant,
                    parameters,
                    answer,
                };
            }
            resources.push(made);
        }
        let names = ServerNames {
            table,
            resources,
            operations,
        };
        Ok((names, lock))
    }
}

/// The methods in capitals, which may make two of them alike.
fn constants(methods: &[&str]) -> Vec<String> {
    let capitals: Vec<String> = methods.iter().map(|one| one.to_uppercase()).collect();
    let wires: Vec<&str> = capitals.iter().map(String::as_str).collect();
    let mut scope = Scope::new(Case::Snake, "operation", &["samples"]);
    let claimed = scope.claim_all(&wires);
    claimed.iter().map(|one| one.to_uppercase()).collect()
}

/// What two operations must have in common to share a type for their parameters.
fn parameter_key(operation: &Operation) -> Vec<(&str, Location, &Type, bool)> {
    let all = operation.parameters.iter();
    all.map(|one| {
        let is_required = one.required.is_some();
        (&*one.name.value, one.location, &one.value_type, is_required)
    })
    .collect()
}

fn parameters(
    api: &ResolvedApi,
    at: usize,
    method: &str,
    scope: &mut Scope,
    made: &mut Vec<PartNames>,
) -> Option<usize> {
    let key = parameter_key(&api.operations[at]);
    if key.is_empty() {
        return None;
    }
    let same = |one: &PartNames| parameter_key(&api.operations[one.operation]) == key;
    if let Some(found) = made.iter().position(same) {
        return Some(found);
    }
    let wires: Vec<&str> = key.iter().map(|(name, ..)| *name).collect();
    let wanted = match wires[..] {
        [wire] => words(&format!("{wire}_parameter")),
        _ => words(&format!("{method}_parameters")),
    };
    made.push(PartNames {
        name: scope.claim(&wanted),
        parts: Scope::new(Case::Snake, "parameter", &[]).claim_all(&wires),
        operation: at,
    });
    Some(made.len() - 1)
}

/// What two operations must have in common to share their answers.
fn answer_key(operation: &Operation) -> Vec<(u16, Option<&Type>)> {
    let all = operation.responses.iter();
    all.map(|one| {
        let body = one.body.as_ref().map(|body| &body.value_type);
        (one.status.value, body)
    })
    .collect()
}

fn answers(
    api: &ResolvedApi,
    at: usize,
    method: &str,
    scope: &mut Scope,
    made: &mut Vec<PartNames>,
) -> Option<usize> {
    let key = answer_key(&api.operations[at]);
    if key.len() < 2 {
        return None;
    }
    let same = |one: &PartNames| answer_key(&api.operations[one.operation]) == key;
    if let Some(found) = made.iter().position(same) {
        return Some(found);
    }
    made.push(PartNames {
        name: scope.claim(&words(&format!("{method}_answer"))),
        parts: key.iter().map(|(status, _)| status_name(*status)).collect(),
        operation: at,
    });
    Some(made.len() - 1)
}

/// What a status is called (RFC 9110 section 15).
fn status_name(status: u16) -> String {
    let name = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        204 => "NoContent",
        206 => "PartialContent",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        409 => "Conflict",
        410 => "Gone",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableContent",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        _ => return format!("Status{status}"),
    };
    name.to_owned()
}
