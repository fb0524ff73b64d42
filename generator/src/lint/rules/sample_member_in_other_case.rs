//! A member of a sample that its table writes in another case.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::{bodies, name_span};
use bindery_model::Span;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for shown in bodies(page) {
        let rows = shown.rows_by_lower_name();
        for member in shown.members() {
            let Some(rows) = rows.get(&member.name.to_ascii_lowercase()) else {
                continue;
            };
            if rows.iter().any(|row| *row.name.value == *member.name) {
                continue;
            }
            let span = name_span(page, member);
            let name = &rows[0].name;
            let (here, there) = (&member.name, &name.value);
            sink.tell(
                span,
                format!("the sample writes `{here}` where the table has `{there}`"),
            )
            .help("write both as the server does: names of JSON are told apart by case")
            .related(name.span(), "the table")
            .fix(inside(span), there.clone());
        }
    }
}

/// What stands between quotes.
fn inside(mut quoted: Span) -> Span {
    (quoted.start, quoted.end) = (quoted.start + 1, quoted.end.max(quoted.start + 2) - 1);
    quoted
}
