//! Sorts the blocks of a page into the roles that its dialect gives them. What has no role is
//! reported: nothing is passed over in silence.

use super::file::{
    Columns, DialectFile, FenceLayout, FenceRole, Section, SectionStart, TableLayout, TableRole,
};
use super::load::{Dialect, section_of_key};
use super::raw::{RawBody, RawEndpoint, RawKind, RawOperation, RawPage, RawRow, Text};
use crate::page::{Block, Fence, Heading, Page, Row, Table};
use bindery_model::{Diagnostic, FileId, Severity, Span};
use regex::Captures;
use std::ops::Range;

/// How much is told of one page: a finding takes many times the space of what it is about.
const MOST_FINDINGS: usize = 10_000;

/// Reads the blocks of a page.
pub(super) fn read<'s>(dialect: &Dialect, text: &'s str, page: Page) -> RawPage<'s> {
    let mut reader = Reader {
        dialect,
        text,
        file: page.file,
        done: Vec::new(),
        current: RawOperation::default(),
        section: Section::Description,
        required: false,
        text_ended: false,
        unread_section: None,
        diagnostics: page.diagnostics,
        untold: None,
    };
    let layout = &dialect.file;
    for key in &page.front_matter {
        let value = Text {
            text: &text[key.span.range()],
            span: key.span,
        };
        let value = reader.unquoted(value);
        if layout.front_matter.id.contains(&key.key) && reader.current.id.is_none() {
            reader.current.id = Some(value);
        } else if layout.front_matter.title.contains(&key.key) {
            reader.current.title = Some(value);
        }
    }
    for block in page.blocks {
        match block {
            Block::Heading(heading) => reader.heading(&heading),
            Block::Prose(span) => reader.prose(span),
            Block::Table(table) => reader.table(&table),
            Block::Fence(fence) => reader.fence(&fence),
        }
    }
    reader.finish()
}

struct Reader<'d, 's> {
    dialect: &'d Dialect,
    text: &'s str,
    file: FileId,
    done: Vec<RawOperation<'s>>,
    current: RawOperation<'s>,
    section: Section,
    /// Whether the section says that its rows are required.
    required: bool,
    /// Whether the section's table or sample was read: what follows is no description.
    text_ended: bool,
    /// The heading of a section that the dialect does not know, while its blocks are read.
    unread_section: Option<Span>,
    diagnostics: Vec<Diagnostic>,
    /// Where the first finding stands that is not told any more, and how many there are.
    untold: Option<(Span, usize)>,
}

