//! A table without the row of dashes that makes it one.

use super::{delimiter_row_of, line_behind};
use crate::dialect::READ_AS_TEXT;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::page::is_nearly_delimiter;
use bindery_model::Span;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let text = page.text();
    let code = "table-without-delimiter";
    for diagnostic in page.raw.diagnostics.iter().filter(|d| d.code == code) {
        let header = diagnostic.span.range();
        let told = sink.pass_on(diagnostic);
        // Of what was not read as a table nobody knows that it is one.
        let is_read = !diagnostic.message.ends_with(READ_AS_TEXT);
        let Some(behind) = line_behind(text, header.end).filter(|_| is_read) else {
            continue;
        };
        let mended = delimiter_row_of(&text[header.clone()]);
        if is_nearly_delimiter(&text[behind.clone()]) {
            told.fix(Span::new(page.file, behind), mended);
        } else {
            let start = text[..header.start].rfind('\n').map_or(0, |at| at + 1);
            let indent = &text[start..header.start];
            let ending = if text[..behind.start]
                .trim_end_matches([' ', '\t'])
                .ends_with("\r\n")
            {
                "\r\n"
            } else {
                "\n"
            };
            let row = format!("{mended}{ending}{indent}");
            told.fix(Span::new(page.file, behind.start..behind.start), row);
        }
    }
}
