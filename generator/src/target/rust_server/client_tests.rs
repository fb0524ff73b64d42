//! Tests in which the client of the same pages calls this server, once an operation.

use super::answers::shown;
use super::samples::sample;
use super::{ClientCrate, Server};
use crate::names::rust::{NameTable, ResourceNames};
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::reach::{answer, is_raw_answer};
use crate::target::rust::shape::is_raw;
use bindery_model::resolved::{Operation, Parameter, RequestBody, SecurityKind};
use bindery_model::{Location, Scalar, Type};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde::Serialize;
use serde_json::json;

#[derive(Serialize)]
struct Resource<'a> {
    module: &'a str,
    /// The module and method of the client.
    client: &'a str,
    calls: Vec<Call<'a>>,
}

#[derive(Serialize)]
struct Call<'a> {
    id: &'a str,
    method: &'a str,
    arguments: Vec<String>,
    /// What becomes of it: `same`, `bytes`, `done` or `unshown`.
    outcome: &'static str,
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
    let context =
        json!({"own": own, "client": krate, "credentials": credentials, "resources": resources});
    files.push(OutputFile {
        path: "tests/client.rs".to_owned(),
        text: renderer.rust("client_tests.rs.j2", context)?,
    });
    Ok(())
}

fn credentials(kind: &SecurityKind) -> String {
    let code = match kind {
        SecurityKind::Basic => quote!(.basic_auth("user", "password")),
        SecurityKind::Bearer => quote!(.bearer_auth("token")),
        SecurityKind::ApiKey { header } if header.eq_ignore_ascii_case("authorization") => quote!(),
        SecurityKind::ApiKey { header } => quote!(.api_key(#header, "key")),
    };
    code.to_string()
}

fn calls<'a>(
    server: &Server<'a>,
    names: &'a NameTable,
    resource: &'a ResourceNames,
    krate: &str,
) -> Vec<Call<'a>> {
    let api = server.context.api;
    let mut calls = Vec::new();
    for at in &resource.operations {
        let operation = &api.operations[*at];
        let of_operation = &names.operations[*at];
        let mut arguments = Vec::new();
        for (place, parameter) in operation.parameters.iter().enumerate() {
            if parameter.required.is_some() || parameter.location == Location::Path {
                let enumeration = of_operation
                    .enums
                    .get(&place)
                    .map(|at| &resource.enums[*at]);
                let member = enumeration.map(|one| {
                    let (name, member) = (
                        format_ident!("{}", one.name),
                        format_ident!("{}", one.members[0]),
                    );
                    let (krate, module) = (
                        format_ident!("{krate}"),
                        format_ident!("{}", resource.module),
                    );
                    quote!(#krate::#module::#name::#member)
                });
                arguments.push(argument(parameter, member, krate).to_string());
            }
        }
        if let Some(request) = &operation.request {
            arguments.push(body(request, krate).to_string());
        }
        calls.push(Call {
            id: &operation.id.value,
            method: &of_operation.method,
            arguments,
            outcome: outcome(operation),
        });
    }
    calls
}

fn argument(parameter: &Parameter, member: Option<TokenStream>, krate: &str) -> TokenStream {
    let example = parameter.example.as_ref().map(|one| &*one.value);
    match (&parameter.value_type, member) {
        (Type::Enum(_), Some(member)) => member,
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

fn body(request: &RequestBody, krate: &str) -> TokenStream {
    if !is_raw(&request.value_type, &request.media_types) {
        return value(&request.value_type, krate);
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