impl<'d, 's> Reader<'d, 's> {
    fn at(&self, range: Range<usize>) -> Text<'s> {
        Text {
            text: &self.text[range.clone()],
            span: Span::new(self.file, range),
        }
    }

    fn of(&self, span: Span) -> Text<'s> {
        Text {
            text: &self.text[span.range()],
            span,
        }
    }

    fn unquoted(&self, value: Text<'s>) -> Text<'s> {
        let range = value.span.range();
        let quoted = |quote: char| {
            value.text.len() >= 2 && value.text.starts_with(quote) && value.text.ends_with(quote)
        };
        match quoted('"') || quoted('\'') {
            true => self.at(range.start + 1..range.end - 1),
            false => value,
        }
    }

    fn layout(&self) -> &'d DialectFile {
        &self.dialect.file
    }

    fn heading(&mut self, heading: &Heading) {
        let words = self.of(heading.text);
        let layout = self.layout();
        if let Some(found) = layout.operation_heading.captures(words.text) {
            return self.start_operation(words, &found);
        }
        let starts_page = heading.level == 1 && self.current.heading.is_none();
        if starts_page && layout.operation_heading.is_empty() {
            self.current.heading = Some(words);
            return;
        }
        for (key, start) in &layout.sections {
            if let Some(found) = start.heading.captures(words.text) {
                return self.start_section(key, start, words, &found);
            }
        }
        if self.takes_text() {
            return self.take_text(self.of(heading.span));
        }
        if layout.operation_heading.is_empty() || self.current.endpoint.is_some() {
            let message = format!(
                "the heading `{}` starts no section of `{}`",
                words.text, layout.name
            );
            let help = "what stands below it is not read either; correct its spelling, or add it to the dialect";
            self.unread("unread-heading", heading.span, message, help);
            self.unread_section = Some(heading.span);
        }
    }

    fn start_operation(&mut self, words: Text<'s>, found: &Captures<'s>) {
        let start = words.span.range().start;
        let id = found.name("id").filter(|id| !id.is_empty());
        let next = RawOperation {
            id: id.map(|id| self.at(start + id.start()..start + id.end())),
            heading: Some(words),
            endpoint: self.endpoint_of(found, start),
            ..RawOperation::default()
        };
        let before = std::mem::replace(&mut self.current, next);
        if before.endpoint.is_some() {
            self.done.push(before);
        }
        self.enter(Section::Description, false);
    }

    fn endpoint_of(&self, found: &Captures<'s>, start: usize) -> Option<RawEndpoint<'s>> {
        let group = |name: &str| {
            found
                .name(name)
                .map(|m| self.at(start + m.start()..start + m.end()))
        };
        Some(RawEndpoint {
            method: group("method")?,
            path: group("path")?,
        })
    }

    fn enter(&mut self, section: Section, required: bool) {
        self.section = section;
        self.required = required;
        self.text_ended = false;
        self.unread_section = None;
    }

    fn start_section(
        &mut self,
        key: &str,
        start: &SectionStart,
        words: Text<'s>,
        found: &Captures<'s>,
    ) {
        let Some(section) = start.role.or_else(|| section_of_key(key)) else {
            return;
        };
        self.enter(section, start.required);
        let offset = words.span.range().start;
        let group = |name: &str| {
            let group = found.name(name).filter(|m| !m.is_empty())?;
            Some(self.at(offset + group.start()..offset + group.end()))
        };
        let (name, type_word) = (group("name"), group("type"));
        let body = || RawBody {
            opening: words,
            name,
            type_word,
            description: Vec::new(),
            properties: Vec::new(),
        };
        let before = match section {
            Section::RequestBody => set_once(&mut self.current.request_body, body()),
            Section::ResponseBody => set_once(&mut self.current.response_body, body()),
            _ => None,
        };
        if section == Section::Responses {
            self.current.response_kind = self.current.response_kind.or(type_word);
        }
        if let Some(first) = before {
            let message = format!("`{}` opens a body that is open already", words.text);
            let diagnostic =
                Diagnostic::new("duplicate-section", Severity::Warning, words.span, message)
                    .help("keep one of the headings; what stands below is read as the first's")
                    .related(first, "the first");
            self.diagnostics.push(diagnostic);
        }
    }

    /// Whether there is an operation that tables and fences can belong to.
    fn is_in_operation(&self) -> bool {
        self.layout().operation_heading.is_empty() || self.current.heading.is_some()
    }

    fn takes_text(&self) -> bool {
        !self.text_ended && self.unread_section.is_none() && self.section != Section::Ignored
    }

    fn take_text(&mut self, words: Text<'s>) {
        let into = match self.section {
            Section::Description => Some(&mut self.current.description),
            Section::Responses => Some(&mut self.current.response_description),
            Section::RequestBody => self
                .current
                .request_body
                .as_mut()
                .map(|b| &mut b.description),
            Section::ResponseBody => self
                .current
                .response_body
                .as_mut()
                .map(|b| &mut b.description),
            _ => None,
        };
        match into {
            Some(into) => into.push(words),
            None => self.unread_text(words.span),
        }
    }

    fn unread_text(&mut self, span: Span) {
        let message = "this text belongs to no description";
        let help = "move it above the section's table, or into the page's description";
        self.unread("unread-text", span, message.to_owned(), help);
    }

    fn prose(&mut self, span: Span) {
        if !self.dialect.has_line_sections {
            return self.plain_prose(span.range());
        }
        // A line may start a section, as a heading does: what stands before it is prose.
        let mut before = span.range().start;
        let mut at = before;
        for line in self.text[span.range()].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let words = self.at(start..start + line.trim_end().len());
            let opens = self.layout().sections.iter().find_map(|(key, section)| {
                let found = section.line.captures(words.text)?;
                Some((key, section, found))
            });
            if let Some((key, section, found)) = opens {
                self.plain_prose(before..start);
                self.start_section(key, section, words, &found);
                before = at;
            }
        }
        self.plain_prose(before..span.range().end);
    }

    fn plain_prose(&mut self, range: Range<usize>) {
        let words = self.text[range.clone()].trim();
        if words.is_empty() {
            return;
        }
        let start = range.start + self.text[range].find(words).unwrap_or(0);
        let words = self.at(start..start + words.len());
        if self.takes_text() {
            self.take_text(words);
        } else if self.unread_section.is_none() && self.section != Section::Ignored {
            self.unread_text(words.span);
        }
    }

    fn table(&mut self, table: &Table) {
        if self.section == Section::Ignored {
            return;
        }
        let known = self.unread_section.is_none();
        let in_operation = self.is_in_operation();
        let layout = self.layout();
        let fits = |layout: &&TableLayout| {
            known
                && layout.sections.contains(&self.section)
                && (in_operation || layout.role == TableRole::Operations)
        };
        let found = layout.tables.iter().filter(fits).find_map(|layout| {
            let columns = self.columns(&layout.columns, &table.header)?;
            Some((layout, columns))
        });
        let Some((layout, columns)) = found else {
            let header: Vec<_> = table
                .header
                .cells
                .iter()
                .map(|cell| self.of(*cell).text)
                .collect();
            let message = format!(
                "no table with the columns `{}` is known here",
                header.join("`, `")
            );
            let help = format!(
                "its {} rows are not read; correct the header cells or the heading above it, or add the table to the dialect",
                table.rows.len()
            );
            return self.unread("unread-table", table.span, message, &help);
        };
        let places = Places::of(&columns);
        self.unknown_columns(&columns, &places, &table.header);
        for row in &table.rows {
            if let Some(raw) = self.row(&places, table.header.cells.len(), row) {
                self.take_row(layout.role, raw);
            }
        }
        self.text_ended = true;
    }

    /// What each header cell means; `None` where the table lacks a column that the layout needs.
    fn columns(&self, known: &Columns, header: &Row) -> Option<Vec<Option<Column>>> {
        let same = |name: &String, cell: &str| name.eq_ignore_ascii_case(cell);
        let meaning = |cell: &Span| {
            let cell = plain(self.of(*cell).text);
            let by_column = [
                (Column::Name, &known.name),
                (Column::Type, &known.type_word),
                (Column::Description, &known.description),
                (Column::Required, &known.required),
                (Column::Default, &known.default),
            ];
            let found = by_column
                .iter()
                .find(|(_, names)| names.iter().any(|n| same(n, cell)));
            found.map(|(column, _)| *column)
        };
        let columns: Vec<_> = header.cells.iter().map(meaning).collect();
        let has = |column: Column| columns.contains(&Some(column));
        let needs_type = !known.type_word.is_empty() && !has(Column::Type);
        (has(Column::Name) && !needs_type).then_some(columns)
    }

    fn unknown_columns(&mut self, columns: &[Option<Column>], places: &Places, header: &Row) {
        for (at, (column, cell)) in columns.iter().zip(&header.cells).enumerate() {
            let why = match column {
                None => "is not known",
                Some(column) if places.of_column(*column) != Some(at) => "is there twice",
                Some(_) => continue,
            };
            let words = self.of(*cell).text;
            let message = format!("the column `{words}` {why}, so its cells are not read");
            let help = "correct the header cell, or add it to the table's columns in the dialect";
            self.unread("unread-column", *cell, message, help);
        }
    }

    fn row(&mut self, places: &Places, expected: usize, row: &Row) -> Option<RawRow<'s>> {
        let cell = |wanted: Column| {
            let cell = row.cells.get(places.of_column(wanted)?)?;
            Some(self.of(*cell))
        };
        let name = cell(Column::Name).map(|cell| self.plain_text(cell));
        let raw = name
            .filter(|name| !name.text.is_empty())
            .map(|name| RawRow {
                span: row.span,
                name,
                type_word: cell(Column::Type).map(|cell| self.plain_text(cell)),
                description: cell(Column::Description),
                required: cell(Column::Required),
                default: cell(Column::Default).map(|cell| self.plain_text(cell)),
                required_by_section: self.required,
            });
        if raw.is_none() {
            let message = "this row has no name, so it is not read";
            let help = "give it a name in the first column, or take the row out";
            self.unread("unread-row", row.span, message.to_owned(), help);
        } else if row.cells.len() < expected {
            let message = format!(
                "this row has {} cells where its table has {expected}",
                row.cells.len()
            );
            let help = "add the cells that are missing, if need be as `| |`";
            self.unread("missing-cell", row.span, message, help);
        }
        if let Some(surplus) = row.cells.get(expected..).filter(|cells| !cells.is_empty()) {
            let span = Span {
                end: row.span.end,
                ..surplus[0]
            };
            let message = format!(
                "this row has {} cells where its table has {expected}; what stands behind is not read",
                row.cells.len()
            );
            self.unread(
                "surplus-cell",
                span,
                message,
                r"write a `|` that belongs to the text as `\|`",
            );
        }
        raw
    }

    fn plain_text(&self, cell: Text<'s>) -> Text<'s> {
        let words = plain(cell.text);
        let start = cell.span.range().start + cell.text.find(words).unwrap_or(0);
        self.at(start..start + words.len())
    }

    fn take_row(&mut self, role: TableRole, row: RawRow<'s>) {
        match role {
            TableRole::PathParameters => self.current.path_parameters.push(row),
            TableRole::QueryParameters => self.current.query_parameters.push(row),
            TableRole::Parameters if self.path_has(row.name.text) => {
                self.current.path_parameters.push(row);
            }
            TableRole::Parameters => self.current.query_parameters.push(row),
            TableRole::Headers => self.current.headers.push(row),
            TableRole::Statuses => self.current.statuses.push(row),
            TableRole::Operations => self.operation_row(row),
            TableRole::Properties => {
                let body = match self.section {
                    Section::RequestBody => &mut self.current.request_body,
                    _ => &mut self.current.response_body,
                };
                let without_heading = || RawBody {
                    opening: row.name,
                    name: None,
                    type_word: None,
                    description: Vec::new(),
                    properties: Vec::new(),
                };
                body.get_or_insert_with(without_heading)
                    .properties
                    .push(row);
            }
        }
    }

    /// Whether the path has a part `{name}`.
    fn path_has(&self, name: &str) -> bool {
        let path = self
            .current
            .endpoint
            .map_or("", |endpoint| endpoint.path.text);
        let opened = path
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'));
        opened
            .map(|(part, _)| part)
            .any(|part| part.eq_ignore_ascii_case(name))
    }

    /// A row that documents a whole operation.
    fn operation_row(&mut self, row: RawRow<'s>) {
        let found = self.layout().request_line.as_ref();
        let found = found.and_then(|line| line.regex().captures(row.name.text));
        let endpoint = found.and_then(|f| self.endpoint_of(&f, row.name.span.range().start));
        match endpoint {
            None => {
                let message = "this row gives no method and path".to_owned();
                self.unread("unread-row", row.span, message, "write them as `GET /path`");
            }
            Some(endpoint) => self.done.push(RawOperation {
                heading: Some(row.name),
                endpoint: Some(endpoint),
                description: row.description.into_iter().collect(),
                ..RawOperation::default()
            }),
        }
    }

    fn fence(&mut self, fence: &Fence) {
        if self.section == Section::Ignored {
            return;
        }
        let info = self.of(fence.info).text;
        let content = self.of(fence.content);
        let endpoint_known = self.current.endpoint.is_some();
        let known = self.unread_section.is_none();
        let in_operation = self.is_in_operation();
        let fits = |layout: &&FenceLayout| {
            known
                && layout.sections.contains(&self.section)
                && layout
                    .info
                    .as_ref()
                    .is_none_or(|all| all.iter().any(|one| one == info))
                && layout
                    .text
                    .as_ref()
                    .is_none_or(|text| text.regex().is_match(content.text))
                && !(layout.role == FenceRole::Endpoint && endpoint_known)
                && (in_operation || layout.role == FenceRole::Prose)
        };
        match self
            .layout()
            .fences
            .iter()
            .find(fits)
            .map(|layout| layout.role)
        {
            Some(FenceRole::Endpoint) => self.endpoint(fence),
            Some(FenceRole::QueryExamples) => self.query_examples(fence),
            Some(FenceRole::SampleRequest) => {
                self.current.sample_requests.push(content);
                self.text_ended = true;
            }
            Some(FenceRole::SampleResponse) => {
                self.current.sample_responses.push(content);
                self.text_ended = true;
            }
            Some(FenceRole::Prose) if self.takes_text() => self.take_text(self.of(fence.span)),
            _ => {
                let message = format!("no fence marked `{info}` is known here");
                let help = "correct the word behind the backticks or the heading above it, or add the fence to the dialect";
                self.unread("unread-fence", fence.span, message, help);
            }
        }
    }

    fn endpoint(&mut self, fence: &Fence) {
        let mut lines = self.lines_of(fence.content).into_iter();
        let endpoint = lines.next().and_then(|line| {
            let pattern = self.layout().request_line.as_ref()?;
            let found = pattern.regex().captures(line.text)?;
            self.endpoint_of(&found, line.span.range().start)
        });
        match endpoint {
            Some(endpoint) => self.current.endpoint = Some(endpoint),
            None => {
                let message = "no method and path can be read here".to_owned();
                self.unread(
                    "unread-fence",
                    fence.span,
                    message,
                    "write them as `GET /path`",
                );
            }
        }
        for line in lines {
            let message = "a second endpoint on the page is not read".to_owned();
            self.unread(
                "unread-fence",
                line.span,
                message,
                "give each operation a page or heading of its own",
            );
        }
    }

    fn query_examples(&mut self, fence: &Fence) {
        for line in self.lines_of(fence.content) {
            let pattern = self.layout().request_line.as_ref();
            if pattern.is_some_and(|pattern| pattern.regex().is_match(line.text)) {
                self.current.query_examples.push(line);
            } else {
                let message = "this line is no request".to_owned();
                self.unread(
                    "unread-fence",
                    line.span,
                    message,
                    "write it as `GET /path?name=value`",
                );
            }
        }
    }

    /// The lines of a span that are not blank, without white space at their ends.
    fn lines_of(&self, span: Span) -> Vec<Text<'s>> {
        let mut at = span.range().start;
        let mut all = Vec::new();
        for line in self.text[span.range()].split_inclusive('\n') {
            let words = line.trim();
            if !words.is_empty() {
                let start = at + (line.len() - line.trim_start().len());
                all.push(self.at(start..start + words.len()));
            }
            at += line.len();
        }
        all
    }

    fn unread(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        if self.diagnostics.len() >= MOST_FINDINGS {
            self.untold.get_or_insert((span, 0)).1 += 1;
            return;
        }
        let diagnostic = Diagnostic::new(code, Severity::Warning, span, message);
        self.diagnostics.push(diagnostic.help(help));
    }

    /// Says how much more there was to say than is said of one page.
    fn tell_untold(&mut self) {
        let Some((span, count)) = self.untold else {
            return;
        };
        let message = format!("from here on, {count} more parts of this page are not read");
        let diagnostic = Diagnostic::new("more-findings", Severity::Warning, span, message);
        let help = format!("mend those that are told first: a page tells {MOST_FINDINGS} at most");
        self.diagnostics.push(diagnostic.help(help));
    }

    fn finish(mut self) -> RawPage<'s> {
        self.tell_untold();
        if self.current.endpoint.is_some() {
            self.done.push(self.current);
        } else if self.done.is_empty() {
            let place = self
                .current
                .heading
                .map_or(Span::file_start(self.file), |h| h.span);
            let message = "this page gives no method and path, so it documents no operation";
            let diagnostic = Diagnostic::new("no-endpoint", Severity::Error, place, message);
            let help =
                "give it the line that the dialect calls `request-line`, such as `GET /path`";
            self.diagnostics.push(diagnostic.help(help));
        }
        RawPage {
            file: self.file,
            kind: RawKind::Operations(self.done),
            diagnostics: self.diagnostics,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Type,
    Description,
    Required,
    Default,
}

