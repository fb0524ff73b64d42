//! Tests in which the client of the same pages calls this server, once an operation.

use super::answers::shown;
use super::samples::sample;
use super::{ClientCrate, Server};
use crate::names::rust::{NameTable, ResourceNames};
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::patch::{self, merge_words};
use crate::target::rust::reach::{answer, is_raw_answer};
use crate::target::rust::shape::{is_names, is_raw};
use bindery_model::resolved::{Operation, Parameter, RequestBody, SecurityKind};
use bindery_model::{Location, Scalar, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

/// What `client_tests.rs.j2` sees: what is called.
#[derive(JsonSchema, Serialize)]
struct ClientTests<'a> {
    own: &'a str,
    client: &'a str,
    credentials: Vec<String>,
    resources: Vec<Resource<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct Resource<'a> {
    module: &'a str,
    /// The module and method of the client.
    client: &'a str,
    calls: Vec<Call<'a>>,
}

#[derive(JsonSchema, Serialize)]
struct Call<'a> {
    id: &'a str,
    method: String,
    arguments: Vec<String>,
    /// What makes the answer the value that the page shows.
    then: String,
    /// What becomes of it: `same`, `bytes`, `done` or `unshown`.
    outcome: &'static str,
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![(
        "rust_server/client_tests.rs.j2",
        schema_for!(ClientTests<'_>),
    )]
}

pub(super) fn write(
    server: &Server<'_>,
    client: &ClientCrate,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let api = server.context.api;
    let names = NameTable::new(api);
    let krate = client.package.replace('-', "_");
    let resources = names.resources.iter().zip(&server.context.names.resources);
    let resources: Vec<Resource<'_>> = resources
        .map(|(resource, own)| Resource {
            module: &own.module,
            client: &resource.module,
            calls: calls(server, &names, resource, &krate),
        })
        .collect();
    let credentials: Vec<String> = api
        .security
        .iter()
        .map(|one| credentials(&one.kind))
        .collect();
    let own = server.context.options.package.replace('-', "_");
    let context = ClientTests {
        own: &own,
        client: &krate,
        credentials,
        resources,
    };
    files.push(OutputFile {
        path: "tests/client.rs".to_owned(),
        text: renderer.rust("client_tests.rs.j2", context)?,
    });
    Ok(())
}

fn credentials(kind: &SecurityKind) -> String {
    let tokens = match kind {
        SecurityKind::Basic => quote!(.basic_auth("user", "password")),
        SecurityKind::Bearer => quote!(.bearer_auth("token")),
        SecurityKind::ApiKey { header } if header.eq_ignore_ascii_case("authorization") => quote!(),
        SecurityKind::ApiKey { header } => quote!(.api_key(#header, "key")),
    };
    tokens.to_string()
}

fn calls<'a>(
    server: &Server<'a>,
    names: &'a NameTable,
    resource: &'a ResourceNames,
    krate: &str,
) -> Vec<Call<'a>> {
    let api = server.context.api;
    let mut calls = Vec::new();
    let mut methods = resource.methods.clone();
    for at in &resource.operations {
        let operation = &api.operations[*at];
        let of_operation = &names.operations[*at];
        let mut arguments = Vec::new();
        for (place, parameter) in operation.parameters.iter().enumerate() {
            if parameter.required.is_some() || parameter.location == Location::Path {
                let member = of_operation.enums.get(&place);
                let member = member.map(|at| member_of(resource, *at, krate));
                arguments.push(argument(parameter, member, krate).to_string());
            }
        }
        let mut bodies = Vec::new();
        match (patch::forms(api, operation), &operation.request) {
            (Some(forms), _) => {
                let own = of_operation.method.clone();
                if forms.json.is_some() {
                    bodies.push((own.clone(), Some(quote!(&Default::default()))));
                }
                if let Some((_, schema)) = forms.merge {
                    let method = if forms.json.is_some() {
                        methods.claim(&merge_words(&own))
                    } else {
                        own
                    };
                    let typed = quote!(&Default::default());
                    let untyped = quote!(&serde_json::json!({}));
                    bodies.push((method, Some(if schema.is_some() { typed } else { untyped })));
                }
            }
            (None, Some(request)) => {
                let member = of_operation.body_enum;
                let member = member.map(|at| member_of(resource, at, krate));
                let body = body(request, member, krate);
                bodies.push((of_operation.method.clone(), Some(body)));
            }
            (None, None) => bodies.push((of_operation.method.clone(), None)),
        }
        for (method, body) in bodies {
            let mut arguments = arguments.clone();
            arguments.extend(body.map(|one| one.to_string()));
            calls.push(Call {
                id: &operation.id.value,
                method,
                arguments,
                then: then(operation),
                outcome: outcome(operation),
            });
        }
    }
    calls
}

