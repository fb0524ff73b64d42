//! An enum that lists a word twice.

use super::{Row, rows};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let types = &page.dialect.file.types;
    for Row { raw_type, .. } in rows(page) {
        let Some(cell) = raw_type else { continue };
        let Some(members) = types
            .enumeration
            .captures(cell.text)
            .and_then(|c| c.name("members"))
        else {
            continue;
        };
        let separated: Vec<&str> = match &types.member_separator {
            Some(separator) => separator.regex().split(members.as_str()).collect(),
            None => members.as_str().split(',').collect(),
        };
        let mut seen = rustc_hash::FxHashSet::default();
        for member in separated.into_iter().map(str::trim) {
            if !seen.insert(member) && !member.is_empty() {
                sink.tell(cell.span, format!("the enum lists `{member}` twice"))
                    .help("keep one of them, or correct the other");
            }
        }
    }
}
