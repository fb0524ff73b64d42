//! Types for JSON Merge Patch: a field of such a type tells absent, null and a value apart.

use crate::names::scope::Scope;
use crate::names::words::words;
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::context::Context;
use crate::target::rust::patch;
use crate::target::rust::renaming::{is_fit, renaming};
use crate::target::rust::shape::{self, Imports};
use crate::target::rust::types::Listed;
use bindery_model::{SchemaId, Type};
use quote::quote;
use rayon::prelude::*;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The patch types, by the schema that they change.
pub(super) struct Patches(BTreeMap<SchemaId, PatchType>);

struct PatchType {
    name: String,
    module: String,
    /// The resources that need it.
    resources: BTreeSet<usize>,
}

/// What `patch.rs.j2` sees: what a merge patch changes of a schema.
#[derive(JsonSchema, Serialize)]
struct PatchFile<'a> {
    uses: Vec<String>,
    docs: Vec<String>,
    serde: String,
    name: &'a str,
    fields: Vec<Field<'a>>,
}

/// A property as a field that may be absent.
#[derive(JsonSchema, Serialize)]
struct Field<'a> {
    docs: Vec<String>,
    serde: String,
    name: &'a str,
    #[serde(rename = "type")]
    field_type: String,
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![("rust_client/patch.rs.j2", schema_for!(PatchFile<'_>))]
}

impl Patches {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let mut resources: BTreeMap<SchemaId, BTreeSet<usize>> = BTreeMap::new();
        for (at, resource) in context.names.resources.iter().enumerate() {
            let operations = resource.operations.iter();
            let operations = operations.map(|one| &context.api.operations[*one]);
            let forms = operations.filter_map(|one| patch::forms(context.api, one)?.merge?.1);
            for id in patch::merge_closure(context.api, forms).0 {
                resources.entry(id).or_default().insert(at);
            }
        }
        let (mut types, mut modules) = (context.names.types.clone(), context.names.modules.clone());
        let of = |(id, resources): (SchemaId, BTreeSet<usize>)| {
            let claim = |scope: &mut Scope, of: &str| {
                let mut wanted = words(of);
                wanted.push("patch".to_owned());
                scope.claim(&wanted)
            };
            let schema = context.schema_name(id);
            let patch = PatchType {
                name: claim(&mut types, schema),
                module: claim(&mut modules, schema),
                resources,
            };
            (id, patch)
        };
        Patches(resources.into_iter().map(of).collect())
    }

    /// The name of the type that changes a schema.
    pub(super) fn name(&self, id: SchemaId) -> Option<&str> {
        self.0.get(&id).map(|patch| &*patch.name)
    }

    pub(super) fn write(
        &self,
        context: &Context<'_>,
        renderer: &Renderer,
        files: &mut Vec<OutputFile>,
    ) -> Result<(), String> {
        let made: Result<Vec<OutputFile>, String> = self
            .0
            .par_iter()
            .map(|(id, patch)| {
                let text = renderer.rust("patch.rs.j2", self.file(context, *id, patch));
                let name = &patch.name;
                Ok(OutputFile {
                    path: format!("src/types/{}.rs", patch.module),
                    text: text.map_err(|error| format!("the patch {name}: {error}"))?,
                })
            })
            .collect();
        files.extend(made?);
        Ok(())
    }

    /// Their modules, beside those of schemas.
    pub(super) fn listed<'a>(&'a self, context: &Context<'_>) -> Vec<Listed<'a>> {
        let one = |patch: &'a PatchType| Listed {
            cfg: context.cfg(&patch.resources),
            module: &patch.module,
            exports: patch.name.clone(),
        };
        self.0.values().map(one).collect()
    }

    fn file<'a>(
        &'a self,
        context: &'a Context<'_>,
        id: SchemaId,
        patch: &'a PatchType,
    ) -> PatchFile<'a> {
        let schema = context.api.schema(id);
        let names = &context.names.schemas[id.0 as usize];
        let mut imports = Imports::new();
        if !schema.properties.is_empty() {
            imports.insert("crate::support::Patch".to_owned());
        }
        let rule = renaming(&schema.properties, &names.fields);
        let all = schema.properties.iter().zip(&names.fields).enumerate();
        let fields = all.map(|(place, (property, name))| {
            let enumeration = names.enums.get(&place).map(|one| &*one.name);
            if let Some(one) = enumeration {
                imports.insert(format!("super::{one}"));
            }
            let wire = &property.name;
            let rename = quote!(rename = #wire, ).to_string();
            let rename = if is_fit(wire, name, rule) {
                ""
            } else {
                &rename
            };
            let value_type = &property.value_type;
            Field {
                docs: context.line(property.description.as_ref(), property.evidence[0].span),
                serde: format!("{rename}skip_serializing_if = \"Patch::is_absent\""),
                name,
                field_type: format!(
                    "Patch<{}>",
                    self.held(context, id, value_type, enumeration, &mut imports)
                ),
            }
        });
        let fields: Vec<Field<'_>> = fields.collect();
        imports.remove(&format!("super::{}", patch.name));
        imports.insert("serde::Serialize".to_owned());
        let renamed = rule.map(|rule| format!(", rename_all = \"{}\"", rule.name()));
        let wire = schema.name.replace('`', "'");
        let place = context.place(schema.name_evidence.span);
        PatchFile {
            uses: shape::uses(&imports),
            docs: vec![format!(
                "What a merge patch changes of a `{wire}`, documented at {place}."
            )],
            serde: format!("default{}", renamed.unwrap_or_default()),
            name: &patch.name,
            fields,
        }
    }

    /// The type of a value that is set. Objects and maps are changed member by member, all else
    /// is replaced (RFC 7396 section 2).
    fn held(
        &self,
        context: &Context<'_>,
        holder: SchemaId,
        value_type: &Type,
        enumeration: Option<&str>,
        imports: &mut Imports,
    ) -> String {
        match value_type {
            Type::Schema(id) => {
                let name = self.name(*id).unwrap_or_default();
                imports.insert(format!("super::{name}"));
                let is_recursive = |id: SchemaId| context.api.schema(id).recursive;
                match is_recursive(*id) && is_recursive(holder) {
                    true => format!("Box<{name}>"),
                    false => name.to_owned(),
                }
            }
            Type::Map(values) => {
                let values = context.owned(values, enumeration, "super::", imports);
                imports.insert("std::collections::BTreeMap".to_owned());
                format!("BTreeMap<String, Option<{values}>>")
            }
            other => context.owned(other, enumeration, "super::", imports),
        }
    }
}
