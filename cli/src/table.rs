//! Aligned columns.

use anstyle::Style;
use std::fmt::Write;

/// A cell.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    text: String,
    style: Style,
    /// Whether it stands at the right of its column.
    right: bool,
}

impl Cell {
    /// Text at the left of its column.
    pub(crate) fn left(text: impl Into<String>, style: Style) -> Self {
        Cell {
            text: text.into(),
            style,
            right: false,
        }
    }

    /// Text at the right of its column.
    pub(crate) fn right(text: impl Into<String>, style: Style) -> Self {
        Cell {
            text: text.into(),
            style,
            right: true,
        }
    }
}

/// Lays out rows, with colours; who prints them takes them away where they do not belong.
pub(crate) fn layout(rows: &[Vec<Cell>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |cell: &Cell| cell.text.chars().count();
    let of_column = |at| {
        rows.iter()
            .filter_map(move |row| row.get(at))
            .map(width)
            .max()
    };
    let widths: Vec<usize> = (0..columns).map(|at| of_column(at).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut pending = 0;
        for (at, (cell, whole)) in row.iter().zip(&widths).enumerate() {
            let gap = if at == 0 { 0 } else { 2 };
            let spare = whole - width(cell);
            let (before, after) = if cell.right { (spare, 0) } else { (0, spare) };
            if cell.text.is_empty() {
                pending += gap + spare;
                continue;
            }
            let (style, before) = (cell.style, pending + gap + before);
            // Writing to a string cannot fail.
            let _ = write!(text, "{:before$}{style}{}{style:#}", "", cell.text);
            pending = after;
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::{GREEN, PLAIN};

    #[test]
    fn columns_are_aligned_and_lines_end_without_spaces() {
        let rows = [
            vec![
                Cell::right("read", GREEN),
                Cell::left("zwölf", PLAIN),
                Cell::right("7", PLAIN),
            ],
            vec![
                Cell::right("", PLAIN),
                Cell::left("one", PLAIN),
                Cell::right("1234", PLAIN),
            ],
            vec![
                Cell::right("unread", PLAIN),
                Cell::left("x", PLAIN),
                Cell::left("", PLAIN),
            ],
        ];
        let text = anstream::adapter::strip_str(&layout(&rows)).to_string();
        assert_eq!(
            text,
            "  read  zwölf     7\n        one    1234\nunread  x\n"
        );
    }
}
