//! A sample request with `{id}` where the value of a path part belongs.

use super::request_lines;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        for line in request_lines(operation) {
            let path = line.target.split('?').next().unwrap_or("");
            let Some(open) = path.find('{') else { continue };
            let Some(close) = path[open..].find('}').map(|at| open + at + 1) else {
                continue;
            };
            let part = &path[open..close];
            let count = path.matches('{').count();
            let span = line.part(open..close);
            let more = if count > 1 { " and others" } else { "" };
            sink.tell(
                span,
                format!("this sample leaves `{part}`{more} in the path"),
            )
            .help("put a value there, so that the sample can be sent as it stands")
            .cause("samples leave parts of the path open");
        }
    }
}
