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
            let wanted = operation.stated.method.value.as_str();
            if line.method != wanted {
                let span = Span {
                    end: line.span.start + line.method.len() as u32,
                    ..line.span
                };
                sink.tell(
                    span,
                    format!("this sample uses {}, the endpoint {}", line.method, wanted),
                )
                .help(format!("write {wanted}"))
                .related(endpoint.method.span, "the endpoint")
                .fix(span, wanted);
            }
        }
    }
}
