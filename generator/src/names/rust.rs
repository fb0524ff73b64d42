//! The names of a Rust client: types, fields, members, resources, operations and parameters.

use super::ledger::Ledger;
use super::lock::{LockError, NamesLock};
use super::reserved::{ACCESSORS, CALL_TYPES, REQUEST_METHODS, TYPES};
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
    /// Names of types that are free to take.
    pub types: Scope,
    /// Names of the modules of types that are free to take.
    pub modules: Scope,
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
    /// Names of types that are free to take in its module.
    pub scope: Scope,
    /// Names of methods that are free to take.
    pub methods: Scope,
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
    /// The enumeration that the body has for its type: a place in [`ResourceNames::enums`].
    pub body_enum: Option<usize>,
    /// The enumeration that the answer has for its type: a place in [`ResourceNames::enums`].
    pub answer_enum: Option<usize>,
}

impl NameTable {
    /// The names for a model.
    pub fn new(api: &ResolvedApi) -> Self {
        Self::build(api, &[], &mut Ledger::new(&NamesLock::default()))
    }

    /// The names for a model in which those of a lock file are kept, and the lock file that holds
    /// them all.
    ///
    /// # Errors
    /// Where the lock file gives a name that cannot be given.
    pub fn locked(api: &ResolvedApi, lock: &NamesLock) -> Result<(Self, NamesLock), LockError> {
        NameTable::beside(api, &[], lock)
    }

    /// The same where types of these names stand beside those of a resource as well.
    ///
    /// # Errors
    /// Where the lock file gives a name that cannot be given.
    pub fn beside(
        api: &ResolvedApi,
        types: &[&str],
        lock: &NamesLock,
    ) -> Result<(Self, NamesLock), LockError> {
        let mut ledger = Ledger::new(lock);
        let names = Self::build(api, types, &mut ledger);
        Ok((names, ledger.finish()?))
    }

    fn build(api: &ResolvedApi, beside: &[&str], ledger: &mut Ledger<'_>) -> Self {
        let headers: Vec<&str> = api
            .headers
            .iter()
            .map(|header| &*header.name.value)
            .collect();
        let mut scope = Scope::new(Case::Snake, "header", REQUEST_METHODS);
        let headers = ledger.claim_all(&mut scope, "headers", &headers);
        let (resources, operations) = resources(api, &headers, beside, ledger);
        let (schemas, types, modules) = schemas(api, ledger);
        NameTable {
            schemas,
            types,
            modules,
            resources,
            operations,
            security: security(api, &headers, ledger),
            headers,
        }
    }
}

fn schemas(api: &ResolvedApi, ledger: &mut Ledger<'_>) -> (Vec<SchemaNames>, Scope, Scope) {
    let wires: Vec<&str> = api.schemas.iter().map(|schema| &*schema.name).collect();
    let mut types = Scope::new(Case::Pascal, "type", TYPES);
    let enum_keys = api.schemas.iter().flat_map(|schema| {
        let enums = schema
            .properties
            .iter()
            .filter(|one| enum_of(&one.value_type).is_some());
        enums.map(|property| format!("{}.{}", schema.name, property.name))
    });
    let enum_keys: Vec<String> = enum_keys.collect();
    let enum_keys: Vec<&str> = enum_keys.iter().map(String::as_str).collect();
    // They share a scope with types, so those that are known go before types that are new.
    let held_enums = ledger.hold(&mut types, ENUMS, &enum_keys);
    let mut held_enums = enum_keys.iter().zip(held_enums);
    let names = ledger.claim_all(&mut types, "types", &wires);
    let stems: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut modules = Scope::new(Case::Snake, "schema", &["mod"]);
    let stems = modules.claim_all(&stems);
    let mut all = Vec::with_capacity(names.len());
    for ((schema, name), module) in api.schemas.iter().zip(names).zip(stems) {
        let properties = &schema.properties;
        let wires: Vec<&str> = properties.iter().map(|property| &*property.name).collect();
        let mut scope = Scope::new(Case::Snake, "field", &[]);
        let fields = ledger.claim_all(&mut scope, &format!("fields/{}", schema.name), &wires);
        let mut enums = BTreeMap::new();
        for (at, property) in properties.iter().enumerate() {
            if let Some(members) = enum_of(&property.value_type) {
                let mut holder = words(&schema.name);
                holder.extend(words(&property.name));
                let (key, held) = held_enums.next().unwrap_or((&"", None));
                let name = held.unwrap_or_else(|| types.claim(&holder));
                ledger.record(ENUMS, &[key], &vec![name.clone()]);
                let section = format!("members/{name}");
                enums.insert(at, enum_names(name, members, &section, ledger));
            }
        }
        all.push(SchemaNames {
            name,
            module,
            fields,
            enums,
        });
    }
    (all, types, modules)
}

