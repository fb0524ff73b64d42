//! A file a type.

use super::Side;
use super::context::Context;
use super::docs;
use super::enumeration::Enumeration;
use super::renaming::{Renaming, is_fit, renaming};
use super::shape::{self, Imports};
use crate::render::Renderer;
use crate::target::OutputFile;
use bindery_model::resolved::{Property, Schema};
use bindery_model::{Scalar, SchemaId, Type};
use quote::quote;
use rayon::prelude::*;
use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use std::collections::BTreeSet;

/// What `type.rs.j2` sees: a schema as a struct, and its enumerations.
#[derive(JsonSchema, Serialize)]
struct TypeFile<'a> {
    uses: Vec<String>,
    docs: Vec<String>,
    derives: String,
    test_derives: &'static str,
    serde: String,
    name: &'a str,
    fields: Vec<Field<'a>>,
    enums: Vec<Enumeration<'a>>,
    /// The field with the address of the next page, in what a client reads.
    next_link: Option<&'a str>,
}

/// A property as a field.
#[derive(JsonSchema, Serialize)]
struct Field<'a> {
    docs: Vec<String>,
    serde: String,
    name: &'a str,
    #[serde(rename = "type")]
    field_type: String,
}

/// What `types.rs.j2` sees: every type.
#[derive(JsonSchema, Serialize)]
struct TypesFile<'a> {
    types: Vec<Listed<'a>>,
}

/// A type's module: where it is compiled, and what it exports.
#[derive(JsonSchema, Serialize)]
pub(in crate::target) struct Listed<'a> {
    pub(in crate::target) cfg: String,
    pub(in crate::target) module: &'a str,
    pub(in crate::target) exports: String,
}

