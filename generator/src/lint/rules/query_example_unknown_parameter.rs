//! A request line below the table of query parameters that uses one that the table lacks.

use super::query_names;
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
        if operation.raw.query_parameters.is_empty() {
            continue;
        }
        for line in &operation.raw.query_examples {
            for (name, span) in query_names(*line) {
                if !known().any(|k| k.eq_ignore_ascii_case(name)) {
                    let help = match nearest(name, known()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "document the parameter, or take it out of the example".to_owned(),
                    };
                    sink.tell(span, format!("the table has no parameter `{name}`"))
                        .help(help);
                }
            }
        }
    }
}
