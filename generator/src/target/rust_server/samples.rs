//! Documented answers as data, which methods answer with that nobody has written yet.

use super::Server;
use super::answers::shown;
use crate::target::OutputFile;
use crate::target::rust::reach::is_raw_answer;
use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, Sample, SampleBody, SampleLine, Scalar, Type};
use serde_json::Value;

pub(super) fn write(server: &Server<'_>, files: &mut Vec<OutputFile>) -> Result<(), String> {
    let context = server.context;
    for resource in &context.names.resources {
        let mut lines = String::new();
        for at in &resource.operations {
            let operation = &context.api.operations[*at];
            let Some((sample, body)) = sample(operation) else {
                continue;
            };
            let text = |span| serde_json::Value::from(context.sources.text(span));
            let json = match (body, shown_type(operation)) {
                (SampleBody::Json(node), Some(value_type)) => {
                    let mut value =
                        serde_json::to_value(node).map_err(|error| error.to_string())?;
                    spell_bytes(context.api, value_type, &mut value);
                    value
                }
                (SampleBody::Json(_), None) => text(sample.span),
                (SampleBody::Text(span), _) => text(*span),
            };
            let place = context.sources.place(sample.span);
            let place = place.replace(['\t', '\n', '\r'], " ");
            lines.push_str(&format!("{}\t{place}\t{json}\n", operation.id.value));
        }
        files.push(OutputFile {
            path: format!("samples/{}.tsv", resource.module),
            text: lines,
        });
    }
    Ok(())
}

/// The first sample of the answer that a stub gives, with a body that can be that answer.
pub(super) fn sample(operation: &Operation) -> Option<(&Sample, &SampleBody)> {
    let body = shown(operation)?.1.body.as_ref()?;
    let is_raw = is_raw_answer(body);
    let fits = |sample: &&Sample| {
        let is_success = !matches!(&sample.start_line, SampleLine::Status { code, .. } if !(200..300).contains(code));
        is_success
            && sample
                .body
                .as_ref()
                .is_some_and(|body| is_raw || body.json().is_some())
    };
    let sample = operation.sample_responses.iter().find(fits)?;
    Some((sample, sample.body.as_ref()?))
}

/// The type of the value that a stub answers with, where it is not bytes as they are.
fn shown_type(operation: &Operation) -> Option<&Type> {
    let body = shown(operation)?.1.body.as_ref()?;
    (!is_raw_answer(body)).then_some(&body.value_type)
}

/// Pages show words in place of bytes; they become the Base64 of those words.
fn spell_bytes(api: &ResolvedApi, value_type: &Type, value: &mut Value) {
    match (value_type, value) {
        (Type::Scalar(Scalar::Byte | Scalar::Binary), Value::String(text))
            if LENIENT.decode(text.as_bytes()).is_err() =>
        {
            *text = STANDARD.encode(text.as_bytes());
        }
        (Type::Array(items), Value::Array(values)) => {
            values
                .iter_mut()
                .for_each(|one| spell_bytes(api, items, one));
        }
        (Type::Map(values), Value::Object(members)) => {
            members
                .values_mut()
                .for_each(|one| spell_bytes(api, values, one));
        }
        (Type::Schema(id), Value::Object(members)) => {
            for property in &api.schema(*id).properties {
                if let Some(member) = members.get_mut(&property.name) {
                    spell_bytes(api, &property.value_type, member);
                }
            }
        }
        _ => {}
    }
}

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