/// The section of enumerations that properties have for a type.
const ENUMS: &str = "enums";

/// The members of the enumeration that a type is or holds.
pub fn enum_of(value_type: &Type) -> Option<&[String]> {
    match value_type {
        Type::Enum(members) => Some(members),
        Type::Array(inner) | Type::Map(inner) => enum_of(inner),
        Type::Any | Type::Scalar(_) | Type::Object | Type::Schema(_) => None,
    }
}

fn enum_names(name: String, words: &[String], section: &str, ledger: &mut Ledger<'_>) -> EnumNames {
    let mut distinct: Vec<String> = Vec::new();
    for word in words {
        if !distinct.contains(word) {
            distinct.push(word.clone());
        }
    }
    let wires: Vec<&str> = distinct.iter().map(String::as_str).collect();
    let (members, other) = members(&wires, section, ledger);
    EnumNames {
        name,
        words: distinct,
        members,
        other,
    }
}

/// Names for members, and one for any other word: the first that none of them wants.
pub fn member_names(wires: &[&str]) -> (Vec<String>, String) {
    members(wires, "members", &mut Ledger::new(&NamesLock::default()))
}

/// What the member for any other word is called, unless a listed one is called so.
const OTHER: &str = "(other)";

fn members(wires: &[&str], section: &str, ledger: &mut Ledger<'_>) -> (Vec<String>, String) {
    let mut scope = Scope::new(Case::Pascal, "value", &["Self"]);
    let other = ledger.hold(&mut scope, section, &[OTHER]).pop().flatten();
    let members = ledger.claim_all(&mut scope, section, wires);
    let other = other.unwrap_or_else(|| other_name(&mut scope, &members));
    ledger.record(section, &[OTHER], &vec![other.clone()]);
    (members, other)
}

fn other_name(scope: &mut Scope, members: &[String]) -> String {
    for other in ["Unknown", "Unlisted"] {
        if members
            .iter()
            .all(|member| !member.eq_ignore_ascii_case(other))
        {
            return other.to_owned();
        }
    }
    scope.claim(&["unlisted".to_owned()])
}

