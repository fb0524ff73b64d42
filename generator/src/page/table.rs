//! Rows of tables, split by hand: pulldown-cmark drops the cells that the header has no column for.

use super::Row;
use bindery_model::{Diagnostic, FileId, Severity, Span};
use std::ops::Range;

/// Splits a row's line into cells at every `|` that no backslash precedes (GFM section 4.10).
pub(super) fn row(text: &str, line: Range<usize>, file: FileId) -> Row {
    let line = trimmed(text, line);
    let source = &text[line.clone()];
    let mut bars: Vec<usize> = Vec::with_capacity(5);
    bars.extend(bars_of(source));
    let mut starts = Vec::with_capacity(bars.len() + 1);
    if bars.first() != Some(&0) {
        starts.push(0);
    }
    starts.extend(bars.iter().map(|bar| bar + 1));
    // A bar that ends the line closes the last cell and opens none.
    if bars.last() == source.len().checked_sub(1).as_ref() {
        starts.pop();
    }
    // Each cell ends at the bar behind it; the last may end with the line.
    let opening = usize::from(bars.first() == Some(&0));
    let ends = bars[opening..].iter().copied().chain([source.len()]);
    let cell = |(start, end): (&usize, usize)| {
        let cell = trimmed(text, line.start + start..line.start + end);
        Span::new(file, cell)
    };
    Row {
        cells: starts.iter().zip(ends).map(cell).collect(),
        span: Span::new(file, line),
    }
}

/// Where the bars of a line stand that part cells.
pub(super) fn bars_of(line: &str) -> impl Iterator<Item = usize> {
    let mut escaped = false;
    line.bytes().enumerate().filter_map(move |(at, byte)| {
        let is_bar = byte == b'|' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_bar.then_some(at)
    })
}

/// What is said of a row that stands in several lines.
pub(super) fn broken_row(span: Span) -> Diagnostic {
    let message = "this row breaks over several lines";
    Diagnostic::new("broken-row", Severity::Warning, span, message)
        .help("write it in one line, with `<br>` where a break is meant")
}

/// How many columns a delimiter row such as `|---|:--:|` has; `None` for any other line.
pub(super) fn delimiter_columns(line: &str) -> Option<usize> {
    let line = line.trim();
    if !line.contains('-') || !line.contains('|') {
        return None;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut columns = 0;
    for cell in inner.split('|') {
        let cell = cell.trim();
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        if dashes.is_empty() || dashes.bytes().any(|b| b != b'-') {
            return None;
        }
        columns += 1;
    }
    Some(columns)
}

/// The range without white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let source = &text[range.clone()];
    let start = range.start + (source.len() - source.trim_start().len());
    let end = start + source.trim().len();
    start..end
}

/// The lines of `range`: each with its start and without its line ending.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
    let mut at = range.start;
    text[range].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Vec<&str> {
        let row = row(line, 0..line.len(), FileId(0));
        row.cells.iter().map(|cell| &line[cell.range()]).collect()
    }

    #[test]
    fn bars_at_the_ends_are_optional() {
        assert_eq!(cells("| a | b |"), ["a", "b"]);
        assert_eq!(cells("a | b |"), ["a", "b"]);
        assert_eq!(cells("a | b"), ["a", "b"]);
        assert_eq!(cells("| a | b"), ["a", "b"]);
    }

    #[test]
    fn empty_and_surplus_cells_are_kept() {
        assert_eq!(cells("| a |  | c | d |"), ["a", "", "c", "d"]);
        assert_eq!(cells("| a |||"), ["a", "", ""]);
        assert_eq!(cells("|"), [""; 0]);
        assert_eq!(cells(""), [""; 0]);
    }

    #[test]
    fn an_escaped_bar_is_text() {
        assert_eq!(cells(r"| a \| b | c |"), [r"a \| b", "c"]);
        assert_eq!(cells(r"| a \\| b |"), [r"a \\", "b"]);
    }

    #[test]
    fn a_delimiter_row_is_told_from_prose() {
        assert_eq!(delimiter_columns("|---|:--:|"), Some(2));
        assert_eq!(delimiter_columns("---|---|---|"), Some(3));
        assert_eq!(delimiter_columns("---"), None);
        assert_eq!(delimiter_columns("| a - b |"), None);
    }
}
