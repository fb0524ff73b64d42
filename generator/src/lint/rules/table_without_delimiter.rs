//! A table without the row of dashes that makes it one.

use super::{delimiter_row_of, line_behind};
use crate::dialect::{BEHIND_EMPTY_LINE, IN_LIST, READ_AS_TEXT};
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
        if diagnostic.message.ends_with(BEHIND_EMPTY_LINE) {
            let start = text[..header.start].rfind('\n').map_or(0, |at| at + 1);
            let above = text[..start].trim_end();
            let behind = text[above.len()..]
                .find('\n')
                .map_or(start, |at| above.len() + at + 1);
            told.fix(Span::new(page.file, behind..start), "");
            continue;
        }
        // Of what was not read as a table nobody knows that it is one.
        let is_read = ![READ_AS_TEXT, IN_LIST]
            .iter()
            .any(|end| diagnostic.message.ends_with(end));
        let Some(behind) = line_behind(text, header.end).filter(|_| is_read) else {
            continue;
        };
        let ending = match text[..behind.start]
            .trim_end_matches([' ', '\t'])
            .ends_with("\r\n")
        {
            true => "\r\n",
            false => "\n",
        };
        let mended = delimiter_row_of(&text[header.clone()]);
        if is_nearly_delimiter(&text[behind.clone()]) {
            told.fix(Span::new(page.file, behind), mended);
        } else {
            let start = text[..header.start].rfind('\n').map_or(0, |at| at + 1);
            // The mark of a list item opens no second one.
            let indent: String = text[start..header.start]
                .chars()
                .map(|c| if c.is_whitespace() { c } else { ' ' })
                .collect();
            let row = format!("{mended}{ending}{indent}");
            told.fix(Span::new(page.file, behind.start..behind.start), row);
        }
        // Text right behind the rows of a table is one more row of it.
        if let Some(at) = text_behind(text, header.end) {
            told.fix(Span::new(page.file, at..at), ending);
        }
    }
}

/// Where a line of text starts that follows the lines with bars, without an empty line between.
fn text_behind(text: &str, header: usize) -> Option<usize> {
    let mut at = header + text[header..].find('\n')? + 1;
    for line in text[at..].split_inclusive('\n') {
        if line.trim().is_empty() {
            return None;
        }
        if !line.contains('|') {
            return Some(at);
        }
        at += line.len();
    }
    None
}
