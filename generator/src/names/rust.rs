//! The names of a Rust client: types, fields, members, resources, operations and parameters.

use super::reserved::{ACCESSORS, REQUEST_METHODS, TYPES};
use super::scope::Scope;
use super::words::{Case, words};
use bindery_model::resolved::{Operation, ResolvedApi};
use bindery_model::{Location, Type};
use std::collections::BTreeMap;

/// Every identifier of a Rust client, in the order of the model's lists.
#[derive(Clone, Debug)]
pub struct NameTable {
    /// Of each schema.
    pub schemas: Vec<SchemaNames>,
    /// The resources, by the names that pages give them.
    pub resources: Vec<ResourceNames>,
    /// Of each operation.
    pub operations: Vec<OperationNames>,
    /// Of each request header that may be set on every request.
    pub headers: Vec<String>,
    /// Of each security scheme: the builder's method.
    pub security: Vec<String>,
}

/// Names for a schema.
#[derive(Clone, Debug)]
pub struct SchemaNames {
    /// The type.
    pub name: String,
    /// Its module.
    pub module: String,
    /// Its fields, in the order of the properties.
    pub fields: Vec<String>,
    /// The enumeration that a property has for its type, by the property's place.
    pub enums: BTreeMap<usize, EnumNames>,
}

/// Names for an enumeration.
#[derive(Clone, Debug)]
pub struct EnumNames {
    /// The type.
    pub name: String,
    /// The words as they are sent.
    pub words: Vec<String>,
    /// The members, in the same order.
    pub members: Vec<String>,
    /// The member for any other word.
    pub other: String,
}

/// Names for a resource.
#[derive(Clone, Debug)]
pub struct ResourceNames {
    /// What pages call it.
    pub wire: String,
    /// The type with its operations.
    pub name: String,
    /// Its module, its feature, and the client's method.
    pub module: String,
    /// Its operations: places in [`ResolvedApi::operations`].
    pub operations: Vec<usize>,
    /// Enumerations that its parameters have for a type.
    pub enums: Vec<EnumNames>,
    /// Names that are free to take in its module.
    pub scope: Scope,
}

/// Names for an operation.
#[derive(Clone, Debug)]
pub struct OperationNames {
    /// The method.
    pub method: String,
    /// Its parameters, as arguments or as methods of the request.
    pub parameters: Vec<String>,
    /// The enumeration that a parameter has for its type: a place in [`ResourceNames::enums`].
    pub enums: BTreeMap<usize, usize>,
    /// The argument for the body.
    pub body: Option<String>,
}

impl NameTable {
    /// The names for a model.
    pub fn new(api: &ResolvedApi) -> Self {
        NameTable::beside(api, &[])
    }

    /// The same where types of these names stand beside those of a resource as well.
    pub fn beside(api: &ResolvedApi, types: &[&str]) -> Self {
        let headers: Vec<&str> = api
            .headers
            .iter()
            .map(|header| &*header.name.value)
            .collect();
        let headers = Scope::new(Case::Snake, "header", REQUEST_METHODS).claim_all(&headers);
        let (resources, operations) = resources(api, &headers, types);
        NameTable {
            schemas: schemas(api),
            resources,
            operations,
            security: security(api, &headers),
            headers,
        }
    }
}

fn schemas(api: &ResolvedApi) -> Vec<SchemaNames> {
    let wires: Vec<&str> = api.schemas.iter().map(|schema| &*schema.name).collect();
    let mut types = Scope::new(Case::Pascal, "type", TYPES);
    let names = types.claim_all(&wires);
    let modules: Vec<&str> = names.iter().map(String::as_str).collect();
    let modules = Scope::new(Case::Snake, "schema", &["mod"]).claim_all(&modules);
    let mut all = Vec::with_capacity(names.len());
    for ((schema, name), module) in api.schemas.iter().zip(names).zip(modules) {
        let properties = &schema.properties;
        let wires: Vec<&str> = properties.iter().map(|property| &*property.name).collect();
        let fields = Scope::new(Case::Snake, "field", &[]).claim_all(&wires);
        let mut enums = BTreeMap::new();
        for (at, property) in properties.iter().enumerate() {
            if let Some(members) = enum_of(&property.value_type) {
                let mut holder = words(&schema.name);
                holder.extend(words(&property.name));
                enums.insert(at, enum_names(types.claim(&holder), members));
            }
        }
        all.push(SchemaNames {
            name,
            module,
            fields,
            enums,
        });
    }
    all
}

/// The members of the enumeration that a type is or holds.
pub fn enum_of(value_type: &Type) -> Option<&[String]> {
    match value_type {
        Type::Enum(members) => Some(members),
        Type::Array(inner) | Type::Map(inner) => enum_of(inner),
        Type::Any | Type::Scalar(_) | Type::Object | Type::Schema(_) => None,
    }
}

