//! The front end for text copied from a rendered page: no `#`, no fences, no blank lines.
//!
//! Headings are the lines that the dialect knows as headings; a fence is a request or a status
//! line with what belongs to it; tables still have their delimiter row.

use super::table::{bars_of, broken_row, delimiter_columns, lines, row, trimmed};
use super::{Block, Fence, Heading, Page, Table};
use bindery_model::{FileId, Span};
use regex::{Regex, RegexSet};

/// The most lines that one row is looked for in, so that no page costs the square of its size.
const MOST_LINES_OF_ROW: usize = 64;

/// What copied text cannot tell by itself.
pub struct Marks<'d> {
    /// Lines that are headings.
    pub headings: &'d RegexSet,
    /// Lines that came from the frame around the page and say nothing, such as reading times.
    pub furniture: &'d RegexSet,
    /// A line that starts a request: method and target.
    pub request_line: &'d Regex,
    /// A line that starts a response: protocol and status.
    pub status_line: &'d Regex,
}

/// Whether a text can be read this way at all: it has a table, and neither headings nor fences.
pub fn looks_copied(text: &str) -> bool {
    let mut table = false;
    for line in text.lines() {
        if line.starts_with("# ") || line.starts_with("## ") || line.starts_with("```") {
            return false;
        }
        table |= delimiter_columns(line).is_some() && !line.trim_start().starts_with('|');
    }
    table
}

/// Reads copied text. Whatever the text is, there is a page.
pub fn read(file: FileId, text: &str, marks: &Marks<'_>) -> Page {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let lines: Vec<(usize, &str)> = lines(text, start..text.len())
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let mut blocks = Vec::new();
    let mut diagnostics = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (start, line) = lines[at];
        let next = lines.get(at + 1).map(|(_, line)| *line);
        let end_of = |last: usize| lines[last].0 + lines[last].1.len();
        let span_to = |last: usize| Span::new(file, trimmed(text, start..end_of(last)));
        if at == 0 || marks.headings.is_match(line.trim()) {
            let level = if at == 0 { 1 } else { 2 };
            let (text, span) = (span_to(at), span_to(at));
            blocks.push(Block::Heading(Heading { level, text, span }));
            at += 1;
        } else if marks.furniture.is_match(line.trim()) {
            at += 1;
        } else if next.is_some_and(|next| delimiter_columns(next).is_some()) {
            let columns = bars_of(line).count();
            let mut rows = Vec::new();
            let mut behind = at + 2;
            while let Some(count) = row_length(&lines[behind..], columns, marks) {
                let last = behind + count - 1;
                rows.push(row(text, lines[behind].0..end_of(last), file));
                if let (Some(row), true) = (rows.last(), count > 1) {
                    diagnostics.push(broken_row(row.span));
                }
                behind = last + 1;
            }
            blocks.push(Block::Table(Table {
                header: row(text, start..end_of(at), file),
                rows,
                span: span_to(behind - 1),
            }));
            at = behind;
        } else if let Some(count) = fence_length(&lines[at..], marks) {
            let content = span_to(at + count - 1);
            let info = Span::new(file, start..start);
            let span = content;
            blocks.push(Block::Fence(Fence {
                info,
                content,
                span,
            }));
            at += count;
        } else {
            let is_prose = |(n, (_, line)): (usize, &(usize, &str))| {
                let next = lines.get(at + n + 1).map(|(_, line)| *line);
                let line = line.trim();
                !(marks.headings.is_match(line)
                    || marks.furniture.is_match(line)
                    || marks.request_line.is_match(line)
                    || marks.status_line.is_match(line)
                    || next.is_some_and(|next| delimiter_columns(next).is_some()))
            };
            let rest = lines[at..].iter().enumerate();
            let count = rest
                .take_while(|(n, line)| is_prose((*n, line)))
                .count()
                .max(1);
            blocks.push(Block::Prose(span_to(at + count - 1)));
            at += count;
        }
    }
    Page {
        file,
        front_matter: Vec::new(),
        blocks,
        diagnostics,
    }
}

/// How many lines from the first on are one row of a table whose header has so many bars; `None`
/// where the first belongs to no row.
fn row_length(lines: &[(usize, &str)], bars: usize, marks: &Marks<'_>) -> Option<usize> {
    let is_heading = |line: &str| marks.headings.is_match(line.trim());
    let opens_table = |at: usize| {
        let next = lines.get(at + 1);
        next.is_some_and(|(_, next)| delimiter_columns(next).is_some())
    };
    let (_, first) = lines.first()?;
    if !first.contains('|') || is_heading(first) || opens_table(0) {
        return None;
    }
    // What follows belongs to the row where it brings just the bars that the row lacks.
    let own = bars_of(first).count();
    // Behind a bar, where no cell is broken, only a line of fewer cells is no row of its own.
    let most = match first.trim_end().ends_with('|') {
        true => own.saturating_sub(1),
        false => bars,
    };
    let mut had = own;
    for (at, (_, line)) in lines.iter().enumerate().take(MOST_LINES_OF_ROW).skip(1) {
        let more = bars_of(line).count();
        if had >= bars || had + more > bars || more > most || is_heading(line) || opens_table(at) {
            break;
        }
        had += more;
        if had == bars {
            return Some(at + 1);
        }
    }
    Some(1)
}

