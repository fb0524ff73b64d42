//! Places in source files: which file, which bytes, and from there which line and column.

use std::fmt;

/// A file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes of one file: `start` is included, `end` is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`; offsets past 4 GiB are held at the largest that fits.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            file,
            start: offset(range.start),
            end: offset(range.end),
        }
    }

    /// The empty span at the start of `file`, for what concerns the file as a whole.
    pub fn file_start(file: FileId) -> Self {
        Span {
            file,
            start: 0,
            end: 0,
        }
    }

    /// The bytes, as a range into the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Where a span starts, as people count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One file as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as it is shown to people, with `/` between its parts on every system.
    pub path: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(path: String, text: String) -> Self {
        let newlines = text.match_indices('\n');
        let line_starts = std::iter::once(0)
            .chain(newlines.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)))
            .collect();
        SourceFile {
            path,
            text,
            line_starts,
        }
    }

    /// The line, from 1, that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    /// Line and column of the byte at `offset`.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line(offset);
        let start = self.line_starts[line as usize - 1] as usize;
        let end = (offset as usize).clamp(start, self.text.len());
        let before = &self.text.as_bytes()[start..end];
        // Bytes 10xxxxxx continue a character (RFC 3629 section 3), so the others count characters.
        let column = before.iter().filter(|b| (*b & 0xC0) != 0x80).count() as u32 + 1;
        Position { line, column }
    }

    /// The text of line `line` (from 1) without its line ending; empty past the last line.
    pub fn line_text(&self, line: u32) -> &str {
        let start_of = |n: u32| self.line_starts.get(n as usize).map(|at| *at as usize);
        let Some(start) = line.checked_sub(1).and_then(start_of) else {
            return "";
        };
        let end = start_of(line).unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

/// Every file that was read, so that a [`Span`] can be shown.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        SourceMap::default()
    }

    /// Adds a file; `path` is how it will be shown.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(SourceFile::new(path.into(), text.into()));
        id
    }

    /// The file of an id that this map gave out.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Every file with its id, in the order in which they were added.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        let numbered = self.files.iter().enumerate();
        numbered.map(|(at, file)| (FileId(at as u32), file))
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    /// Where a span starts.
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file).position(span.start)
    }

    /// `path:line:column` of where a span starts.
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}", self.file(span.file).path, self.position(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let mut map = SourceMap::new();
        let file = map.add("a.md", "one\r\nzwölf x\n");
        let at = map.file(file).text.find('x').expect("x is in the text");
        assert_eq!(map.place(Span::new(file, at..at + 1)), "a.md:2:7");
        assert_eq!(map.file(file).line_text(1), "one");
        assert_eq!(map.file(file).line_text(2), "zwölf x");
        assert_eq!(map.file(file).line_text(9), "");
        assert_eq!(map.file(file).line_text(0), "");
    }

    #[test]
    fn an_offset_past_the_end_is_the_last_line() {
        let mut map = SourceMap::new();
        let file = map.add("a.md", "one\ntwo");
        assert_eq!(map.place(Span::new(file, 99..99)), "a.md:2:4");
        assert_eq!(map.text(Span::new(file, 99..120)), "");
    }
}
