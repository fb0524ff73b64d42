//! A sample without a body where the page documents one with properties.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::shows_success;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let sides = [
            (&operation.stated.request, &operation.stated.sample_requests),
            (
                &operation.stated.response,
                &operation.stated.sample_responses,
            ),
        ];
        for (body, samples) in sides {
            let Some(body) = body.as_ref().filter(|body| !body.properties.is_empty()) else {
                continue;
            };
            let has_body = |sample: &bindery_model::Sample| sample.body.is_some();
            if samples.iter().any(has_body) {
                continue;
            }
            if let Some(sample) = samples.iter().find(|sample| shows_success(sample)) {
                let mut span = sample.span;
                let first = page.text()[span.range()].lines().next().unwrap_or("");
                span.end = span.start + first.len() as u32;
                sink.tell(
                    span,
                    "this sample has no body, though the page documents one",
                )
                .help("show the body")
                .related(body.opening, "the body");
            }
        }
    }
}
