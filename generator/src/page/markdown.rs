//! The front end for Markdown: pulldown-cmark finds the blocks, their inline text stays as it is.

use super::table::{
    broken_row, delimiter_columns, delimiter_mismatch, is_open_row, item_mark, lines, row, trimmed,
};
use super::{Block, Fence, Heading, Page, Row, Table, front_matter};
use bindery_model::{Diagnostic, FileId, Severity, Span};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};
use std::ops::Range;

/// How often one page is read on behind a broken fence or table. Each time costs a pass over the
/// rest of the page, so that without a bound a hostile page would cost the square of its size.
const MOST_REPAIRS: usize = 64;

/// Reads a Markdown page. Whatever the text is, there is a page.
pub fn read(file: FileId, text: &str) -> Page {
    let mut reader = Reader {
        file,
        text,
        repairs_left: MOST_REPAIRS,
        gave_up: false,
        page: Page {
            file,
            front_matter: Vec::new(),
            blocks: Vec::new(),
            diagnostics: Vec::new(),
        },
    };
    let mut rest = if text.starts_with('\u{feff}') { 3 } else { 0 };
    // Not pulldown-cmark's own front matter: that may stand anywhere and would hide what it holds.
    if let Some((inside, behind)) = front_matter::find(text, rest) {
        let (keys, broken) = front_matter::read(text, inside, file);
        reader.page.front_matter = keys;
        reader.page.diagnostics.extend(broken);
        rest = behind;
    }
    while let Some(behind) = reader.read_from(rest) {
        rest = behind;
    }
    reader.page
}

struct Reader<'s> {
    file: FileId,
    text: &'s str,
    repairs_left: usize,
    /// Whether it was said that no repairs are left.
    gave_up: bool,
    page: Page,
}

/// A block of which the start was seen and the end not yet.
enum Open {
    Heading(u8, Range<usize>),
    Fence(Range<usize>, Option<Range<usize>>),
    Table(Range<usize>, Vec<Row>),
    Prose(Range<usize>),
}