/// Opens a body, unless one is open already: then answers where that is.
fn set_once<'s>(slot: &mut Option<RawBody<'s>>, body: RawBody<'s>) -> Option<Span> {
    match slot {
        Some(first) => Some(first.opening.span),
        None => {
            *slot = Some(body);
            None
        }
    }
}

/// Which cell of a row each column is.
struct Places([Option<usize>; 5]);

impl Places {
    /// The first column of each meaning counts.
    fn of(columns: &[Option<Column>]) -> Self {
        let mut places = [None; 5];
        for (at, column) in columns.iter().enumerate() {
            if let Some(column) = column {
                places[*column as usize].get_or_insert(at);
            }
        }
        Places(places)
    }

    fn of_column(&self, column: Column) -> Option<usize> {
        self.0[column as usize]
    }
}

/// The words of a cell without emphasis, code marks, and without the link around them.
fn plain(cell: &str) -> &str {
    let mut words = cell.trim();
    loop {
        let inner = words.trim_matches(['*', '`']);
        let inner = match inner.strip_prefix('_').and_then(|w| w.strip_suffix('_')) {
            Some(emphasised) if !emphasised.is_empty() => emphasised,
            _ => inner,
        };
        let link = inner.strip_prefix('[').filter(|_| inner.ends_with(')'));
        let inner = match link.and_then(|label| label.split_once("](")) {
            Some((label, _)) => label,
            None => inner,
        };
        if inner.len() == words.len() {
            return words;
        }
        words = inner.trim();
    }
}
