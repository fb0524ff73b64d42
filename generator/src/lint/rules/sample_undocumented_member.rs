//! A member in a sample that the body's table lacks.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::invent::type_word;
use crate::lint::shown::{bodies, name_span};
use bindery_model::{JsonMember, Span};

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
            let told = sink
                .tell(
                    span,
                    format!("the sample has `{name}`, which the table of the body lacks"),
                )
                .help("add a row for it, or take it out of the sample")
                .related(last.name.span(), "the table ends here");
            if let Some((end, row)) = row_like(last.name.span(), member, page) {
                told.fix(end, row);
            }
        }
    }
}

/// A row for a member, laid out as the row with the name at `last`, and the place behind that row.
fn row_like(last: Span, member: &JsonMember, page: &PageContext<'_>) -> Option<(Span, String)> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@' | '$');
    if member.name.is_empty() || !member.name.chars().all(is_plain) {
        return None;
    }
    let bodies = page
        .operations
        .iter()
        .flat_map(|operation| [&operation.raw.request_body, &operation.raw.response_body]);
    let mut rows = bodies.flatten().flat_map(|body| &body.properties);
    let row = rows.find(|row| row.name.span == last)?;
    let (text, range) = (page.text(), row.span.range());
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = start
        + text[start..]
            .find(['\n', '\r'])
            .unwrap_or(text.len() - start);
    // A row that breaks over lines is no pattern for another.
    if text.get(range)?.trim_end().contains('\n') {
        return None;
    }
    let word = type_word(&member.node.value, &page.dialect.file.types);
    let mut cells = vec![(row.name.span, &*member.name)];
    cells.extend(row.type_word.map(|cell| (cell.span, word)));
    let others = [row.description, row.required, row.default];
    cells.extend(others.into_iter().flatten().map(|cell| (cell.span, "")));
    cells.sort();
    let line_end = if text[end..].starts_with('\r') {
        "\r\n"
    } else {
        "\n"
    };
    let mut new = line_end.to_owned();
    let mut at = start;
    for (span, cell) in cells {
        new += text.get(at..span.range().start)?;
        new += cell;
        at = span.range().end;
    }
    new += text.get(at..end)?;
    Some((Span::new(page.file, end..end), new))
}