fn resources(
    api: &ResolvedApi,
    headers: &[String],
    types: &[&str],
    ledger: &mut Ledger<'_>,
) -> (Vec<ResourceNames>, Vec<OperationNames>) {
    let mut by_wire: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, operation) in api.operations.iter().enumerate() {
        by_wire.entry(&operation.resource).or_default().push(at);
    }
    let wires: Vec<&str> = by_wire.keys().copied().collect();
    let mut scope = Scope::new(Case::Snake, "resource", ACCESSORS);
    let modules = ledger.claim_all(&mut scope, "resources", &wires);
    let mut all = Vec::with_capacity(wires.len());
    let mut named: Vec<Option<OperationNames>> = vec![None; api.operations.len()];
    for ((wire, members), module) in by_wire.into_iter().zip(modules) {
        let mut scope = Scope::new(Case::Pascal, "resource", TYPES);
        scope.reserve(CALL_TYPES);
        scope.reserve(types);
        let name = scope.claim(&words(wire));
        let mut enums = Vec::new();
        let operations: Vec<&Operation> = members.iter().map(|at| &api.operations[*at]).collect();
        let (methods, free) = methods(wire, &operations, ledger);
        for ((at, operation), method) in members.iter().zip(&operations).zip(methods) {
            let mut names = parameters(operation, method, headers, ledger);
            for (place, parameter) in operation.parameters.iter().enumerate() {
                if let Some(words) = enum_of(&parameter.value_type) {
                    let wire = &parameter.name.value;
                    let section = format!("parameter-enums/{module}");
                    let at = parameter_enum(&mut enums, &mut scope, wire, words, &section, ledger);
                    names.enums.insert(place, at);
                }
            }
            let mut of_body = |value_type: &Type, role: &str| {
                let words = enum_of(value_type)?;
                let wire = format!("{} {role}", names.method);
                let section = format!("parameter-enums/{module}");
                let at = parameter_enum(&mut enums, &mut scope, &wire, words, &section, ledger);
                Some(at)
            };
            let request = operation.request.as_ref();
            names.body_enum = request.and_then(|one| of_body(&one.value_type, "body"));
            let mut bodies = operation
                .responses
                .iter()
                .filter_map(|one| one.body.as_ref());
            names.answer_enum = bodies.find_map(|one| of_body(&one.value_type, "answer"));
            named[*at] = Some(names);
        }
        all.push(ResourceNames {
            wire: wire.to_owned(),
            name,
            module,
            operations: members,
            enums: enums.into_iter().map(|(_, one)| one).collect(),
            scope,
            methods: free,
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
    section: &str,
    ledger: &mut Ledger<'_>,
) -> usize {
    let same = |(name, one): &(String, EnumNames)| name == wire && one.words == listed;
    if let Some(at) = enums.iter().position(same) {
        return at;
    }
    let same_wire = enums.iter().filter(|(name, _)| name == wire).count();
    let key = match same_wire {
        0 => wire.to_owned(),
        more => format!("{wire} ({})", more + 1),
    };
    let held = ledger.hold(scope, section, &[&key]).pop().flatten();
    let name = held.unwrap_or_else(|| scope.claim(&words(wire)));
    ledger.record(section, &[&key], &vec![name.clone()]);
    let members = format!("{section}/{name}");
    let names = enum_names(name, listed, &members, ledger);
    enums.push((wire.to_owned(), names));
    enums.len() - 1
}

/// Methods of a resource. An id is a stem, which says where the operation belongs, and behind its
/// first separator a name; the name loses the words at its end that name the resource again. Where
/// two would be alike, what tells their stems apart goes before. An id that only repeats method and
/// path gives its place to what the path adds to those of the resource.
fn methods(
    resource: &str,
    operations: &[&Operation],
    ledger: &mut Ledger<'_>,
) -> (Vec<String>, Scope) {
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
    let keys: Vec<&str> = operations.iter().map(|one| &*one.id.value).collect();
    let mut scope = Scope::new(Case::Snake, "call", &["clone"]);
    let names = ledger.claim_told(&mut scope, &format!("methods/{resource}"), &keys, &wires);
    (names, scope)
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

/// What the lock file calls the argument for a body.
const BODY: &str = "(body)";

fn parameters(
    operation: &Operation,
    method: String,
    headers: &[String],
    ledger: &mut Ledger<'_>,
) -> OperationNames {
    let section = format!("options/{}", operation.id.value);
    let is_argument = |one: &&bindery_model::resolved::Parameter| {
        one.required.is_some() || one.location == Location::Path
    };
    let wires = |arguments: bool| -> Vec<&str> {
        let all = operation.parameters.iter();
        let all = all.filter(|one| is_argument(one) == arguments);
        all.map(|one| &*one.name.value).collect()
    };
    let mut scope = Scope::new(Case::Snake, "argument", &["request", "OPERATION"]);
    let arguments_of = format!("arguments/{}", operation.id.value);
    let body = ledger
        .hold(&mut scope, &arguments_of, &[BODY])
        .pop()
        .flatten();
    let arguments = ledger.claim_all(&mut scope, &arguments_of, &wires(true));
    let body = operation.request.as_ref().map(|request| {
        let told = request.name.as_ref().map_or("body", |name| &name.value);
        let name = body.unwrap_or_else(|| scope.claim(&words(told)));
        ledger.record(&arguments_of, &[BODY], &vec![name.clone()]);
        name
    });
    let mut options = Scope::new(Case::Snake, "option", REQUEST_METHODS);
    let taken: Vec<&str> = headers.iter().map(String::as_str).collect();
    options.reserve(&taken);
    let options = ledger.claim_all(&mut options, &section, &wires(false));
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
        body_enum: None,
        answer_enum: None,
    }
}

fn security(api: &ResolvedApi, headers: &[String], ledger: &mut Ledger<'_>) -> Vec<String> {
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
    ledger.claim_all(&mut scope, "credentials", &wires)
}
