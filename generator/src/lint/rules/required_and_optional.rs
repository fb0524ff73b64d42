//! A row that says both that it is required and that it is optional.

use super::{Row, rows};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let words = &page.dialect.file.words;
    for Row {
        name,
        raw_description,
        in_path,
        ..
    } in rows(page)
    {
        let Some(cell) = raw_description else {
            continue;
        };
        if !words.optional.is_match(cell.text) {
            continue;
        }
        let message = if words.required.is_match(cell.text) {
            format!("`{}` is said to be both required and optional", name.value)
        } else if in_path {
            format!(
                "`{}` is said to be optional, but a part of the path cannot be left out",
                name.value
            )
        } else {
            continue;
        };
        sink.tell(cell.span, message)
            .help("keep the word that is right");
    }
}
