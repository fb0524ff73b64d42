//! Rows of tables, split by hand: pulldown-cmark drops the cells that the header has no column for.

use super::{Row, Table};
use bindery_model::{Diagnostic, FileId, Severity, Span, count};
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

/// What is said of a table whose delimiter row has another number of columns than its header.
pub(super) fn delimiter_mismatch(header: Span, cells: usize, columns: usize) -> Diagnostic {
    let message = format!(
        "the header has {}, but the delimiter row below it {columns}",
        count(cells, "cell")
    );
    let code = "table-delimiter-mismatch";
    Diagnostic::new(code, Severity::Warning, header, message)
        .help("give it a `---` for each cell of the header")
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

/// Whether a line is meant as a delimiter row, well-formed or not: bars, and dashes between them.
pub(crate) fn is_nearly_delimiter(line: &str) -> bool {
    let of_dashes = |c: char| {
        matches!(
            c,
            '-' | '|' | ':' | '=' | '\u{2013}' | '\u{2014}' | ' ' | '\t'
        )
    };
    line.contains('|')
        && line.contains(['-', '=', '\u{2013}', '\u{2014}'])
        && line.trim().chars().all(of_dashes)
}

/// How many cells a row has (GFM section 4.10).
pub(crate) fn cells(line: &str) -> usize {
    row(line, 0..line.len(), FileId(0)).cells.len()
}

/// The first table of some prose that only lacks its delimiter row: lines with bars that follow each
/// other, the first of at least two cells. Whether it is meant as one is the dialect's to say.
pub(crate) fn undelimited(text: &str, prose: Range<usize>, file: FileId) -> Option<Table> {
    let end_of_prose = prose.end;
    let has_bar = |line: &str| bars_of(line).next().is_some();
    // What a list item holds is indented.
    let is_list = item_mark(&text[prose.clone()]) > 0;
    let mut all = lines(text, prose).peekable();
    while let Some((start, line)) = all.next() {
        let goes_on = all.peek().is_some_and(|(_, next)| has_bar(next));
        if !is_list && is_indented(text, start)
            || !goes_on
            || !has_bar(line)
            || is_nearly_delimiter(line)
        {
            continue;
        }
        let opening = start + item_mark(line);
        let header = row(text, opening..start + line.len(), file);
        if header.cells.len() < 2 {
            continue;
        }
        let mut end = start + line.len();
        let mut rows = Vec::new();
        while let Some((at, line)) = all.next_if(|(_, line)| has_bar(line)) {
            end = at + line.len();
            if !is_nearly_delimiter(line) {
                rows.push(row(text, at..end, file));
            }
        }
        if !rows.is_empty() {
            let span = Span::new(file, start..end.min(end_of_prose));
            return Some(Table { header, rows, span });
        }
    }
    None
}

/// How long the mark of a list item is that a text starts with, with the white space around it
/// (CommonMark section 5.2); 0 where none does.
pub(super) fn item_mark(text: &str) -> usize {
    let words = text.trim_start_matches([' ', '\t']);
    let behind = match words.trim_start_matches(|c: char| c.is_ascii_digit()) {
        rest if rest.len() < words.len() => rest.strip_prefix(['.', ')']),
        rest => rest.strip_prefix(['-', '*', '+']),
    };
    let inside = behind.filter(|behind| behind.starts_with([' ', '\t']));
    inside.map_or(0, |inside| {
        text.len() - inside.trim_start_matches([' ', '\t']).len()
    })
}

/// The lines with a bar at both ends that some prose starts with, as rows.
pub(crate) fn rows(text: &str, prose: Range<usize>, file: FileId) -> Vec<Row> {
    let is_row = |line: &str| line.trim_start().starts_with('|') && !is_open_row(line);
    let all = lines(text, prose).skip_while(|(_, line)| line.trim().is_empty());
    let rows = all.take_while(|(_, line)| is_row(line) && !is_nearly_delimiter(line));
    rows.map(|(start, line)| row(text, start..start + line.len(), file))
        .collect()
}

/// Whether a row that opens with a bar does not end with one.
pub(super) fn is_open_row(row: &str) -> bool {
    let row = row.trim();
    row.starts_with('|') && (row.len() < 2 || !row.ends_with('|') || row.ends_with("\\|"))
}

/// Whether the line that has its first words at or behind `at` may be indented code: four columns
/// (CommonMark section 4.4).
fn is_indented(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let white = text[start..].bytes();
    let mut column = 0;
    for byte in white.take_while(|byte| matches!(byte, b' ' | b'\t')) {
        column += if byte == b'\t' { 4 - column % 4 } else { 1 };
    }
    column >= 4
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
    fn lines_with_bars_may_be_a_table_that_lacks_its_delimiter_row() {
        let of = |text: &str| {
            let table = undelimited(text, 0..text.len(), FileId(0))?;
            Some((
                table.header.cells.len(),
                table.rows.len(),
                table.span.range(),
            ))
        };
        assert_eq!(of("a\n| b | c |\n| 1 | 2 |\n| 3 |\nd"), Some((2, 2, 2..27)));
        assert_eq!(of("b | c\n- | = \n1 | 2"), Some((2, 1, 0..18)));
        assert_eq!(of("one of a|b\nor c"), None);
        assert_eq!(of("| a |\n| b |"), None);
        assert_eq!(of("|---|---|\n| b | c |"), None);
    }

    #[test]
    fn a_delimiter_row_is_told_from_prose() {
        assert_eq!(delimiter_columns("|---|:--:|"), Some(2));
        assert_eq!(delimiter_columns("---|---|---|"), Some(3));
        assert_eq!(delimiter_columns("---"), None);
        assert_eq!(delimiter_columns("| a - b |"), None);
    }
}
