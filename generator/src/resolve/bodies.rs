//! Every body of every operation with what its samples show.

use super::graph::{BodyUse, Shown};
use super::words::singular;
use bindery_model::api::{Body, Operation};
use bindery_model::{FileId, JsonValue, Sample, SampleBody, SampleLine, StatedType};

/// Collects the bodies, in the order of the operations.
pub(super) fn collect(operations: &[Operation]) -> Vec<BodyUse<'_>> {
    let mut bodies = Vec::with_capacity(operations.len() * 2);
    for (at, operation) in operations.iter().enumerate() {
        let file = operation.file;
        if let Some(body) = &operation.request {
            let samples: Vec<&Sample> = operation.sample_requests.iter().collect();
            bodies.push(body_use(at, file, body, &samples, true));
        }
        if let Some(body) = &operation.response {
            let all = operation.sample_responses.iter();
            let samples: Vec<&Sample> = all.filter(|sample| is_success(sample)).collect();
            bodies.push(body_use(at, file, body, &samples, false));
        }
    }
    bodies
}

fn body_use<'a>(
    operation: usize,
    file: FileId,
    body: &'a Body,
    samples: &[&'a Sample],
    in_request: bool,
) -> BodyUse<'a> {
    let contents = || samples.iter().filter_map(|sample| sample.body.as_ref());
    let nodes = contents().filter_map(SampleBody::json);
    let shown: Vec<Shown<'a>> = nodes.map(|node| Shown { file, node }).collect();
    let first = shown.first().map(|shown| &shown.node.value);
    let shows_array = matches!(first, Some(JsonValue::Array(_)));
    // Without a sample, only the number of the parameter's name tells how many it takes.
    let is_plural = in_request
        && first.is_none()
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
        is_text: first.is_none() && contents().next().is_some(),
        samples: shown,
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
