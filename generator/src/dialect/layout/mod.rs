//! Sorts the blocks of a page into the roles that its dialect gives them. What has no role is
//! reported: nothing is passed over in silence.

mod fence;
mod table;
mod undelimited;

use super::file::{DialectFile, Section, SectionStart};
use super::load::Dialect;
use super::raw::{RawBody, RawEndpoint, RawKind, RawOperation, RawPage, Text};
use crate::page::{Block, Heading, Page, Row};
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
        last_table: None,
        unread_section: None,
        diagnostics: page.diagnostics,
        untold: None,
    };
    let keys = &dialect.file.front_matter;
    let first_of = |keys: &[String]| {
        let of = |key: &String| {
            let mut there = page.front_matter.iter().filter(|there| there.key == *key);
            there.find_map(|there| there.value)
        };
        let span = keys.iter().find_map(of)?;
        Some(reader.of(span))
    };
    let (id, title) = (first_of(&keys.id), first_of(&keys.title));
    (reader.current.id, reader.current.title) = (id, title);
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
    /// The header of the last table that was read, and where the table ends.
    last_table: Option<(Row, usize)>,
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
        for start in layout.sections.values() {
            if let Some(found) = start.heading.captures(words.text) {
                return self.start_section(start, words, &found);
            }
        }
        if self.takes_text() {
            return self.take_text(self.of(heading.span));
        }
        if self.is_in_operation() {
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
        // What stands above the first of these headings introduces the page.
        if self.current.heading.is_some() {
            self.close_operation();
        }
        self.current = RawOperation {
            id: id.map(|id| self.at(start + id.start()..start + id.end())),
            heading: Some(words),
            endpoint: self.endpoint_of(found, start),
            ..RawOperation::default()
        };
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

    fn start_section(&mut self, start: &SectionStart, words: Text<'s>, found: &Captures<'s>) {
        // Every section that was loaded has one.
        let Some(section) = start.role else {
            return;
        };
        self.enter(section, start.required);
        self.current.sections.push((section, words));
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
            return self.prose_with_tables(span.range());
        }
        // A line may start a section, as a heading does: what stands before it is prose.
        let mut before = span.range().start;
        let mut at = before;
        for line in self.text[span.range()].split_inclusive('\n') {
            let start = at;
            at += line.len();
            let words = self.at(start..start + line.trim_end().len());
            let opens = self.layout().sections.values().find_map(|section| {
                let found = section.line.captures(words.text)?;
                Some((section, found))
            });
            if let Some((section, found)) = opens {
                self.prose_with_tables(before..start);
                self.start_section(section, words, &found);
                before = at;
            }
        }
        self.prose_with_tables(before..span.range().end);
    }

    fn plain_prose(&mut self, range: Range<usize>) {
        let words = self.text[range.clone()].trim();
        if words.is_empty() || is_suppression(words) {
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
        self.tell(
            || Diagnostic::new(code, Severity::Warning, span, message).help(help),
            span,
        );
    }

    /// Tells a finding, or counts it where the page has told too many.
    fn tell(&mut self, finding: impl FnOnce() -> Diagnostic, span: Span) {
        match self.diagnostics.len() < MOST_FINDINGS {
            true => self.diagnostics.push(finding()),
            false => self.untold.get_or_insert((span, 0)).1 += 1,
        }
    }

    /// Says how much more there was to say than is said of one page.
    fn tell_untold(&mut self) {
        let Some((span, count)) = self.untold else {
            return;
        };
        let parts = match count {
            1 => "one more part of this page is".to_owned(),
            count => format!("{count} more parts of this page are"),
        };
        let message = format!("from here on, {parts} not read");
        let diagnostic = Diagnostic::new("more-findings", Severity::Warning, span, message);
        let help = format!("mend those that are told first: a page tells {MOST_FINDINGS} at most");
        self.diagnostics.push(diagnostic.help(help));
    }

    /// Ends the operation that is read: it is one of the page's, or it is told that it lacks its
    /// endpoint.
    fn close_operation(&mut self) {
        let ended = std::mem::take(&mut self.current);
        if ended.endpoint.is_some() {
            self.done.push(ended);
            return;
        }
        // A page whose rows document operations need not be one itself.
        let below_heading = !self.layout().operation_heading.is_empty() && ended.heading.is_some();
        if !below_heading && !self.done.is_empty() {
            return;
        }
        let place = ended
            .heading
            .map_or(Span::file_start(self.file), |heading| heading.span);
        let message = match below_heading {
            true => {
                "this operation gives no method and path, so what stands below its heading is lost"
            }
            false => "this page gives no method and path, so it documents no operation",
        };
        let help = "write it as `GET /path` in a fence that the dialect knows as `endpoint`, in an operation heading, or in a table of operations";
        let finding = || Diagnostic::new("no-endpoint", Severity::Error, place, message).help(help);
        // Of a whole page it is told however much else there is to tell.
        match below_heading {
            true => self.tell(finding, place),
            false => self.diagnostics.push(finding()),
        }
    }

    fn finish(mut self) -> RawPage<'s> {
        self.close_operation();
        self.tell_untold();
        RawPage {
            file: self.file,
            kind: RawKind::Operations(self.done),
            diagnostics: self.diagnostics,
        }
    }
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

/// Whether prose is a comment that speaks to `bindery check` and to nobody else.
fn is_suppression(words: &str) -> bool {
    words.starts_with(super::SUPPRESSION) && words.find("-->") == Some(words.len() - 3)
}
