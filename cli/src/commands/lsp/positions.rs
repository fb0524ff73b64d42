//! Places as editors count them: lines from 0, and UTF-16 units within a line (LSP 3.17, "Position").

use lsp_types::{Position, Range};
use std::ops;

/// A text by its lines, which end at `\n`, `\r\n` or `\r`.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at + 1))
            .collect();
        Lines { text, starts }
    }

    /// The position of a byte; of one within a character that of the character.
    pub(super) fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = &self.text[self.starts[line]..offset];
        let units: usize = before.chars().map(char::len_utf16).sum();
        Position::new(to_u32(line), to_u32(units))
    }

    pub(super) fn range(&self, range: ops::Range<usize>) -> Range {
        Range::new(self.position(range.start), self.position(range.end))
    }

    /// The byte at a position. Past a line's end it is that end, past the last line the text's.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line).copied() else {
            return self.text.len();
        };
        let mut units = position.character as usize;
        let rest = self.line_at(start);
        for (at, letter) in rest.char_indices() {
            if units < letter.len_utf16() {
                return start + at;
            }
            units -= letter.len_utf16();
        }
        start + rest.len()
    }

    /// The bytes of the line that holds a byte, without its end.
    pub(super) fn line_of(&self, offset: usize) -> ops::Range<usize> {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let start = self.starts[line];
        start..start + self.line_at(start).len()
    }

    fn line_at(&self, start: usize) -> &'t str {
        let rest = &self.text[start..];
        &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())]
    }
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_in_utf16() {
        let text = "aé😀b\r\nc\rd\n";
        let lines = Lines::new(text);
        for (at, line, character) in [
            (0, 0, 0),
            (1, 0, 1),
            (3, 0, 2),
            (7, 0, 4),
            (8, 0, 5),
            (10, 1, 0),
            (12, 2, 0),
            (14, 3, 0),
        ] {
            let position = Position::new(line, character);
            assert_eq!(lines.position(at), position, "{at}");
            assert_eq!(lines.offset(position), at, "{position:?}");
        }
        assert_eq!(lines.position(5), Position::new(0, 2), "within a character");
        assert_eq!(lines.offset(Position::new(0, 3)), 3, "within a pair");
        assert_eq!(lines.offset(Position::new(0, 99)), 8);
        assert_eq!(lines.offset(Position::new(99, 0)), text.len());
        assert_eq!(&text[lines.line_of(11)], "c");
    }
}
