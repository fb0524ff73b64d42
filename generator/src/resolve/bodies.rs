//! Pass 1: every body of every operation with what its sample shows.

use super::graph::{BodyUse, Shown};
use super::words::singular;
use bindery_model::api::{Body, Operation};
use bindery_model::{FileId, JsonValue, Sample, SampleBody, SampleLine, StatedType};

/// Collects the bodies, in the order of the operations.
pub(super) fn collect(operations: &[Operation]) -> Vec<BodyUse<'_>> {
    let mut bodies = Vec::with_capacity(operations.len() * 2);
    for (at, operation) in operations.iter().enumerate() {
        if let Some(body) = &operation.request {
            let sample = operation.sample_requests.first();
            bodies.push(body_use(at, operation.file, body, sample, true));
        }
        if let Some(body) = &operation.response {
            let sample = operation
                .sample_responses
                .iter()
                .find(|sample| is_success(sample));
            bodies.push(body_use(at, operation.file, body, sample, false));
        }
    }
    bodies
}

fn body_use<'a>(
    operation: usize,
    file: FileId,
    body: &'a Body,
    sample: Option<&'a Sample>,
    in_request: bool,
) -> BodyUse<'a> {
    let content = sample.and_then(|sample| sample.body.as_ref());
    let json = content.and_then(SampleBody::json);
    let shown = json.map(|node| Shown { file, node });
    let shows_array = json.is_some_and(|node| matches!(node.value, JsonValue::Array(_)));
    // Without a sample, only the number of the parameter's name tells how many it takes.
    let is_plural = in_request
        && json.is_none()
        && body.own_name.is_none()
        && !body.properties.is_empty()
        && body
            .name
            .as_ref()
            .is_some_and(|name| singular(&name.value) != name.value);
    let stated_array = matches!(body.stated_type.value, StatedType::Array(_));
    BodyUse {
        operation,
        in_request,
        body,
        sample: shown,
        is_text: matches!(content, Some(SampleBody::Text(_))),
        is_array: shows_array || stated_array || is_plural,
        shape: None,
    }
}

fn is_success(sample: &Sample) -> bool {
    match sample.start_line {
        SampleLine::Status { code, .. } => (200..300).contains(&code),
        SampleLine::Request { .. } => false,
        SampleLine::Absent => true,
    }
}

/// Whether an operation answers without a body: whenever it succeeds, the status is 204 (RFC 9110
/// section 15.3.5) or 205 (section 15.3.6).
pub(super) fn answers_nothing(operation: &Operation) -> bool {
    let mut codes = operation
        .responses
        .iter()
        .map(|response| response.status.value);
    let mut successes = codes
        .by_ref()
        .filter(|code| (200..300).contains(code))
        .peekable();
    successes.peek().is_some() && successes.all(|code| matches!(code, 204 | 205))
}
