//! A module a resource: its operations, and the optional parameters that they take.

use crate::names::rust::{OperationNames, ResourceNames};
use crate::names::scope::Scope;
use crate::names::words::words;
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::context::Context;
use crate::target::rust::docs::{self, one_line};
use crate::target::rust::enumeration::Enumeration;
use crate::target::rust::reach::{answer, is_raw_answer};
use crate::target::rust::shape::{self, Imports, is_raw, json_type};
use bindery_model::resolved::{Operation, Parameter};
use bindery_model::{Location, Type};
use quote::{format_ident, quote};
use rayon::prelude::*;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

/// What `resource.rs.j2` sees: the operations of a resource.
#[derive(JsonSchema, Serialize)]
struct ResourceFile<'a> {
    uses: Vec<String>,
    docs: Vec<String>,
    module: &'a str,
    name: &'a str,
    operations: Vec<Call<'a>>,
    options: Vec<OptionSet<'a>>,
    enums: Vec<Enumeration<'a>>,
}

/// An operation as a method.
#[derive(JsonSchema, Serialize)]
struct Call<'a> {
    docs: Vec<String>,
    method: &'a str,
    arguments: Vec<Argument<'a>>,
    answer: String,
    options: Option<String>,
    id: &'a str,
    http: &'static str,
    path: &'a str,
    accept: String,
    statuses: Vec<Status>,
    read: &'static str,
    calls: Vec<String>,
}

#[derive(JsonSchema, Serialize)]
struct Argument<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    argument_type: String,
}

#[derive(JsonSchema, Serialize)]
struct Status {
    code: u16,
    meaning: String,
}

/// Optional parameters that operations share, each a method.
#[derive(JsonSchema, Serialize)]
struct OptionSet<'a> {
    docs: Vec<String>,
    name: String,
    parameters: Vec<OptionMethod<'a>>,
    #[serde(skip)]
    key: Vec<(&'a str, String, &'a str)>,
}

