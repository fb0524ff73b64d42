//! The rows of dashes below the headers of tables.

use std::ops::Range;

/// The delimiter row that a header wants (GFM section 4.10), with outer bars where it has them.
pub(crate) fn delimiter_row_of(header: &str) -> String {
    let header = header.trim();
    let cells = crate::page::cells(header);
    let bar = |wanted: bool| if wanted { "|" } else { "" };
    let (first, last) = (header.starts_with('|'), header.ends_with('|'));
    let row = vec!["---"; cells].join("|");
    format!("{}{row}{}", bar(first), bar(last))
}

/// The words of the line behind the one in which `at` stands.
pub(crate) fn line_behind(text: &str, at: usize) -> Option<Range<usize>> {
    let start = at + text[at..].find('\n')? + 1;
    let line = text[start..].lines().next()?;
    let indent = line.len() - line.trim_start().len();
    Some(start + indent..start + line.trim_end().len().max(indent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delimiter_row_is_like_its_header() {
        assert_eq!(delimiter_row_of("| a | b |"), "|---|---|");
        assert_eq!(delimiter_row_of("a | b |"), "---|---|");
        assert_eq!(delimiter_row_of("a | b"), "---|---");
    }

    #[test]
    fn the_line_behind_has_its_place() {
        let text = "| a |\n  |-|\r\nx";
        assert_eq!(line_behind(text, 5).map(|row| &text[row]), Some("|-|"));
        assert_eq!(line_behind("| a |", 5), None);
    }
}