fn enum_names(name: String, words: &[String]) -> EnumNames {
    let mut distinct: Vec<String> = Vec::new();
    for word in words {
        if !distinct.contains(word) {
            distinct.push(word.clone());
        }
    }
    let wires: Vec<&str> = distinct.iter().map(String::as_str).collect();
    let (members, other) = member_names(&wires);
    EnumNames {
        name,
        words: distinct,
        members,
        other,
    }
}

/// Names for members, and one for any other word: the first that none of them wants.
pub fn member_names(wires: &[&str]) -> (Vec<String>, String) {
    let mut scope = Scope::new(Case::Pascal, "value", &["Self"]);
    let members = scope.claim_all(wires);
    for other in ["Unknown", "Unlisted"] {
        if members
            .iter()
            .all(|member| !member.eq_ignore_ascii_case(other))
        {
            return (members, other.to_owned());
        }
    }
    let other = scope.claim(&["unlisted".to_owned()]);
    (members, other)
}

fn resources(
    api: &ResolvedApi,
    headers: &[String],
    types: &[&str],
) -> (Vec<ResourceNames>, Vec<OperationNames>) {
    let mut by_wire: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, operation) in api.operations.iter().enumerate() {
        by_wire.entry(&operation.resource).or_default().push(at);
    }
    let wires: Vec<&str> = by_wire.keys().copied().collect();
    let modules = Scope::new(Case::Snake, "resource", ACCESSORS).claim_all(&wires);
    let mut all = Vec::with_capacity(wires.len());
    let mut named: Vec<Option<OperationNames>> = vec![None; api.operations.len()];
    for ((wire, members), module) in by_wire.into_iter().zip(modules) {
        let mut scope = Scope::new(Case::Pascal, "resource", TYPES);
        scope.reserve(types);
        let name = scope.claim(&words(wire));
        let mut enums = Vec::new();
        let operations: Vec<&Operation> = members.iter().map(|at| &api.operations[*at]).collect();
        let methods = methods(wire, &operations);
        for ((at, operation), method) in members.iter().zip(&operations).zip(methods) {
            let mut names = parameters(operation, method, headers);
            for (place, parameter) in operation.parameters.iter().enumerate() {
                if let Some(words) = enum_of(&parameter.value_type) {
                    let wire = &parameter.name.value;
                    let at = parameter_enum(&mut enums, &mut scope, wire, words);
                    names.enums.insert(place, at);
                }
            }
            named[*at] = Some(names);
        }
        all.push(ResourceNames {
            wire: wire.to_owned(),
            name,
            module,
            operations: members,
            enums: enums.into_iter().map(|(_, one)| one).collect(),
            scope,
        });
    }
    (all, named.into_iter().flatten().collect())
}

/// The enumeration of a parameter, which it shares with those of the same name and words.
fn parameter_enum(
    enums: &mut Vec<(String, EnumNames)>,
    scope: &mut Scope,
    wire: &str,
    listed: &[String],
) -> usize {
    let same = |(name, one): &(String, EnumNames)| name == wire && one.words == listed;
    if let Some(at) = enums.iter().position(same) {
        return at;
    }
    let name = scope.claim(&words(wire));
    enums.push((wire.to_owned(), enum_names(name, listed)));
    enums.len() - 1
}

/// Methods of a resource. An id is a stem, which says where the operation belongs, and behind its
/// first separator a name; the name loses the words at its end that name the resource again. Where
/// two would be alike, what tells their stems apart goes before. An id that only repeats method and
/// path gives its place to what the path adds to those of the resource.
fn methods(resource: &str, operations: &[&Operation]) -> Vec<String> {
    let own = words(resource);
    let ids: Vec<Id> = operations.iter().map(|one| Id::new(one)).collect();
    let base = common(operations.iter().map(|one| static_path(one)));
    let short: Vec<Vec<String>> = ids
        .iter()
        .zip(operations)
        .map(|(id, operation)| match id {
            Id::Parts { stem, name } => without_own(name.clone(), &own, stem),
            Id::FromPath => named_by_path(operation, base),
            Id::Plain(words) => without_own(words.clone(), &own, &[]),
        })
        .collect();
    let stems = ids.iter().filter_map(|id| match id {
        Id::Parts { stem, .. } => Some(stem.clone()),
        Id::FromPath | Id::Plain(_) => None,
    });
    let shared = common(stems);
    let told_apart = |(at, words): (usize, &Vec<String>)| {
        let is_alone = short.iter().filter(|other| *other == words).count() == 1;
        match &ids[at] {
            Id::Parts { stem, .. } if !is_alone => [&stem[shared..], words].concat().join("_"),
            _ => words.join("_"),
        }
    };
    let wires: Vec<String> = short.iter().enumerate().map(told_apart).collect();
    let wires: Vec<&str> = wires.iter().map(String::as_str).collect();
    Scope::new(Case::Snake, "call", &["clone"]).claim_all(&wires)
}

