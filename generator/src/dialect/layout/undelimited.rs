//! Tables that lack their delimiter row: Markdown takes them for text, and so does everything here
//! unless the dialect knows every cell of the header.

use super::{Reader, Section};
use crate::dialect::{BEHIND_EMPTY_LINE, IN_LIST, READ_AS_TEXT};
use crate::page::{Table, cells, is_nearly_delimiter, rows, undelimited};
use bindery_model::{Diagnostic, Severity, Span};
use std::ops::Range;

impl Reader<'_, '_> {
    /// Reads prose, and the tables in it that only lack their delimiter row.
    pub(super) fn prose_with_tables(&mut self, mut range: Range<usize>) {
        // What stands in HTML, in a comment or in a quote is shown as it is.
        let is_other_block = self.text[range.clone()]
            .trim_start()
            .starts_with(['<', '>']);
        let is_passed_over = self.section == Section::Ignored || self.unread_section.is_some();
        let has_bars = self.text[range.clone()].contains('|');
        if !has_bars || is_other_block || is_passed_over || !self.is_in_operation() {
            return self.plain_prose(range);
        }
        let parted = self
            .rows_behind_empty_line(range.clone())
            .or_else(|| self.delimiter_behind_empty_line(range.clone()));
        range.start = parted.unwrap_or(range.start);
        let mut before = range.start;
        let mut at = range.start;
        while let Some(table) = undelimited(self.text, at..range.end, self.file) {
            at = table.span.range().end;
            if self.knows_all_columns(&table.header) {
                self.plain_prose(before..table.span.range().start);
                self.tell_undelimited(&table, "Markdown takes it for text");
                self.table(&table);
                before = at;
            } else if self.takes_text() && self.has_outer_bars(&table) {
                self.tell_undelimited(&table, READ_AS_TEXT);
            }
        }
        self.plain_prose(before..range.end);
    }

    /// Reads the rows behind a delimiter row that an empty line parts from its header; answers where
    /// they end.
    fn delimiter_behind_empty_line(&mut self, range: Range<usize>) -> Option<usize> {
        let text = self.text;
        let words = text[range.clone()].trim_start();
        let line = words.lines().next().filter(|l| is_nearly_delimiter(l))?;
        let start = range.end - words.len();
        let header_line = text[..start].trim_end().lines().next_back()?;
        let header_start = text[..start].trim_end().len() - header_line.len();
        let whole = header_start..header_start + header_line.len();
        let header = rows(text, whole, self.file).into_iter().next()?;
        if header.cells.len() != cells(line) || !self.knows_all_columns(&header) {
            return None;
        }
        let rows = rows(text, start + line.len()..range.end, self.file);
        let end = rows
            .last()
            .map_or(start + line.len(), |row| row.span.range().end);
        let span = Span::new(self.file, start..start + line.trim_end().len());
        let message = format!("the delimiter row of a table and its rows: {BEHIND_EMPTY_LINE}");
        let help = "take out the empty line above";
        self.unread("table-without-delimiter", span, message, help);
        let span = Span::new(self.file, header.span.range().start..end);
        self.table(&Table { header, rows, span });
        Some(end)
    }

    fn tell_undelimited(&mut self, table: &Table, so: &str) {
        let span = table.header.span;
        let below = self.text[span.range().end..].lines().nth(1).unwrap_or("");
        if is_nearly_delimiter(below) && cells(below) == table.header.cells.len() {
            let message = format!("this table stands in another block, so {IN_LIST}");
            let help = "put it behind the list, with an empty line above and no indentation";
            return self.unread("table-without-delimiter", span, message, help);
        }
        let message = format!("this table has no delimiter row below its header, so {so}");
        let help = "write a line of `---` below the header, one for each of its cells";
        let code = "table-without-delimiter";
        let finding = || Diagnostic::new(code, Severity::Warning, span, message).help(help);
        self.tell(finding, span);
    }

    /// Whether every line opens and closes with a bar and has as many cells as the first: no prose
    /// is written so.
    fn has_outer_bars(&self, table: &Table) -> bool {
        let has_bars = |line: &str| line.starts_with('|') && line.ends_with('|');
        let columns = table.header.cells.len();
        let rows = [&table.header].into_iter().chain(&table.rows);
        rows.clone()
            .all(|row| has_bars(self.of(row.span).text) && row.cells.len() == columns)
    }
}
