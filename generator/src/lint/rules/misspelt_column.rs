//! A header cell that is not known, and is nearly one that is.

use crate::dialect::Columns;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::similar::nearest;
use bindery_model::Span;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for diagnostic in &page.raw.diagnostics {
        match diagnostic.code {
            "unread-column" => {
                tell(
                    page,
                    diagnostic.span,
                    "unread-column",
                    diagnostic.span,
                    sink,
                );
            }
            "unread-table" => {
                let text = &page.text()[diagnostic.span.range()];
                let header = text.lines().next().unwrap_or("");
                let mut at = diagnostic.span.range().start;
                for cell in header.split('|') {
                    let words = cell.trim();
                    let start = at + cell.find(words).unwrap_or(0);
                    at += cell.len() + 1;
                    let span = Span::new(page.file, start..start + words.len());
                    if tell(page, span, "unread-table", diagnostic.span, sink) {
                        break;
                    }
                }
            }
            _ => {}
        };
    }
}

fn tell(
    page: &PageContext<'_>,
    cell: Span,
    code: &'static str,
    told: Span,
    sink: &mut Sink<'_>,
) -> bool {
    let words = page.text()[cell.range()].trim_matches(['*', '`', '_', ' ']);
    let known = page
        .dialect
        .file
        .tables
        .iter()
        .flat_map(|table| names(&table.columns));
    let known: Vec<&str> = known.collect();
    let is_known = known.iter().any(|name| name.eq_ignore_ascii_case(words));
    let Some(near) = nearest(words, known).filter(|_| !is_known) else {
        return false;
    };
    sink.tell(
        cell,
        format!("the column `{words}` is not known, but `{near}` is"),
    )
    .help(format!(
        "did you mean `{near}`? Its cells are not read until then"
    ))
    .instead_of(code, told);
    true
}

fn names(columns: &Columns) -> impl Iterator<Item = &str> {
    let all = [
        &columns.name,
        &columns.type_word,
        &columns.description,
        &columns.required,
        &columns.default,
    ];
    all.into_iter().flatten().map(String::as_str)
}