/// The words of an operation's id.
enum Id {
    Parts {
        stem: Vec<String>,
        name: Vec<String>,
    },
    FromPath,
    Plain(Vec<String>),
}

impl Id {
    fn new(operation: &Operation) -> Self {
        let id = &operation.id.value;
        let path = words(&format!(
            "{} {}",
            operation.method.value, operation.path.value
        ));
        if words(id).concat() == path.concat() {
            return Id::FromPath;
        }
        let parts = id.split(|c: char| !c.is_alphanumeric()).map(words);
        let mut parts = parts.filter(|part| !part.is_empty());
        let stem = parts.next().unwrap_or_default();
        let name: Vec<String> = parts.flatten().collect();
        if name.is_empty() {
            Id::Plain(stem)
        } else {
            Id::Parts { stem, name }
        }
    }
}

/// The segments of a path that are no parameters.
fn static_path(operation: &Operation) -> Vec<String> {
    let path = operation.path.value.split('?').next().unwrap_or("");
    let segments = path
        .split('/')
        .filter(|one| !one.is_empty() && !one.contains('{'));
    segments.map(str::to_owned).collect()
}

fn named_by_path(operation: &Operation, base: usize) -> Vec<String> {
    let added: Vec<String> = static_path(operation).drain(base..).collect();
    let method = operation.method.value.as_str();
    if added.is_empty() {
        words(method)
    } else {
        words(&added.join("_"))
    }
}

/// With how many equal items all of them begin.
fn common(lists: impl Iterator<Item = Vec<String>>) -> usize {
    let lists: Vec<Vec<String>> = lists.collect();
    let shortest = lists.iter().map(Vec::len).min().unwrap_or(0);
    let is_common = |at: &usize| lists.iter().all(|one| one[*at] == lists[0][*at]);
    (0..shortest).take_while(is_common).count()
}

/// The words without those at their end that name the resource again: the end of the stem, from the
/// resource's own words on.
fn without_own(mut words: Vec<String>, own: &[String], stem: &[String]) -> Vec<String> {
    let is_own = |at: &usize| stem[*at..].starts_with(own);
    let tails = (0..stem.len()).filter(is_own).map(|at| &stem[at..]);
    let tails: Vec<&[String]> = tails.chain([own]).filter(|tail| !tail.is_empty()).collect();
    if let Some(tail) = tails.into_iter().find(|tail| words.ends_with(tail))
        && words.len() > tail.len()
    {
        words.truncate(words.len() - tail.len());
    }
    words
}

fn parameters(operation: &Operation, method: String, headers: &[String]) -> OperationNames {
    let is_argument = |one: &&bindery_model::resolved::Parameter| {
        one.required.is_some() || one.location == Location::Path
    };
    let wires = |arguments: bool| -> Vec<&str> {
        let all = operation.parameters.iter();
        let all = all.filter(|one| is_argument(one) == arguments);
        all.map(|one| &*one.name.value).collect()
    };
    let mut scope = Scope::new(Case::Snake, "argument", &["request", "OPERATION"]);
    let arguments = scope.claim_all(&wires(true));
    let body = operation.request.as_ref().map(|request| {
        let name = request.name.as_ref().map_or("body", |name| &name.value);
        scope.claim(&words(name))
    });
    let mut options = Scope::new(Case::Snake, "option", REQUEST_METHODS);
    let taken: Vec<&str> = headers.iter().map(String::as_str).collect();
    options.reserve(&taken);
    let options = options.claim_all(&wires(false));
    let (mut arguments, mut options) = (arguments.into_iter(), options.into_iter());
    let next = |one| {
        if is_argument(&one) {
            arguments.next()
        } else {
            options.next()
        }
    };
    OperationNames {
        method,
        parameters: operation.parameters.iter().filter_map(next).collect(),
        enums: BTreeMap::new(),
        body,
    }
}

fn security(api: &ResolvedApi, headers: &[String]) -> Vec<String> {
    let wires: Vec<&str> = api.security.iter().map(|scheme| &*scheme.name).collect();
    const BUILDER: &[&str] = &[
        "api_key",
        "base_url",
        "basic_auth",
        "bearer_auth",
        "build",
        "clone",
        "default_header",
        "max_response",
        "retry",
        "secret",
        "timeout",
        "user_agent",
        "wrong",
    ];
    let mut scope = Scope::new(Case::Snake, "credentials", BUILDER);
    let taken: Vec<&str> = headers.iter().map(String::as_str).collect();
    scope.reserve(&taken);
    scope.claim_all(&wires)
}