impl Reader<'_> {
    /// Reads the blocks from byte `start` on; answers where to go on behind a block that is broken.
    fn read_from(&mut self, start: usize) -> Option<usize> {
        let options = Options::ENABLE_TABLES;
        let mut depth = 0;
        let mut open = None;
        for (event, range) in Parser::new_ext(&self.text[start..], options).into_offset_iter() {
            let range = range.start + start..range.end + start;
            match event {
                Event::Start(tag) => {
                    if depth == 0 {
                        open = Some(self.open(&tag, range));
                    } else if let (1, Some(Open::Table(_, rows)), Tag::TableHead | Tag::TableRow) =
                        (depth, &mut open, tag)
                    {
                        rows.push(row(self.text, range, self.file));
                    }
                    depth += 1;
                }
                Event::End(_) => {
                    depth -= 1;
                    if depth == 0
                        && let Some(open) = open.take()
                        && let Some(behind) = self.close(open)
                    {
                        self.repairs_left -= 1;
                        return Some(behind);
                    }
                }
                Event::Text(_) => {
                    if let Some(Open::Fence(_, seen)) = &mut open {
                        let first = seen.as_ref().map_or(range.start, |seen| seen.start);
                        *seen = Some(first..range.end);
                    }
                }
                Event::Html(_) if depth == 0 => self.prose(range),
                _ => {}
            }
        }
        None
    }

    fn open(&self, tag: &Tag<'_>, range: Range<usize>) -> Open {
        match tag {
            Tag::Heading { level, .. } => Open::Heading(level_number(*level), range),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Open::Fence(range, None),
            Tag::Table(_) => Open::Table(range, Vec::new()),
            _ => Open::Prose(range),
        }
    }

    fn close(&mut self, open: Open) -> Option<usize> {
        match open {
            Open::Heading(level, range) => {
                let range = trimmed(self.text, range);
                let text = Span::new(self.file, heading_text(self.text, range.clone()));
                let span = Span::new(self.file, range);
                self.push(Block::Heading(Heading { level, text, span }));
            }
            Open::Fence(range, content) => return self.fence(range, content),
            Open::Table(range, rows) => return self.table(range, rows),
            Open::Prose(range) => self.prose(range),
        }
        None
    }

    fn push(&mut self, block: Block) {
        self.page.blocks.push(block);
    }

    /// Whether the page may be read on by hand from `at`; says so where it may not any more.
    fn may_repair(&mut self, at: usize) -> bool {
        if self.repairs_left == 0 && !self.gave_up {
            self.gave_up = true;
            let place = Span::new(self.file, at..at);
            let message = format!(
                "this page has more than {MOST_REPAIRS} broken fences and tables; from here on, what they swallow is lost in them"
            );
            let diagnostic = Diagnostic::new("too-many-breaks", Severity::Error, place, message)
                .help("close the fences and mend the rows that are told above");
            self.page.diagnostics.push(diagnostic);
        }
        self.repairs_left > 0
    }

    /// Adds a fence, or as much of it as is one, and answers where to go on behind that.
    fn fence(&mut self, range: Range<usize>, content: Option<Range<usize>>) -> Option<usize> {
        let text = self.text;
        let line_end = |at: usize| text[at..range.end].find('\n').map_or(range.end, |n| at + n);
        let first_line = range.start..line_end(range.start);
        let opening = text[first_line.clone()].trim_start();
        let mark = opening.bytes().next().unwrap_or(b'`');
        let ticks = opening.bytes().take_while(|b| *b == mark).count();
        let info_start = first_line.end - opening.len() + ticks;
        let info = trimmed(text, info_start.min(first_line.end)..first_line.end);
        let content = content.unwrap_or_else(|| {
            let behind = (first_line.end + 1).min(range.end);
            behind..behind
        });

        // Whoever forgets the end of one fence closes it with that of the next: a fence that opens
        // inside shows it. Without one, a closed fence may well show Markdown.
        let opens_inside = |(_, line): (usize, &str)| opens_fence(line, mark, ticks);
        let is_closed = is_closing(text[first_line.end..range.end].trim_end(), mark, ticks)
            && !lines(text, content.clone()).any(opens_inside);
        let mut swallowed = None;
        if !is_closed {
            swallowed = first_swallowed(text, content.clone(), mark, ticks);
            swallowed = swallowed.filter(|at| self.may_repair(*at));
            let span = Span::new(self.file, trimmed(text, first_line));
            let message = "this fence is never closed, so it swallows what follows";
            let diagnostic = Diagnostic::new("unclosed-fence", Severity::Error, span, message)
                .help("close it with a line of as many backticks");
            self.page.diagnostics.push(diagnostic);
        }
        let content_end = swallowed.unwrap_or(content.end);
        let span_end = swallowed.unwrap_or(range.end);
        self.push(Block::Fence(Fence {
            info: Span::new(self.file, info),
            content: Span::new(self.file, content.start..content_end),
            span: Span::new(self.file, trimmed(text, range.start..span_end)),
        }));
        swallowed
    }

    /// Adds a table. Markdown ends it where a row breaks over lines; then it is read on by hand, and
    /// the answer is where it ends.
    fn table(&mut self, range: Range<usize>, mut rows: Vec<Row>) -> Option<usize> {
        let is_broken = |row: &Row| is_open_row(&self.text[row.span.range()]);
        let broken = match rows.iter().position(is_broken) {
            Some(broken) => Some((broken, rows[broken].span.range().start)),
            // A table also ends at a row without cells; and where its rows lack too many cells,
            // pulldown-cmark 0.13 puts the rest of the page into the row at which it gives up.
            None => {
                let whole = rows
                    .iter()
                    .take_while(|row| !row.span.range().is_empty())
                    .count();
                let end = self.end_of_rows(&rows[..whole]);
                let behind = lines(self.text, end..self.text.len()).next();
                let goes_on = behind.is_some_and(|(_, line)| line.trim_start().starts_with('|'));
                let swallows = end < range.end && !self.text[end..range.end].trim().is_empty();
                (goes_on || swallows).then_some((whole, end))
            }
        };
        let Some((whole, mut at)) = broken.filter(|(_, at)| self.may_repair(*at)) else {
            let span = Span::new(self.file, trimmed(self.text, range));
            if !rows.is_empty() {
                let header = rows.remove(0);
                self.push(Block::Table(Table { header, rows, span }));
            }
            return None;
        };
        rows.truncate(whole);
        let mut pending: Option<usize> = None;
        for (start, line) in lines(self.text, at..self.text.len()) {
            let from = match pending {
                None if !line.trim_start().starts_with('|') => break,
                Some(_) if line.trim().is_empty() => break,
                // A row that starts anew shows that the one before only lacks its last bar.
                Some(from) if line.trim_start().starts_with('|') => {
                    rows.push(row(self.text, from..start, self.file));
                    start
                }
                None => start,
                Some(from) => from,
            };
            at = start + line.len();
            if is_open_row(&self.text[from..at]) {
                pending = Some(from);
                continue;
            }
            if from < start {
                let span = Span::new(self.file, trimmed(self.text, from..at));
                self.page.diagnostics.push(broken_row(span));
            }
            rows.push(row(self.text, from..at, self.file));
            pending = None;
        }
        if let Some(from) = pending {
            rows.push(row(self.text, from..at, self.file));
        }
        let span = Span::new(self.file, trimmed(self.text, range.start..at));
        if !rows.is_empty() {
            let header = rows.remove(0);
            self.push(Block::Table(Table { header, rows, span }));
        }
        Some(at)
    }

    /// Where the line behind the last row starts, or behind the delimiter row where there is none.
    fn end_of_rows(&self, rows: &[Row]) -> usize {
        let Some(last) = rows.last() else {
            return self.text.len();
        };
        let mut end = last.span.range().end;
        for _ in 0..if rows.len() == 1 { 2 } else { 1 } {
            let rest = &self.text[end..];
            end += rest.find('\n').map_or(rest.len(), |at| at + 1);
        }
        end
    }

    /// Adds prose; a table in it that Markdown does not take for one, because of the number of columns
    /// of its delimiter row, becomes a table all the same.
    fn prose(&mut self, range: Range<usize>) {
        let mut before = range.start;
        let mut all = lines(self.text, range.clone()).peekable();
        while let Some((start, line)) = all.next() {
            if !line.contains('|') {
                continue;
            }
            let Some(columns) = all.peek().and_then(|(_, next)| delimiter_columns(next)) else {
                continue;
            };
            let row_at =
                |start: usize, line: &str| row(self.text, start..start + line.len(), self.file);
            let mark = item_mark(line);
            let header = row_at(start + mark, &line[mark..]);
            // Markdown knows this table: it is a part of a list, a quote or HTML, and stays there.
            if header.cells.len() == columns {
                continue;
            }
            let mut rows = Vec::new();
            let mut end = all.next().map_or(start, |(at, line)| at + line.len());
            while let Some((at, line)) = all.next_if(|(_, line)| line.contains('|')) {
                rows.push(row_at(at, line));
                end = at + line.len();
            }
            let told = delimiter_mismatch(header.span, header.cells.len(), columns);
            self.page.diagnostics.push(told);
            let span = Span::new(self.file, start..end);
            self.plain_prose(before..start);
            self.push(Block::Table(Table { header, rows, span }));
            before = end;
        }
        self.plain_prose(before..range.end);
    }

    fn plain_prose(&mut self, range: Range<usize>) {
        let range = trimmed(self.text, range);
        if !range.is_empty() {
            self.push(Block::Prose(Span::new(self.file, range)));
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The text of a heading: without the `#` around it, or without the line that underlines it.
fn heading_text(text: &str, range: Range<usize>) -> Range<usize> {
    let source = &text[range.clone()];
    let behind = source[leading(source, b'#')..].chars().next();
    let is_underlined = !source.starts_with('#') || behind.is_some_and(|c| !c.is_whitespace());
    if is_underlined {
        let end = source.rfind('\n').unwrap_or(source.len());
        return trimmed(text, range.start..range.start + end);
    }
    let inner = trimmed(text, range.start + leading(source, b'#')..range.end);
    let without_closing = text[inner.clone()].trim_end_matches('#');
    // A closing sequence stands behind a space (CommonMark section 4.2); `C#` keeps its mark.
    match without_closing.is_empty() || without_closing.ends_with([' ', '\t']) {
        true => trimmed(text, inner.start..inner.start + without_closing.len()),
        false => inner,
    }
}

fn leading(source: &str, mark: u8) -> usize {
    source.bytes().take_while(|byte| *byte == mark).count()
}

fn is_closing(block: &str, mark: u8, ticks: usize) -> bool {
    let line = block.rsplit('\n').next().unwrap_or("");
    let last = line.trim();
    // Deeper indentation makes it a line like others (CommonMark section 4.5).
    let indented = line.starts_with('\t') || line.starts_with("    ");
    let is_mark = last.len() >= ticks && last.bytes().all(|byte| byte == mark);
    block.contains('\n') && is_mark && !indented
}

/// Whether a line opens a fence that a line of `ticks` marks does not close, and says what it holds.
/// Fewer marks are text of the fence around them, and so is code in a line (CommonMark section 4.5).
fn opens_fence(line: &str, mark: u8, ticks: usize) -> bool {
    let marks = line.trim_start_matches(' ');
    let info = marks.trim_start_matches(mark as char);
    line.len() - marks.len() < 4
        && marks.len() - info.len() >= ticks
        && !info.trim().is_empty()
        && (mark != b'`' || !info.contains('`'))
}

/// The first line inside an unclosed fence that is none of its text: a heading, the header of a
/// table or the start of another fence.
fn first_swallowed(text: &str, content: Range<usize>, mark: u8, ticks: usize) -> Option<usize> {
    let is_heading = |line: &str| {
        let level = leading(line, b'#');
        (2..=6).contains(&level) && line[level..].starts_with(' ')
    };
    let mut all = lines(text, content).peekable();
    while let Some((start, line)) = all.next() {
        let mut has_delimiter = || all.peek().and_then(|(_, next)| delimiter_columns(next));
        let opens_table = line.contains('|') && has_delimiter().is_some();
        if opens_table || is_heading(line) || opens_fence(line, mark, ticks) {
            return Some(start);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each block as one line: its kind and the texts that it keeps.
    fn outline(text: &str) -> Vec<String> {
        let page = read(FileId(0), text);
        let of = |span: Span| &text[span.range()];
        let cells = |row: &Row| {
            let cells: Vec<_> = row.cells.iter().map(|cell| of(*cell)).collect();
            cells.join("/")
        };
        let line = |block: &Block| match block {
            Block::Heading(h) => format!("h{} {}", h.level, of(h.text)),
            Block::Prose(span) => format!("p {}", of(*span)),
            Block::Fence(f) => format!("fence [{}] {:?}", of(f.info), of(f.content)),
            Block::Table(t) => {
                let rows: Vec<_> = t.rows.iter().map(cells).collect();
                format!("table {}: {}", cells(&t.header), rows.join(", "))
            }
        };
        let found = page.diagnostics.iter().map(|d| format!("! {}", d.code));
        page.blocks.iter().map(line).chain(found).collect()
    }

    #[test]
    fn blocks_keep_their_source_text() {
        let text = "---\ntitle: x\n---\n# A `b` #\n\ntext *x*\n\n| a | b |\n|--|--|\n| 1 | 2 | 3 |\n| 4 |\n\n```http!\nGET /\n```";
        let expected = [
            "h1 A `b`",
            "p text *x*",
            "table a/b: 1/2/3, 4",
            "fence [http!] \"GET /\\n\"",
        ];
        assert_eq!(outline(text), expected);
    }

    #[test]
    fn byte_order_mark_and_crlf_change_nothing() {
        let text = "\u{feff}---\r\ntitle: x\r\n---\r\n## A\r\n\r\n| a | b |\r\n|---|---|\r\n| é | 2 |\r\n\r\n```js\r\n{}\r\n```\r\n";
        assert_eq!(
            outline(text),
            ["h2 A", "table a/b: é/2", "fence [js] \"{}\\r\\n\""]
        );
        let value = read(FileId(0), text).front_matter[0].value;
        assert_eq!(value.map(|span| &text[span.range()]), Some("x"));
    }

    #[test]
    fn an_unclosed_fence_ends_before_the_next_heading_or_fence() {
        let text = "```http\nGET /a\n\n## Next\n\ntext\n";
        let expected = [
            "fence [http] \"GET /a\\n\\n\"",
            "h2 Next",
            "p text",
            "! unclosed-fence",
        ];
        assert_eq!(outline(text), expected);
        let text = "```http!\nGET /a\n\n```http_\nHTTP/1.1 200\n```\n";
        let expected = [
            "fence [http!] \"GET /a\\n\\n\"",
            "fence [http_] \"HTTP/1.1 200\\n\"",
            "! unclosed-fence",
        ];
        assert_eq!(outline(text), expected);
        assert_eq!(outline("```"), ["fence [] \"\"", "! unclosed-fence"]);
    }

    #[test]
    fn a_closed_fence_may_show_markdown() {
        assert_eq!(outline("~~~md\n## A\n~~~\n"), ["fence [md] \"## A\\n\""]);
        assert_eq!(outline("```\n```\n"), ["fence [] \"\""]);
    }

    #[test]
    fn an_unclosed_fence_that_a_later_one_closes_swallows_nothing() {
        let text = "```js\nvar x = 1;\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Next\n\n```http!\nGET /a\n```\n";
        let expected = [
            "fence [js] \"var x = 1;\\n\\n\"",
            "table a/b: 1/2",
            "h2 Next",
            "fence [http!] \"GET /a\\n\"",
            "! unclosed-fence",
        ];
        assert_eq!(outline(text), expected);
        let text = "~~~http\nGET /a\n\n## Next\n\n ~~~~ js\nx\n~~~~\n";
        let expected = [
            "fence [http] \"GET /a\\n\\n\"",
            "h2 Next",
            "fence [js] \"x\\n\"",
            "! unclosed-fence",
        ];
        assert_eq!(outline(text), expected);
        let text = "```http\nGET /a\n\na | b\n--|--\n1 | 2\n";
        let expected = [
            "fence [http] \"GET /a\\n\\n\"",
            "table a/b: 1/2",
            "! unclosed-fence",
        ];
        assert_eq!(outline(text), expected);
    }

    #[test]
    fn a_longer_fence_may_hold_shorter_ones() {
        let text = "````md\n## A\n\n```json\n{}\n```\n````\n\ntext\n";
        let expected = ["fence [md] \"## A\\n\\n```json\\n{}\\n```\\n\"", "p text"];
        assert_eq!(outline(text), expected);
        let text = "~~~md\n```json\n{}\n```\n~~~\n";
        let expected = ["fence [md] \"```json\\n{}\\n```\\n\""];
        assert_eq!(outline(text), expected);
        // Code in a line opens no fence (CommonMark section 4.5).
        let text = "```js\n```a```\n```\n";
        assert_eq!(outline(text), ["fence [js] \"```a```\\n\""]);
    }

    #[test]
    fn a_table_inside_another_block_is_prose() {
        for text in [
            "- item\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |",
            "<div>\n| a | b |\n|---|---|\n| 1 | 2 |\n</div>",
            "<!--\n| a | b |\n|---|---|\n| 1 | 2 |\n-->",
        ] {
            assert_eq!(outline(text), [format!("p {text}")]);
        }
        let text = "- item\n\n  | a | b |\n  |---|\n  | 1 | 2 |";
        let expected = ["p - item", "table a/b: 1/2", "! table-delimiter-mismatch"];
        assert_eq!(outline(text), expected);
        let text = "intro\n| a | b |\n|---|---|\n| 1 | 2 |";
        assert_eq!(outline(text), ["p intro", "table a/b: 1/2"]);
    }

    #[test]
    fn a_table_with_a_wrong_delimiter_row_is_still_a_table() {
        let text = "intro\n| a | b |\n|---|\n| 1 | 2 |\n";
        let expected = ["p intro", "table a/b: 1/2", "! table-delimiter-mismatch"];
        assert_eq!(outline(text), expected);
        let text = "intro\na | b\n--|--|--\n1 | 2\n";
        let expected = ["p intro", "table a/b: 1/2", "! table-delimiter-mismatch"];
        assert_eq!(outline(text), expected);
    }

    #[test]
    fn a_row_may_break_over_lines() {
        let text = "| a | b |\n|---|---|\n| 1 | one\n<para>more</para> |\n| 2 | two\n| 3 | three |\n\ntext\n";
        let expected = [
            "table a/b: 1/one\n<para>more</para>, 2/two, 3/three",
            "p text",
            "! broken-row",
        ];
        assert_eq!(outline(text), expected);
        let text = "| a | b |\n|---|---|\n| 1 | one\n\ntext\n";
        assert_eq!(outline(text), ["table a/b: 1/one", "p text"]);
    }

    #[test]
    fn only_what_opens_the_page_is_front_matter() {
        let text = "---\nuid: a\n---\n\n---\nuid: b\n---\n\n---\n## Next\n| a |\n|---|\n\n---\n";
        let expected = ["h2 uid: b", "h2 Next", "table a: "];
        assert_eq!(outline(text), expected);
        let values: Vec<_> = read(FileId(0), text).front_matter.into_iter().collect();
        assert_eq!(values.len(), 1);
        assert_eq!(values[0].value.map(|span| &text[span.range()]), Some("a"));
        assert_eq!(outline("---\nuid: a\n"), ["p uid: a"]);
        assert_eq!(outline("---\n---\n\na\n"), ["p a"]);
    }

    #[test]
    fn a_row_without_cells_ends_no_table() {
        let text = "| a | b |\n|---|---|\n| 1 | 2 |\n|\n| 3 | 4 |\n\ntext\n";
        assert_eq!(outline(text), ["table a/b: 1/2, , 3/4", "p text"]);
    }

    #[test]
    fn what_only_looks_like_the_end_of_a_fence_is_none() {
        let text = "```http\nGET /a\n\n## Next\n    ```\n";
        let expected = [
            "fence [http] \"GET /a\\n\\n\"",
            "h2 Next",
            "p ```",
            "! unclosed-fence",
        ];
        assert_eq!(outline(text), expected);
    }

    #[test]
    fn an_underlined_heading_may_start_with_a_mark() {
        assert_eq!(outline("#tag\n---\n"), ["h2 #tag"]);
    }

    #[test]
    fn more_breaks_than_are_mended_are_said() {
        let text = "```http\nGET /a\n\n".repeat(MOST_REPAIRS + 5);
        let told = outline(&text);
        let count = |code: &str| told.iter().filter(|line| line.as_str() == code).count();
        assert_eq!(count("! unclosed-fence"), MOST_REPAIRS + 1);
        assert_eq!(count("! too-many-breaks"), 1);
    }

    #[test]
    fn headings_end_at_their_closing_marks() {
        assert_eq!(
            outline("## Filter: ##\n\nC\n---\n\n## C#\n\n##"),
            ["h2 Filter:", "h2 C", "h2 C#", "h2 "]
        );
    }
}
