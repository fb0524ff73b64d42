//! A sample request with another method than the endpoint.

use super::request_lines;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::Span;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let Some(endpoint) = operation.raw.endpoint else {
            continue;
        };
        for line in request_lines(operation) {
            if line.method != endpoint.method.text {
                let span = Span {
                    end: line.span.start + line.method.len() as u32,
                    ..line.span
                };
                sink.tell(
                    span,
                    format!(
                        "this sample uses {}, the endpoint {}",
                        line.method, endpoint.method.text
                    ),
                )
                .help(format!("write {}", endpoint.method.text))
                .related(endpoint.method.span, "the endpoint")
                .fix(span, endpoint.method.text);
            }
        }
    }
}