/// How many lines from the first on were a fence: all up to the next heading where headers or a
/// status line show a whole message, the request lines alone otherwise.
fn fence_length(lines: &[(usize, &str)], marks: &Marks<'_>) -> Option<usize> {
    let first = lines[0].1.trim();
    let requests = lines
        .iter()
        .take_while(|(_, line)| marks.request_line.is_match(line.trim()))
        .count();
    let has_header = lines.get(requests).is_some_and(|(_, line)| is_header(line));
    if marks.status_line.is_match(first) || (requests == 1 && has_header) {
        let whole = lines
            .iter()
            .take_while(|(_, line)| !marks.headings.is_match(line.trim()))
            .count();
        return Some(whole.max(1));
    }
    (requests > 0).then_some(requests)
}

/// Whether a line has the form of an HTTP header field (RFC 9110 section 5.1).
fn is_header(line: &str) -> bool {
    let name = line.split_once(": ").map_or("", |(name, _)| name);
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_page(text: &str) -> Page {
        let set = |patterns: &[&str]| RegexSet::new(patterns).expect("the patterns are right");
        let line = |pattern: &str| Regex::new(pattern).expect("the pattern is right");
        let marks = Marks {
            headings: &set(&["^Parameters$", "^Sample request$", "^Sample response$"]),
            furniture: &set(&["^• \\d+ minutes to read$"]),
            request_line: &line("^(GET|POST) /\\S*$"),
            status_line: &line("^HTTP/1.1 "),
        };
        read(FileId(0), text, &marks)
    }

    fn outline(text: &str) -> Vec<String> {
        let page = read_page(text);
        let of = |span: Span| &text[span.range()];
        let outline = |block: &Block| match block {
            Block::Heading(h) => format!("h{} {}", h.level, of(h.text)),
            Block::Prose(span) => format!("p {}", of(*span)),
            Block::Fence(f) => format!("fence {:?}", of(f.content)),
            Block::Table(t) => format!("table {} rows of {}", t.rows.len(), t.header.cells.len()),
        };
        page.blocks.iter().map(outline).collect()
    }

    #[test]
    fn the_blocks_of_the_rendered_page_come_back() {
        let text = "POST A\n• 5 minutes to read\nPOST /a\nDoes a.\nAnd b.\nParameters\nName | Type |\n---|---|\nx | int |\nPOST /a?x=1\nPOST /a?y=2\nSample request\nPOST /a\nAccept: a\n{\n}\nSample response\nHTTP/1.1 200 OK\n[\n]";
        let expected = [
            "h1 POST A",
            "fence \"POST /a\"",
            "p Does a.\nAnd b.",
            "h2 Parameters",
            "table 1 rows of 2",
            "fence \"POST /a?x=1\\nPOST /a?y=2\"",
            "h2 Sample request",
            "fence \"POST /a\\nAccept: a\\n{\\n}\"",
            "h2 Sample response",
            "fence \"HTTP/1.1 200 OK\\n[\\n]\"",
        ];
        assert_eq!(outline(text), expected);
        assert!(looks_copied(text));
        assert!(!looks_copied("# A\n\nName | Type |\n---|---|\n"));
    }

    /// The cells of the table below the title, and the codes of what is wrong.
    fn rows(table: &str) -> (Vec<String>, Vec<&'static str>) {
        let text = format!("t\n{table}");
        let page = read_page(&text);
        let of = |row: &super::super::Row| {
            let cells = row.cells.iter().map(|cell| &text[cell.range()]);
            cells.collect::<Vec<_>>().join("/").replace('\n', "~")
        };
        let rows = page.blocks.iter().flat_map(|block| match block {
            Block::Table(table) => table.rows.iter().map(of).collect(),
            _ => Vec::new(),
        });
        let codes = page.diagnostics.iter().map(|d| d.code).collect();
        (rows.collect(), codes)
    }

    #[test]
    fn a_row_may_break_over_lines() {
        let head = "N | T | D |\n---|---|---|\n";
        let of = |body: &str| rows(&format!("{head}{body}"));
        let broken = vec!["broken-row"];
        let both = |first: &str| vec![first.to_owned(), "y/int/d".to_owned()];
        assert_eq!(
            of("x | int | one\ntwo |\ny | int | d |\n"),
            (both("x/int/one~two"), broken.clone())
        );
        assert_eq!(
            of("x | int | one\n\ntwo\nthree |\ny | int | d |\n"),
            (both("x/int/one~~two~three"), broken.clone())
        );
        assert_eq!(
            of("x | int |\none |\ny | int | d |\n"),
            (both("x/int/one"), broken)
        );
    }

    #[test]
    fn a_row_that_only_lacks_cells_is_not_joined() {
        let head = "N | T | D |\n---|---|---|\n";
        let of = |body: &str| rows(&format!("{head}{body}"));
        let plain = |rows: &[&str]| {
            let rows: Vec<String> = rows.iter().map(|&row| row.to_owned()).collect();
            (rows, vec![])
        };
        let expected = plain(&["x/int/one", "y/int/d"]);
        assert_eq!(of("x | int | one\ny | int | d |\n"), expected);
        assert_eq!(of("x | int |\ny | int |\n"), plain(&["x/int", "y/int"]));
        assert_eq!(of("x |\ny |\n"), plain(&["x", "y"]));
        assert_eq!(of("x | int | one\nmore\n"), plain(&["x/int/one"]));
        assert_eq!(of("x | int | a\nParameters\nb |\n"), plain(&["x/int/a"]));
        let two = of("x | int | a |\nM | D |\n---|---|\n1 | 2 |\n");
        assert_eq!(two, plain(&["x/int/a", "1/2"]));
    }

    #[test]
    fn any_text_is_a_page() {
        assert_eq!(outline(""), [""; 0]);
        assert_eq!(outline("a |\n---|---|"), ["h1 a |", "p ---|---|"]);
        assert_eq!(outline("t\na |\n---|---|"), ["h1 t", "table 0 rows of 1"]);
    }
}
