//! A file a type.

use super::Side;
use super::context::Context;
use super::docs;
use super::enumeration::Enumeration;
use super::shape::{self, Imports};
use crate::render::Renderer;
use crate::target::OutputFile;
use bindery_model::resolved::Property;
use bindery_model::{SchemaId, Type};
use quote::quote;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;

#[derive(Serialize)]
struct TypeFile<'a> {
    uses: Vec<String>,
    docs: Vec<String>,
    derives: String,
    test_derives: &'static str,
    serde: String,
    name: &'a str,
    fields: Vec<Field<'a>>,
    enums: Vec<Enumeration<'a>>,
}

#[derive(Serialize)]
struct Field<'a> {
    docs: Vec<String>,
    serde: String,
    name: &'a str,
    #[serde(rename = "type")]
    field_type: String,
}

#[derive(Serialize)]
struct Listed<'a> {
    cfg: String,
    module: &'a str,
    exports: String,
}

pub(in crate::target) fn write(
    context: &Context<'_>,
    renderer: &Renderer,
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
    let types: Vec<Listed<'_>> = needed.iter().map(|at| listed(context, *at)).collect();
    let text = renderer.rust("types.rs.j2", json!({"types": types}))?;
    files.push(OutputFile {
        path: "src/types/mod.rs".to_owned(),
        text,
    });
    Ok(())
}

fn listed<'a>(context: &'a Context<'_>, at: usize) -> Listed<'a> {
    let names = &context.names.schemas[at];
    let resources = &context.reach.resources[at];
    let names_of_all = &context.names.resources;
    let features: Vec<&String> = resources
        .iter()
        .map(|one| &names_of_all[*one].module)
        .collect();
    let cfg = if resources.len() == context.names.resources.len() {
        String::new()
    } else if let [feature] = &features[..] {
        quote!(#[cfg(feature = #feature)]).to_string()
    } else {
        quote!(#[cfg(any(#(feature = #features),*))]).to_string()
    };
    let enums = names.enums.values().map(|one| &*one.name);
    let exports: Vec<&str> = std::iter::once(&*names.name).chain(enums).collect();
    Listed {
        cfg,
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
            serde: field_serde(&property.name, name, rule, is_skipped),
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
    }
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

/// A rule that makes wire names of fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Renaming {
    Pascal,
    Camel,
}

impl Renaming {
    fn name(self) -> &'static str {
        match self {
            Renaming::Pascal => "PascalCase",
            Renaming::Camel => "camelCase",
        }
    }

    /// As serde does it: capitals behind underscores, and at the start.
    fn apply(self, field: &str) -> String {
        let mut name = String::new();
        let mut is_start = self == Renaming::Pascal;
        for c in field.chars() {
            match c {
                '_' => is_start = true,
                c if is_start => {
                    name.push(c.to_ascii_uppercase());
                    is_start = false;
                }
                c => name.push(c),
            }
        }
        // Camel is Pascal with its first letter small, whatever the field starts with.
        if self == Renaming::Camel && name.chars().next().is_some_and(|c| c.is_ascii_uppercase()) {
            name[..1].make_ascii_lowercase();
        }
        name
    }
}

/// The rule that fits most properties, if it fits more than no rule does.
fn renaming(properties: &[Property], fields: &[String]) -> Option<Renaming> {
    let fitting = |rule: Option<Renaming>| {
        let fits = |(property, field): &(&Property, &String)| is_fit(&property.name, field, rule);
        properties.iter().zip(fields).filter(fits).count()
    };
    let rules = [Some(Renaming::Camel), Some(Renaming::Pascal)];
    let best = rules
        .into_iter()
        .max_by_key(|rule| fitting(*rule))
        .flatten();
    best.filter(|rule| fitting(Some(*rule)) > fitting(None))
}

fn is_fit(wire: &str, field: &str, rule: Option<Renaming>) -> bool {
    rule.map_or_else(|| field == wire, |rule| rule.apply(field) == wire)
}

fn field_serde(wire: &str, field: &str, rule: Option<Renaming>, is_skipped: bool) -> String {
    let rename = (!is_fit(wire, field, rule)).then(|| quote!(rename = #wire).to_string());
    let skip = is_skipped.then(|| quote!(skip_serializing_if = "Option::is_none").to_string());
    let all: Vec<String> = rename.into_iter().chain(skip).collect();
    all.join(", ")
}
