//! A module a resource: a trait of its operations, and what is documented of each.

use super::Server;
use super::answers::{Answers, shown};
use super::documented::numbered;
use super::parameters::ParameterSet;
use super::samples::sample;
use crate::names::rust::{EnumNames, ResourceNames};
use crate::names::server::ServerResource;
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::docs::{self, one_line};
use crate::target::rust::enumeration::Enumeration;
use crate::target::rust::patch;
use crate::target::rust::reach::{answer, is_raw_answer};
use crate::target::rust::shape::{self, Imports, is_raw};
use bindery_model::Type;
use bindery_model::resolved::Operation;
use quote::{format_ident, quote};
use rayon::prelude::*;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use std::collections::BTreeSet;

/// What `resource.rs.j2` sees: a resource as a trait.
#[derive(JsonSchema, Serialize)]
struct ResourceFile<'a> {
    uses: Vec<String>,
    docs: Vec<String>,
    module: &'a str,
    name: &'a str,
    has_samples: bool,
    operations: Vec<Method<'a>>,
    parameters: Vec<ParameterSet<'a>>,
    answers: Vec<Answers<'a>>,
    enums: Vec<Enumeration<'a>>,
}

/// An operation as a method of the trait.
#[derive(JsonSchema, Serialize)]
struct Method<'a> {
    docs: Vec<String>,
    method: &'a str,
    request: String,
    answer: String,
    default: String,
    constant: &'a str,
    id: &'a str,
    http: &'static str,
    path: &'a str,
    page: &'a str,
    line: u32,
    security: String,
    parameters: Vec<String>,
    takes: String,
    gives: String,
    statuses: Vec<Status>,
}