/// The first member of an enumeration of the client.
fn member_of(resource: &ResourceNames, at: usize, krate: &str) -> TokenStream {
    let names = &resource.enums[at];
    let (name, krate) = (format_ident!("{}", names.name), format_ident!("{krate}"));
    let module = format_ident!("{}", resource.module);
    let member = names.members.first().unwrap_or(&names.other);
    let member = format_ident!("{member}");
    quote!(#krate::#module::#name::#member)
}

/// Takes the value out of what a client wraps it in where 204, 304, 409 or 412 are documented.
fn then(operation: &Operation) -> String {
    let has = |statuses: &[u16]| {
        let mut all = operation.responses.iter();
        all.any(|one| statuses.contains(&one.status.value))
    };
    let done = has(&[304, 409, 412]);
    let done = done.then(|| quote!(.map(|one| one.done().expect("it is done"))));
    let is_raw = answer(operation).is_some_and(is_raw_answer);
    let bytes = (is_raw && has(&[204])).then(|| quote!(.map(Option::unwrap_or_default)));
    quote!(#done #bytes).to_string()
}

fn argument(parameter: &Parameter, member: Option<TokenStream>, krate: &str) -> TokenStream {
    let example = parameter.example.as_ref().map(|one| &*one.value);
    match (&parameter.value_type, member) {
        (Type::Enum(_), Some(member)) => member,
        _ if is_names(parameter) => quote!(["a"]),
        (Type::Scalar(Scalar::String), _) => {
            let is_usable = |text: &&str| !matches!(*text, "" | "." | "..");
            let text = example.filter(is_usable).unwrap_or("a");
            quote!(#text)
        }
        // A list that is left empty is not sent at all.
        (Type::Array(items), _) => match &**items {
            Type::Scalar(Scalar::Int32 | Scalar::Int64) => quote!(&[1]),
            Type::Scalar(Scalar::String) => quote!(&["a".to_owned()]),
            Type::Enum(_) => quote!(&[]),
            _ => quote!(&[Default::default()]),
        },
        (other, _) => value(other, krate),
    }
}

/// A value of a type that has no parts, or one without parts.
fn value(value_type: &Type, krate: &str) -> TokenStream {
    let krate = format_ident!("{krate}");
    match value_type {
        Type::Enum(_) | Type::Scalar(Scalar::String) => quote!("a"),
        Type::Array(_) => quote!(&[]),
        Type::Scalar(Scalar::Int32 | Scalar::Int64) => quote!(1),
        Type::Scalar(Scalar::Double) => quote!(1.0),
        Type::Scalar(Scalar::Boolean) => quote!(true),
        Type::Scalar(Scalar::DateTime) => {
            quote!(&#krate::DateTime::from_text("2024-05-01T12:00:00Z"))
        }
        Type::Scalar(Scalar::Date) => quote!(&#krate::Date::from_text("2024-05-01")),
        Type::Scalar(Scalar::Byte | Scalar::Binary)
        | Type::Any
        | Type::Map(_)
        | Type::Object
        | Type::Schema(_) => quote!(&Default::default()),
    }
}

fn body(request: &RequestBody, member: Option<TokenStream>, krate: &str) -> TokenStream {
    if !is_raw(&request.value_type, &request.media_types) {
        return match (&request.value_type, member) {
            (Type::Enum(_), Some(member)) => member,
            (other, _) => value(other, krate),
        };
    }
    let krate = format_ident!("{krate}");
    let media_type = request
        .media_types
        .first()
        .map_or("application/octet-stream", |one| one);
    quote!(#krate::Body {
        content_type: #media_type.parse().expect("it is one"),
        bytes: "bytes".into(),
    })
}

fn outcome(operation: &Operation) -> &'static str {
    // What a client gives and what a stub gives is the body of the same answer.
    match answer(operation) {
        None => "done",
        Some(body) if is_raw_answer(body) => "bytes",
        Some(_) if shown(operation).is_some_and(|(_, one)| one.body.is_none()) => "done",
        Some(_) if sample(operation).is_some() => "same",
        Some(_) => "unshown",
    }
}
