//! Documented samples as data, and tests that send each through its type and back.

use crate::render::Renderer;
use crate::target::OutputFile;
use crate::target::rust::context::Context;
use crate::target::rust::reach::{answer, is_raw_answer};
use crate::target::rust::shape::{Imports, is_raw};
use bindery_model::resolved::Operation;
use bindery_model::{JsonNode, Sample, SampleBody, SampleLine, Type};
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

/// What `samples.rs.j2` sees: the samples of every resource.
#[derive(JsonSchema, Serialize)]
struct SamplesFile<'a> {
    resources: Vec<Tests<'a>>,
}

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
    vec![("rust_client/samples.rs.j2", schema_for!(SamplesFile<'_>))]
}

pub(super) fn write(
    context: &Context<'_>,
    renderer: &Renderer,
    files: &mut Vec<OutputFile>,
) -> Result<(), String> {
    let mut resources = Vec::new();
    for resource in &context.names.resources {
        let mut lines = String::new();
        let mut samples = Vec::new();
        for at in &resource.operations {
            let operation = &context.api.operations[*at];
            for (value_type, sample, body) in documented(operation) {
                let json = serde_json::to_string(body).map_err(|error| error.to_string())?;
                let place = context
                    .sources
                    .place(sample.span)
                    .replace(['\t', '\n', '\r'], " ");
                lines.push_str(&format!("{place}\t{json}\n"));
                let sample_type =
                    context.owned(value_type, None, "crate::types::", &mut Imports::new());
                samples.push(Test {
                    sample_type: qualified(sample_type),
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
            path: format!("../samples/{}.tsv", resource.module),
            samples,
        });
    }
    let text = renderer.rust("samples.rs.j2", SamplesFile { resources })?;
    files.push(OutputFile {
        path: "src/samples.rs".to_owned(),
        text,
    });
    Ok(())
}

/// The JSON samples of an operation, each with the type of the body that it shows.
fn documented(operation: &Operation) -> Vec<(&Type, &Sample, &JsonNode)> {
    let request = operation.request.as_ref();
    let request = request.filter(|one| !is_raw(&one.value_type, &one.media_types));
    let answer = answer(operation).filter(|body| !is_raw_answer(body));
    let mut all = Vec::new();
    for (value_type, samples) in [
        (
            request.map(|one| &one.value_type),
            &operation.sample_requests,
        ),
        (
            answer.map(|one| &one.value_type),
            &operation.sample_responses,
        ),
    ] {
        for sample in samples {
            let json = sample.body.as_ref().and_then(SampleBody::json);
            if let (Some(value_type), Some(json), true) = (value_type, json, is_success(sample)) {
                all.push((value_type, sample, json));
            }
        }
    }
    all
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
    let is_schema = sample_type.contains("crate::types::");
    let mut shown = sample_type;
    for (short, long) in parts {
        // A name within that of a schema is no type of its own.
        if !is_schema || short == "BTreeMap<" {
            shown = shown.replace(short, long);
        }
    }
    shown
}
