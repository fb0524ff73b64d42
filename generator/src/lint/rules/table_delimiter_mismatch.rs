//! A delimiter row with another number of columns than the header.

use super::{delimiter_row_of, line_behind};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::Span;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let code = "table-delimiter-mismatch";
    for diagnostic in page.raw.diagnostics.iter().filter(|d| d.code == code) {
        let header = diagnostic.span.range();
        let told = sink.pass_on(diagnostic);
        if let Some(row) = line_behind(page.text(), header.end) {
            let mended = delimiter_row_of(&page.text()[header]);
            told.fix(Span::new(page.file, row), mended);
        }
    }
}