/// The contexts of the templates that are filled in here.
pub(in crate::target) fn contexts() -> Vec<(&'static str, schemars::Schema)> {
    vec![
        ("rust/type.rs.j2", schema_for!(TypeFile<'_>)),
        ("rust/types.rs.j2", schema_for!(TypesFile<'_>)),
    ]
}

/// Writes the types of schemas, and lists them with `more` modules that a target adds.
pub(in crate::target) fn write<'a>(
    context: &'a Context<'_>,
    renderer: &Renderer,
    more: Vec<Listed<'a>>,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    // A schema that no operation needs has nobody to construct or read it.
    let needed = |at: &usize| !context.reach.resources[*at].is_empty();
    let needed: Vec<usize> = (0..context.api.schemas.len()).filter(needed).collect();
    let made: Result<Vec<OutputFile>, String> = needed
        .par_iter()
        .map(|at| {
            let file = type_file(context, *at);
            let text = renderer.rust("type.rs.j2", file);
            let name = &context.api.schemas[*at].name;
            let module = &context.names.schemas[*at].module;
            Ok(OutputFile {
                path: format!("src/types/{module}.rs"),
                text: text.map_err(|error| format!("the schema {name}: {error}"))?,
            })
        })
        .collect();
    files.extend(made?);
    let mut types: Vec<Listed<'_>> = needed.iter().map(|at| listed(context, *at)).collect();
    types.extend(more);
    types.sort_by_key(|one| one.module);
    let text = renderer.rust("types.rs.j2", TypesFile { types })?;
    files.push(OutputFile {
        path: "src/types/mod.rs".to_owned(),
        text,
    });
    Ok(())
}

fn listed<'a>(context: &'a Context<'_>, at: usize) -> Listed<'a> {
    let names = &context.names.schemas[at];
    let enums = names.enums.values().map(|one| &*one.name);
    let exports: Vec<&str> = std::iter::once(&*names.name).chain(enums).collect();
    Listed {
        cfg: context.cfg(&context.reach.resources[at]),
        module: &names.module,
        exports: exports.join(", "),
    }
}

fn type_file<'a>(context: &'a Context<'_>, at: usize) -> TypeFile<'a> {
    let schema = &context.api.schemas[at];
    let names = &context.names.schemas[at];
    let (written, read) = (context.reach.written[at], context.reach.read[at]);
    // A client sends what was set; a server says of what is not there that it is null.
    let is_skipped = written && context.side == Side::Client;
    let mut imports = Imports::new();
    let mut neighbours = BTreeSet::new();
    let rule = renaming(&schema.properties, &names.fields);
    let mut fields = Vec::with_capacity(schema.properties.len());
    for (place, (property, name)) in schema.properties.iter().zip(&names.fields).enumerate() {
        if let Some(id) = property
            .value_type
            .schema()
            .filter(|id| id.0 as usize != at)
        {
            neighbours.insert(format!("super::{}", context.schema_name(id)));
        }
        let enumeration = names.enums.get(&place).map(|one| &*one.name);
        let held = context.owned(&property.value_type, enumeration, "", &mut imports);
        let field_type = if is_boxed(context, at, &property.value_type) {
            format!("Option<Box<{held}>>")
        } else {
            format!("Option<{held}>")
        };
        fields.push(Field {
            docs: context.line(property.description.as_ref(), property.evidence[0].span),
            serde: field_serde(property, name, rule, (is_skipped, read)),
            name,
            field_type,
        });
    }
    let enums = enums(context, at);
    if !enums.is_empty() {
        imports.insert("crate::support::Words".to_owned());
    }
    let mut serde = vec!["Deserialize", "Serialize"];
    serde.retain(|one| read && *one == "Deserialize" || written && *one == "Serialize");
    imports.extend(serde.iter().map(|one| format!("serde::{one}")));
    imports.extend(neighbours);
    let mut docs = docs::lines(schema.description.as_ref().map_or("", |told| &*told.value));
    if !docs.is_empty() {
        docs.push(String::new());
    }
    let place = context.place(schema.name_evidence.span);
    docs.push(format!(
        "`{}`, documented at {place}.",
        schema.name.replace('`', "'")
    ));
    TypeFile {
        uses: shape::uses(&imports),
        docs,
        derives: format!("Clone, Debug, Default, PartialEq, {}", serde.join(", ")),
        test_derives: match (context.side, written, read) {
            (Side::Client, true, false) => "serde::Deserialize",
            (Side::Client, false, true) => "serde::Serialize",
            _ => "",
        },
        serde: rule.map_or(String::new(), |rule| {
            format!("rename_all = \"{}\"", rule.name())
        }),
        name: &names.name,
        fields,
        enums,
        next_link: next_link(schema, &names.fields)
            .filter(|_| read && context.side == Side::Client),
    }
}

/// The field that links to the next page of a collection (OData JSON Format 4.01 section 4.6.5; up
/// to version 3, names of annotations have no `@`).
fn next_link<'a>(schema: &Schema, fields: &'a [String]) -> Option<&'a str> {
    let is_link = |one: &Property| {
        matches!(
            &*one.name,
            "@odata.nextLink" | "@nextLink" | "odata.nextLink"
        ) && one.value_type == Type::Scalar(Scalar::String)
    };
    let is_rows = |one: &Property| one.name == "value" && matches!(one.value_type, Type::Array(_));
    let has_rows = schema.properties.iter().any(is_rows);
    let at = schema.properties.iter().position(is_link);
    at.filter(|_| has_rows).map(|at| &*fields[at])
}

fn enums<'a>(context: &'a Context<'_>, at: usize) -> Vec<Enumeration<'a>> {
    let schema = &context.api.schemas[at];
    let enums = context.names.schemas[at].enums.iter();
    let one = |(place, names): (&usize, &'a crate::names::rust::EnumNames)| {
        let property = &schema.properties[*place];
        let docs = context.line(property.description.as_ref(), property.evidence[0].span);
        Enumeration::new(names, docs, true)
    };
    enums.map(one).collect()
}

/// Whether a field must be boxed: both its type and its holder can hold themselves. Arrays and maps
/// stand on the heap already.
fn is_boxed(context: &Context<'_>, holder: usize, value_type: &Type) -> bool {
    let is_recursive = |id: SchemaId| context.api.schema(id).recursive;
    matches!(value_type, Type::Schema(id) if is_recursive(*id))
        && context.api.schemas[holder].recursive
}

/// What serde must know of a field.
fn field_serde(
    property: &Property,
    field: &str,
    rule: Option<Renaming>,
    side: (bool, bool),
) -> String {
    let (is_skipped, read) = side;
    let wire = &property.name;
    let mut all = Vec::new();
    if !is_fit(wire, field, rule) {
        all.push(quote!(rename = #wire).to_string());
    }
    if is_skipped {
        all.push(quote!(skip_serializing_if = "Option::is_none").to_string());
    }
    if let (true, Some(present)) = (read, present(&property.value_type)) {
        all.push(quote!(default, deserialize_with = #present).to_string());
    }
    all.join(", ")
}

/// What reads a list or map in spite of nulls in it.
fn present(value_type: &Type) -> Option<&'static str> {
    let is_container = |one: &Type| matches!(one, Type::Array(_) | Type::Map(_));
    match value_type {
        Type::Array(items) if is_container(items) => Some("crate::support::present_in"),
        other => is_container(other).then_some("crate::support::present"),
    }
}
