//! Documented samples as data, and tests that send each through its type and back.

use super::patches::Patches;
use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::context::Context;
use crate::target::rust::patch::{self, PatchForms};
use crate::target::rust::reach::{answer, is_raw_answer};
use crate::target::rust::shape::{Imports, is_raw};
use bindery_model::resolved::Operation;
use bindery_model::{JsonNode, JsonValue, Sample, SampleBody, SampleLine, Type};
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

/// What `samples.rs.j2` sees: the resources that have samples.
#[derive(JsonSchema, Serialize)]
struct SamplesFile<'a> {
    modules: Vec<&'a str>,
}

/// What `sample.rs.j2` sees: the samples of a resource.
#[derive(JsonSchema, Serialize)]
struct Tests<'a> {
    module: &'a str,
    path: String,
    samples: Vec<Test>,
}

#[derive(JsonSchema, Serialize)]
struct Test {
    #[serde(rename = "type")]
    sample_type: String,
    at: usize,
}

/// The contexts of the templates that are filled in here.
pub(super) fn contexts() -> Vec<(&'static str, Schema)> {
    vec![
        ("rust_client/sample.rs.j2", schema_for!(Tests<'_>)),
        ("rust_client/samples.rs.j2", schema_for!(SamplesFile<'_>)),
    ]
}

pub(super) fn write(
    context: &Context<'_>,
    patches: &Patches,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let mut resources = Vec::new();
    for resource in &context.names.resources {
        let mut lines = String::new();
        let mut samples = Vec::new();
        for at in &resource.operations {
            let operation = &context.api.operations[*at];
            let names = &context.names.operations[*at];
            for (part, sample, body) in documented(operation) {
                let json = serde_json::to_string(body).map_err(|error| error.to_string())?;
                let place = context
                    .sources
                    .place(sample.span)
                    .replace(['\t', '\n', '\r'], " ");
                lines.push_str(&format!("{place}\t{json}\n"));
                let forms = patch::forms(context.api, operation);
                let enumeration = |at: Option<usize>| {
                    let name = &resource.enums[at?].name;
                    Some(format!("crate::{}::{name}", resource.module))
                };
                let sample_type = match (part, forms) {
                    (Part::Request(_), Some(forms)) => patch_type(patches, &forms, body),
                    (Part::Request(one), None) => {
                        sample_type(context, one, enumeration(names.body_enum))
                    }
                    (Part::Answer(one), _) => {
                        sample_type(context, one, enumeration(names.answer_enum))
                    }
                };
                samples.push(Test {
                    sample_type,
                    at: samples.len(),
                });
            }
        }
        if samples.is_empty() {
            continue;
        }
        files.push(OutputFile {
            path: format!("samples/{}.tsv", resource.module),
            text: lines,
        });
        resources.push(Tests {
            module: &resource.module,
            path: format!("../../samples/{}.tsv", resource.module),
            samples,
        });
    }
    for tests in &resources {
        files.push(OutputFile {
            path: format!("src/samples/{}.rs", tests.module),
            text: renderer.rust("sample.rs.j2", tests)?,
        });
    }
    let modules: Vec<&str> = resources.iter().map(|one| one.module).collect();
    files.push(OutputFile {
        path: "src/samples/mod.rs".to_owned(),
        text: renderer.rust("samples.rs.j2", SamplesFile { modules })?,
    });
    Ok(())
}

/// What a sample shows, with its type.
#[derive(Clone, Copy)]
enum Part<'a> {
    Request(&'a Type),
    Answer(&'a Type),
}

/// The JSON samples of an operation, each with what it shows.
fn documented(operation: &Operation) -> Vec<(Part<'_>, &Sample, &JsonNode)> {
    let request = operation.request.as_ref();
    let request = request.filter(|one| !is_raw(&one.value_type, &one.media_types));
    let answer = answer(operation).filter(|body| !is_raw_answer(body));
    let request = request.map(|one| Part::Request(&one.value_type));
    let answer = answer.map(|one| Part::Answer(&one.value_type));
    let mut all = Vec::new();
    for (part, samples) in [
        (request, &operation.sample_requests),
        (answer, &operation.sample_responses),
    ] {
        for sample in samples {
            let json = sample.body.as_ref().and_then(SampleBody::json);
            if let (Some(part), Some(json), true) = (part, json, is_success(sample)) {
                all.push((part, sample, json));
            }
        }
    }
    all
}

/// The form of patch that a sample has: a JSON Patch is an array, and a merge patch of an object
/// is none.
fn patch_type(patches: &Patches, forms: &PatchForms<'_>, body: &JsonNode) -> String {
    let is_list = matches!(body.value, JsonValue::Array(_));
    let merge = forms.merge.filter(|_| !is_list || forms.json.is_none());
    match merge {
        None => "crate::JsonPatch".to_owned(),
        Some((_, schema)) => {
            let name = schema.and_then(|id| patches.name(id));
            name.map_or("Value".to_owned(), |name| format!("crate::types::{name}"))
        }
    }
}

fn sample_type(context: &Context<'_>, value_type: &Type, enumeration: Option<String>) -> String {
    let name = enumeration.as_deref();
    qualified(context.owned(value_type, name, "crate::types::", &mut Imports::new()))
}

fn is_success(sample: &Sample) -> bool {
    !matches!(&sample.start_line, SampleLine::Status { code, .. } if !(200..300).contains(code))
}

/// Tests import nothing, so that no name of theirs meets one of a type's.
fn qualified(sample_type: String) -> String {
    let parts = [
        ("BTreeMap<", "std::collections::BTreeMap<"),
        ("DateTime", "crate::DateTime"),
        ("Base64Bytes", "crate::Base64Bytes"),
        ("Map<String, Value>", "serde_json::Map<String, Value>"),
    ];
    let is_schema = sample_type.contains("crate::");
    let mut shown = sample_type;
    for (short, long) in parts {
        // A name within that of a schema is no type of its own.
        if !is_schema || short == "BTreeMap<" {
            shown = shown.replace(short, long);
        }
    }
    shown
}
