//! A property or parameter of which nothing is said but its type.

use super::{Row, rows};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for Row {
        name,
        raw_description,
        ..
    } in rows(page)
    {
        if raw_description.is_some_and(|words| words.text.is_empty()) {
            sink.tell(name.span(), format!("nothing is said of `{}`", name.value))
                .help("say what it means in the column for that");
        }
    }
}