#[derive(JsonSchema, Serialize)]
struct OptionMethod<'a> {
    docs: Vec<String>,
    name: &'a str,
    #[serde(rename = "type")]
    value_type: String,
    call: String,
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![("rust_client/resource.rs.j2", schema_for!(ResourceFile<'_>))]
}

pub(super) fn write(
    context: &Context<'_>,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let made: Result<Vec<OutputFile>, String> = context
        .names
        .resources
        .par_iter()
        .map(|resource| {
            let file = Builder::new(context, resource).file();
            let text = renderer.rust("resource.rs.j2", file);
            Ok(OutputFile {
                path: format!("src/{}.rs", resource.module),
                text: text.map_err(|error| format!("the resource {}: {error}", resource.wire))?,
            })
        })
        .collect();
    files.extend(made?);
    Ok(())
}

struct Builder<'a> {
    context: &'a Context<'a>,
    resource: &'a ResourceNames,
    imports: Imports,
    scope: Scope,
    options: Vec<OptionSet<'a>>,
}

impl<'a> Builder<'a> {
    fn new(context: &'a Context<'a>, resource: &'a ResourceNames) -> Self {
        Builder {
            context,
            resource,
            imports: Imports::new(),
            scope: resource.scope.clone(),
            options: Vec::new(),
        }
    }

    fn file(mut self) -> ResourceFile<'a> {
        let resource = self.resource;
        let operations = resource.operations.iter();
        let operations: Vec<Call<'_>> = operations.map(|at| self.call(*at)).collect();
        if !resource.enums.is_empty() {
            self.import("crate::support::Words");
        }
        for path in ["Client", "Operation", "Request"] {
            self.import(&format!("crate::support::{path}"));
        }
        self.import("reqwest::Method");
        let wire = resource.wire.replace('`', "'");
        let enums = resource.enums.iter();
        let docs = |words: &[String]| vec![format!("One of {} words.", words.len())];
        ResourceFile {
            uses: shape::uses(&self.imports),
            docs: vec![format!("Operations of `{wire}`.")],
            module: &resource.module,
            name: &resource.name,
            operations,
            options: self.options,
            enums: enums
                // They stand in addresses, and in no body.
                .map(|one| Enumeration::new(one, docs(&one.words), false))
                .collect(),
        }
    }

    fn import(&mut self, path: &str) {
        self.imports.insert(path.to_owned());
    }

    fn call(&mut self, at: usize) -> Call<'a> {
        let (context, resource) = (self.context, self.resource);
        let operation = &context.api.operations[at];
        let names = &context.names.operations[at];
        let mut arguments = Vec::new();
        let mut calls = Vec::new();
        for (place, (parameter, name)) in operation
            .parameters
            .iter()
            .zip(&names.parameters)
            .enumerate()
        {
            if parameter.required.is_none() && parameter.location != Location::Path {
                continue;
            }
            let enumeration = names.enums.get(&place).map(|at| &*resource.enums[*at].name);
            arguments.push(Argument {
                name,
                argument_type: self.argument(&parameter.value_type, enumeration),
            });
            calls.push(setter(parameter, name));
        }
        if let (Some(request), Some(name)) = (&operation.request, &names.body) {
            let ident = format_ident!("{name}");
            let (argument_type, call) = if is_raw(&request.value_type, &request.media_types) {
                self.import("crate::support::Body");
                ("Body".to_owned(), quote!(.with_body(#ident)))
            } else {
                let media_type = json_type(&request.media_types).unwrap_or("application/json");
                let argument_type = self.argument(&request.value_type, None);
                let value = if argument_type.starts_with('&') {
                    quote!(#ident)
                } else {
                    quote!(&#ident)
                };
                (argument_type, quote!(.with_json(#media_type, #value)))
            };
            arguments.push(Argument {
                name,
                argument_type,
            });
            calls.push(call.to_string());
        }
        let (answer, read, accept) = self.answer(operation);
        let statuses = operation.responses.iter().map(|response| Status {
            code: response.status.value,
            meaning: one_line(
                response
                    .description
                    .as_ref()
                    .map_or("", |told| &*told.value),
            ),
        });
        Call {
            docs: self.docs(operation),
            method: &names.method,
            arguments,
            answer,
            options: self.option_set(operation, names),
            id: &operation.id.value,
            http: operation.method.value.as_str(),
            path: operation.path.value.split('?').next().unwrap_or(""),
            accept,
            statuses: statuses.collect(),
            read,
            calls,
        }
    }

    fn argument(&mut self, value_type: &Type, enumeration: Option<&str>) -> String {
        let argument = self
            .context
            .argument(value_type, enumeration, "types::", &mut self.imports);
        self.note_types(&argument);
        argument
    }

    /// Types of schemas are told from those of the module by where they stand.
    fn note_types(&mut self, shown: &str) {
        if shown.contains("types::") {
            self.import("crate::types");
        }
    }

    /// What a call gives, how it is read, and what it asks for.
    fn answer(&mut self, operation: &Operation) -> (String, &'static str, String) {
        let Some(body) = answer(operation) else {
            return ("()".to_owned(), "empty", "*/*".to_owned());
        };
        if is_raw_answer(body) {
            self.import("bytes::Bytes");
            return ("Bytes".to_owned(), "bytes", "*/*".to_owned());
        }
        let accept = json_type(&body.media_types).unwrap_or("application/json");
        let held = self
            .context
            .owned(&body.value_type, None, "types::", &mut self.imports);
        self.note_types(&held);
        let may_be_empty = operation
            .responses
            .iter()
            .any(|one| one.status.value == 204);
        if may_be_empty {
            return (
                format!("Option<{held}>"),
                "json_or_empty",
                accept.to_owned(),
            );
        }
        (held, "json", accept.to_owned())
    }

    fn docs(&self, operation: &Operation) -> Vec<String> {
        let summary = operation.summary.as_ref().or(operation.title.as_ref());
        let mut docs = docs::lines(summary.map_or("", |told| &*told.value));
        for part in [operation.description.as_ref()].into_iter().flatten() {
            docs.push(String::new());
            docs.extend(docs::lines(&part.value));
        }
        if !docs.is_empty() {
            docs.push(String::new());
        }
        let path = operation.path.value.replace('`', "'");
        let place = self.context.place(operation.span);
        docs.push(format!(
            "`{} {path}`, documented at {place}.",
            operation.method.value
        ));
        docs
    }

    /// The set of an operation's optional parameters; operations that take the same share it.
    fn option_set(
        &mut self,
        operation: &'a Operation,
        names: &'a OperationNames,
    ) -> Option<String> {
        let (context, resource) = (self.context, self.resource);
        let all = operation
            .parameters
            .iter()
            .zip(&names.parameters)
            .enumerate();
        let mut methods = Vec::new();
        let mut key = Vec::new();
        for (place, (parameter, name)) in all {
            if parameter.required.is_some() || parameter.location == Location::Path {
                continue;
            }
            let enumeration = names.enums.get(&place).map(|at| &*resource.enums[*at].name);
            let value_type = self.argument(&parameter.value_type, enumeration);
            let told = parameter.description.as_ref();
            key.push((
                &*parameter.name.value,
                value_type.clone(),
                told.map_or("", |told| &*told.value),
            ));
            let mut docs = context.line(told, parameter.name.span());
            docs.extend([
                String::new(),
                format!(
                    "The parameter `{}`.",
                    parameter.name.value.replace('`', "'")
                ),
            ]);
            methods.push(OptionMethod {
                docs,
                name,
                value_type,
                call: format!("self{}", setter(parameter, "value")),
            });
        }
        let first = key.first()?.0;
        if let Some(set) = self.options.iter().find(|set| set.key == key) {
            return Some(set.name.clone());
        }
        let mut wanted = if key.len() == 1 {
            words(first)
        } else {
            words(&names.method)
        };
        if key.len() > 1 {
            wanted.push("options".to_owned());
        }
        let name = self.scope.claim(&wanted);
        let what = if key.len() == 1 {
            "The optional parameter"
        } else {
            "Optional parameters"
        };
        self.options.push(OptionSet {
            docs: vec![format!(
                "{what} of [`{}::{}`] and its like.",
                resource.name, names.method
            )],
            name: name.clone(),
            parameters: methods,
            key,
        });
        Some(name)
    }
}

/// What puts the value `name` of a parameter into the request.
fn setter(parameter: &Parameter, name: &str) -> String {
    let wire = &parameter.name.value;
    let ident = format_ident!("{name}");
    let is_word = |one: &Type| matches!(one, Type::Scalar(_) | Type::Enum(_));
    let is_list = matches!(&parameter.value_type, Type::Array(items) if is_word(items));
    if !is_list && !is_word(&parameter.value_type) {
        return quote!(.with_query_json(#wire, #ident)).to_string();
    }
    let call = match (parameter.location, is_list) {
        // As OpenAPI 3.1 section 4.8.12.2.1 has it where nothing else is said: with commas between.
        (Location::Path, true) => {
            let joined = quote!(#ident.iter().map(ToString::to_string).collect::<Vec<_>>());
            quote!(.with_path(#wire, &#joined.join(",")))
        }
        (Location::Path, false) => quote!(.with_path(#wire, &#ident)),
        (Location::Header, _) => {
            let wire = wire.to_ascii_lowercase();
            quote!(.with_header(#wire, &#ident.to_string()))
        }
        (_, true) => quote!(.with_list(#wire, #ident)),
        _ => quote!(.with_query(#wire, &#ident)),
    };
    call.to_string()
}