#[derive(JsonSchema, Serialize)]
struct Status {
    code: u16,
    meaning: String,
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![("rust_server/resource.rs.j2", schema_for!(ResourceFile<'_>))]
}

pub(super) fn write(
    server: &Server<'_>,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let resources = &server.context.names.resources;
    let made: Result<Vec<OutputFile>, String> = resources
        .par_iter()
        .zip(&server.names.resources)
        .map(|(resource, parts)| {
            let file = server.resource(resource, parts);
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

/// The media types in which a body may be sent: those that the page lists and those that it shows.
pub(super) fn taken(operation: &Operation) -> Option<String> {
    let request = operation.request.as_ref()?;
    let mut all: Vec<&str> = request.media_types.iter().map(String::as_str).collect();
    let shown = operation
        .sample_requests
        .iter()
        .flat_map(|sample| &sample.headers);
    let shown = shown.filter(|one| one.name.eq_ignore_ascii_case("content-type"));
    let essence = |text: &'_ str| {
        text.split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase()
    };
    for header in shown {
        let value = header.value.split(';').next().unwrap_or("").trim();
        if value.contains('/') && !all.iter().any(|one| essence(one) == essence(value)) {
            all.push(value);
        }
    }
    Some(all.join(", "))
}

impl<'a> Server<'a> {
    fn resource(&self, resource: &'a ResourceNames, parts: &'a ServerResource) -> ResourceFile<'a> {
        let mut imports = Imports::new();
        let operations = resource.operations.iter();
        let operations: Vec<Method<'_>> = operations
            .map(|at| self.method(*at, parts, &mut imports))
            .collect();
        let sets = parts.parameters.iter();
        let sets = sets
            .map(|one| self.parameter_set(resource, one, &mut imports))
            .collect();
        let answers = parts.answers.iter();
        let answers = answers
            .map(|one| self.answers(resource, one, &mut imports))
            .collect();
        let enums = self.enums(resource);
        if !enums.is_empty() {
            imports.insert("crate::support::Words".to_owned());
        }
        if !parts.parameters.is_empty() {
            imports.insert("serde::Deserialize".to_owned());
            for name in ["Kind", "Parameter"] {
                imports.insert(format!("crate::support::{name}"));
            }
        }
        for name in [
            "BodyIn",
            "BodyOut",
            "Operation",
            "Reply",
            "Request",
            "Routes",
            "RoutesOf",
        ] {
            imports.insert(format!("crate::support::{name}"));
        }
        imports.insert("axum::http::Method".to_owned());
        imports.insert("std::sync::Arc".to_owned());
        let wire = resource.wire.replace('`', "'");
        let docs = |words: &[String]| vec![format!("One of {} words.", words.len())];
        ResourceFile {
            uses: shape::uses(&imports),
            docs: vec![format!("Operations of `{wire}`.")],
            module: &resource.module,
            name: &resource.name,
            has_samples: operations.iter().any(|one| one.default.contains("SAMPLES")),
            operations,
            parameters: sets,
            answers,
            enums: enums
                .into_iter()
                .map(|one| Enumeration::new(one, docs(&one.words), true))
                .collect(),
        }
    }

    /// The enumerations of parameters. Those of bodies are text here.
    fn enums(&self, resource: &'a ResourceNames) -> Vec<&'a EnumNames> {
        let names = &self.context.names.operations;
        let of_parameters = resource.operations.iter();
        let of_parameters = of_parameters.flat_map(|at| names[*at].enums.values());
        let of_parameters: BTreeSet<usize> = of_parameters.copied().collect();
        let enums = of_parameters.into_iter();
        enums.map(|at| &resource.enums[at]).collect()
    }

    fn method(&self, at: usize, parts: &'a ServerResource, imports: &mut Imports) -> Method<'a> {
        let context = self.context;
        let operation = &context.api.operations[at];
        let names = &self.names.operations[at];
        let set = names.parameters.map(|at| &*parts.parameters[at].name);
        let body = self.request_body(operation, imports);
        let request = match (set, body) {
            (None, None) => "Request".to_owned(),
            (Some(set), None) => format!("Request<{set}>"),
            (set, Some(body)) => format!("Request<{}, {body}>", set.unwrap_or("()")),
        };
        let mut statuses: Vec<Status> = Vec::new();
        for response in &operation.responses {
            let told = response
                .description
                .as_ref()
                .map_or("", |told| &*told.value);
            statuses.push(Status {
                code: response.status.value,
                meaning: one_line(told),
            });
        }
        // What tells success goes first: it is what an answer without a status of its own has.
        statuses.sort_by_key(|one| !(200..300).contains(&one.code));
        let (answer, default) = self.answer(
            operation,
            names.answer.map(|at| &parts.answers[at]),
            imports,
        );
        Method {
            docs: self.docs(operation),
            method: &context.names.operations[at].method,
            request,
            answer,
            default,
            constant: &names.constant,
            id: &operation.id.value,
            http: operation.method.value.as_str(),
            path: operation.path.value.split('?').next().unwrap_or(""),
            page: &context.sources.file(operation.file).path,
            line: context.sources.position(operation.span).line,
            security: self.documented.security(&operation.security),
            parameters: self.parameters(operation),
            takes: self.takes(operation),
            gives: self.gives(operation),
            statuses,
        }
    }

    fn request_body(&self, operation: &Operation, imports: &mut Imports) -> Option<String> {
        let context = self.context;
        let request = operation.request.as_ref()?;
        if patch::forms(context.api, operation).is_some() {
            imports.insert("crate::support::PatchDocument".to_owned());
            return Some("PatchDocument".to_owned());
        }
        if is_raw(&request.value_type, &request.media_types) {
            imports.insert("crate::support::Body".to_owned());
            return Some("Body".to_owned());
        }
        let held = context.owned(&request.value_type, None, "types::", imports);
        if held.contains("types::") {
            imports.insert("crate::types".to_owned());
        }
        Some(held)
    }

    /// The type of what a method answers with, and what a stub answers.
    fn answer(
        &self,
        operation: &'a Operation,
        names: Option<&'a crate::names::server::PartNames>,
        imports: &mut Imports,
    ) -> (String, String) {
        let Some((at, response)) = shown(operation) else {
            return ("()".to_owned(), "request.empty(())".to_owned());
        };
        let (value_type, kind) = self.body(response, imports);
        let made = names.map(|names| {
            let name = format_ident!("{}", names.name);
            let member = format_ident!("{}", names.parts[at]);
            quote!(#name::#member)
        });
        let has_sample = sample(operation).is_some();
        let default = match (kind, made) {
            ("empty", made) => {
                let made = made.unwrap_or_else(|| quote!(()));
                quote!(request.empty(#made))
            }
            ("bytes", made) => {
                let made = made.unwrap_or_else(|| quote!(|body| body));
                quote!(request.sample_bytes(SAMPLES, #made))
            }
            (_, None) if has_sample => quote!(request.sample(SAMPLES)),
            (_, Some(made)) if has_sample => quote!(request.sample_as(SAMPLES, #made)),
            _ => quote!(request.unshown()),
        };
        let answer = names.map_or(value_type, |names| names.name.clone());
        (answer, default.to_string())
    }

    fn takes(&self, operation: &Operation) -> String {
        let (Some(request), Some(list)) = (&operation.request, taken(operation)) else {
            return "BodyIn::Nothing".to_owned();
        };
        let is_patch = patch::forms(self.context.api, operation).is_some();
        let form = if !is_patch && is_raw(&request.value_type, &request.media_types) {
            "Bytes"
        } else {
            "Json"
        };
        let list = self.documented.media_types(&list);
        let line = self.line(request.type_evidence.span);
        format!("BodyIn::{form}(documented::{list}, {line})")
    }

    fn gives(&self, operation: &Operation) -> String {
        let Some(body) = answer(operation) else {
            return "BodyOut::Nothing".to_owned();
        };
        let list = self.documented.media_types(&body.media_types.join(", "));
        if is_raw_answer(body) {
            return format!("BodyOut::Bytes(documented::{list})");
        }
        let root = self.root(&body.value_type);
        format!("BodyOut::Value(documented::{list}, {})", quote!(#root))
    }

    /// What a value, or an item of an array, is called where it needs a name.
    fn root(&self, value_type: &Type) -> String {
        match value_type {
            Type::Array(items) => self.root(items),
            Type::Schema(id) => self.context.api.schema(*id).name.clone(),
            Type::Scalar(scalar) => scalar.as_str().to_owned(),
            Type::Enum(_) => "string".to_owned(),
            Type::Any => "value".to_owned(),
            Type::Map(_) | Type::Object => "object".to_owned(),
        }
    }

    fn docs(&self, operation: &Operation) -> Vec<String> {
        let summary = operation.summary.as_ref().or(operation.title.as_ref());
        let mut docs = docs::lines(summary.map_or("", |told| &*told.value));
        if let Some(part) = &operation.description {
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
}

/// The constants of lists that operations share, as templates see them.
#[derive(JsonSchema, Serialize)]
pub(super) struct Shared {
    name: String,
    values: Vec<String>,
}

impl Server<'_> {
    pub(super) fn shared(&self) -> (Vec<Shared>, Vec<Shared>) {
        let media_types = self.documented.media_types.iter().enumerate();
        let media_types = media_types.map(|(at, list)| Shared {
            name: numbered("MEDIA_TYPES", at),
            values: vec![list.clone()],
        });
        let schemes = &self.context.api.security;
        let security = self.documented.security.iter().enumerate();
        let security = security.map(|(at, list)| Shared {
            name: numbered("SECURITY", at),
            values: list
                .iter()
                .map(|at| super::documented::scheme(&schemes[*at]))
                .collect(),
        });
        (media_types.collect(), security.collect())
    }
}
