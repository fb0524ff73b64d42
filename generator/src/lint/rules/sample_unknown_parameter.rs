//! A sample request with a query parameter that the page does not document.

use super::{query_names, request_lines};
use crate::dialect::Text;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::similar::nearest;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let known = || {
            operation
                .raw
                .query_parameters
                .iter()
                .map(|row| row.name.text)
        };
        for line in request_lines(operation) {
            let target = Text {
                text: line.target,
                span: line.part(0..line.target.len()),
            };
            for (name, span) in query_names(target) {
                if known().any(|there| there.eq_ignore_ascii_case(name)) {
                    continue;
                }
                let help = match nearest(name, known()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "document it under the query parameters, or take it out of the sample"
                        .to_owned(),
                };
                sink.tell(span, format!("no table documents the parameter `{name}`"))
                    .help(help);
            }
        }
    }
}
