//! A member in a sample that the body's table lacks.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::{bodies, name_span};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for shown in bodies(page) {
        // Without a table there is nothing that could lack a row.
        let Some(last) = shown.body.properties.last() else {
            continue;
        };
        let rows = shown.rows_by_lower_name();
        for member in shown.members() {
            if rows.contains_key(&member.name.to_ascii_lowercase()) {
                continue;
            }
            let span = name_span(page, member);
            let name = &member.name;
            sink.tell(
                span,
                format!("the sample has `{name}`, which the table of the body lacks"),
            )
            .help("add a row for it, or take it out of the sample")
            .related(last.name.span(), "the table ends here");
        }
    }
}
