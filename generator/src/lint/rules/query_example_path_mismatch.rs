//! A request line below the table of query parameters with another method or path.

use super::{filled, request_line};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let Some(endpoint) = operation.raw.endpoint else {
            continue;
        };
        for line in &operation.raw.query_examples {
            let Some((method, target)) = request_line(line.text) else {
                continue;
            };
            let path = target.split('?').next().unwrap_or(target);
            let fits = method.eq_ignore_ascii_case(endpoint.method.text)
                && filled(path, endpoint.path.text);
            if !fits {
                sink.tell(line.span, "this example calls another endpoint")
                    .help(format!(
                        "write `{} {}`",
                        endpoint.method.text, endpoint.path.text
                    ))
                    .related(endpoint.path.span, "the endpoint")
                    .cause("examples of query parameters call another endpoint");
            }
        }
    }
}
