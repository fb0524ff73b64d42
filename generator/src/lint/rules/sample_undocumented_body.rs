//! A sample request with a body where the page documents none.

use super::request_lines;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        if operation.stated.request.is_some() {
            continue;
        }
        let samples = &operation.stated.sample_requests;
        for (sample, line) in samples.iter().zip(request_lines(operation)) {
            if sample.body.is_some() {
                sink.tell(
                    line.span,
                    "this sample sends a body, and the page documents none",
                )
                .help("document the request body, or take it out of the sample");
            }
        }
    }
}
