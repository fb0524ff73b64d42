//! From the vendor's words to typed facts: one operation at a time, each fact with its evidence.
//! What other pages say of the same things is not known here; that is resolution's part.

mod body;
mod parameter;
mod prose;
mod sample;
mod types;

use crate::dialect::{Dialect, RawOperation, Text};
use bindery_model::api::{Operation, Response};
use bindery_model::{Diagnostic, EvidenceKind, FileId, Method, Severity, SourceMap, Span, Stated};

pub use sample::read as read_sample;

/// A dialect with what assembling needs of it made ready once.
pub struct Assembler<'d> {
    dialect: &'d Dialect,
    types: types::TypeLexicon<'d>,
    prose: prose::Cleaner<'d>,
}

impl<'d> Assembler<'d> {
    /// Makes a dialect ready.
    pub fn new(dialect: &'d Dialect) -> Self {
        Assembler {
            dialect,
            types: types::TypeLexicon::new(&dialect.file.types),
            prose: prose::Cleaner::new(&dialect.file.rewrites, &dialect.rewritten),
        }
    }

    /// The name of the dialect.
    pub fn dialect_name(&self) -> &str {
        self.dialect.name()
    }

    /// What is to be said of the dialect itself, at the first page that it read.
    pub fn trouble(&self, page: FileId) -> Option<Diagnostic> {
        let name = self.dialect.name();
        let message = format!("the rewrites of `{name}` make prose grow without end");
        let place = Span::file_start(page);
        let diagnostic = Diagnostic::new("runaway-rewrite", Severity::Error, place, message);
        let help =
            "where they do, prose is left as it is; mend the rewrites that find what others put in";
        self.prose.is_outgrown().then(|| diagnostic.help(help))
    }

    /// The facts of one operation; `None` where it has no method that HTTP knows.
    pub fn operation(
        &self,
        raw: &RawOperation<'_>,
        file: FileId,
        sources: &SourceMap,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Operation> {
        let endpoint = raw.endpoint?;
        // Small letters are told by a rule, and there is no doubt what they mean.
        let Some(method) = Method::parse(&endpoint.method.text.to_ascii_uppercase()) else {
            let message = format!("`{}` is no method of HTTP", endpoint.method.text);
            let diagnostic = Diagnostic::new(
                "unknown-method",
                Severity::Error,
                endpoint.method.span,
                message,
            );
            found.push(diagnostic.help("the operation is left out; correct the method"));
            return None;
        };
        let method = Stated::new(method, EvidenceKind::Endpoint, endpoint.method.span);
        let path = without_query(endpoint.path, found);
        let path = Stated::new(path.text.to_owned(), EvidenceKind::Endpoint, path.span);
        let title = match (raw.heading, raw.title) {
            (Some(heading), _) => Some(stated(heading, EvidenceKind::Heading)),
            (None, title) => title.map(|title| stated(title, EvidenceKind::FrontMatter)),
        };
        let id = match raw.id.filter(|id| !id.text.is_empty()) {
            Some(id) => {
                let in_heading = raw
                    .heading
                    .is_some_and(|heading| heading.span.range().contains(&id.span.range().start));
                let kind = match in_heading {
                    true => EvidenceKind::Heading,
                    false => EvidenceKind::FrontMatter,
                };
                stated(id, kind)
            }
            None => path
                .clone()
                .map(|path| self.id_of_path(method.value, &path)),
        };
        let summary = self.prose.summary(&raw.description, title.as_ref());
        let description = self.prose.body(&raw.description, summary.as_ref());
        let mut parameters = self.parameters(raw, &path, found);
        self.give_examples(&mut parameters, &raw.query_examples);
        let headers = self.headers(&raw.headers);
        let security = self.security(&raw.headers, found);
        let file_rules = &self.dialect.file.headers;
        let media_types = |names: &[String]| self.media_types(&raw.headers, names);
        let mut request_media_types = media_types(&file_rules.request_media_types);
        let response_media_types = media_types(&file_rules.response_media_types);
        let own = self.own_request_name(&id.value);
        let text = &sources.file(file).text;
        let mut samples = |all: &[Text<'_>]| {
            let read = |message: &Text<'_>| sample::read(text, message.span, found);
            all.iter().map(read).collect::<Vec<_>>()
        };
        let sample_requests = samples(&raw.sample_requests);
        let sample_responses = samples(&raw.sample_responses);
        if let (true, Some(body)) = (request_media_types.is_empty(), &raw.request_body) {
            request_media_types = self.told_media_types(body, &sample_requests);
        }
        let request = raw
            .request_body
            .as_ref()
            .map(|body| self.request(body, own, found));
        Some(Operation {
            file,
            span: Span {
                start: raw
                    .heading
                    .map_or(endpoint.method.span.start, |h| h.span.start),
                ..endpoint.path.span
            },
            dialect: self.dialect.name().to_owned(),
            resource: self.resource(&path.value),
            security,
            responses: self.responses(raw, found),
            response: self.response(raw, found),
            response_time: self.response_time(&raw.description),
            result_name: self.result_name(&id),
            request,
            id,
            title,
            method,
            path,
            summary,
            description,
            parameters,
            headers,
            request_media_types,
            response_media_types,
            sample_requests,
            sample_responses,
        })
    }

    /// An id for an operation whose page gives none.
    fn id_of_path(&self, method: Method, path: &str) -> String {
        let rules = &self.dialect.file.ids;
        if let Some(id) = rules.iter().find_map(|rule| rule.tell(path)) {
            return id;
        }
        let parts = path.split(|c: char| !c.is_alphanumeric());
        let parts = parts.filter(|part| !part.is_empty()).map(capitalised);
        method.as_str().to_ascii_lowercase() + &parts.collect::<String>()
    }

    /// The resource of a path: what the dialect tells, or its first part that is no parameter.
    fn resource(&self, path: &str) -> String {
        let told = self
            .dialect
            .file
            .resources
            .iter()
            .find_map(|rule| rule.tell(path));
        let fixed = |part: &&str| !part.is_empty() && !part.starts_with('{');
        told.unwrap_or_else(|| path.split('/').find(fixed).unwrap_or("root").to_owned())
    }

    fn responses(&self, raw: &RawOperation<'_>, found: &mut Vec<Diagnostic>) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        for row in &raw.statuses {
            let Some(code) = row
                .name
                .text
                .parse()
                .ok()
                .filter(|code| (100..600).contains(code))
            else {
                let message = format!("`{}` is no status code", row.name.text);
                let diagnostic =
                    Diagnostic::new("unknown-status", Severity::Error, row.name.span, message);
                found.push(diagnostic.help("write a number from 100 to 599"));
                continue;
            };
            if let Some(first) = responses.iter().find(|r| r.status.value == code) {
                let message = format!("status {code} is documented twice");
                let diagnostic =
                    Diagnostic::new("duplicate-status", Severity::Warning, row.span, message)
                        .help("keep one of the rows; the second is left out")
                        .related(first.status.span(), "the first");
                found.push(diagnostic);
                continue;
            }
            responses.push(Response {
                status: Stated::new(code, EvidenceKind::TableCell, row.name.span),
                description: row.description.and_then(|cell| self.prose.cell(cell)),
            });
        }
        responses
    }

    fn response_time(&self, description: &[Text<'_>]) -> Option<Stated<u32>> {
        let pattern = self.dialect.file.facts.response_time.as_ref()?;
        description.iter().find_map(|words| {
            let group = pattern.regex().captures(words.text)?.name("milliseconds")?;
            let milliseconds = group.as_str().parse().ok()?;
            let start = words.span.range().start;
            let span = Span::new(words.span.file, start + group.start()..start + group.end());
            Some(Stated::new(milliseconds, EvidenceKind::Prose, span))
        })
    }
}

fn stated(words: Text<'_>, kind: EvidenceKind) -> Stated<String> {
    Stated::new(words.text.to_owned(), kind, words.span)
}

/// A path without the query behind it, which the table of query parameters documents.
fn without_query<'s>(path: Text<'s>, found: &mut Vec<Diagnostic>) -> Text<'s> {
    let Some(at) = path.text.find('?') else {
        return path;
    };
    let message = "the query behind the path is not read".to_owned();
    let start = path.span.range().start;
    let query = Span::new(path.span.file, start + at..path.span.range().end);
    let diagnostic = Diagnostic::new("unread-query", Severity::Warning, query, message);
    let help = "take it out, and document its parameters in the table of query parameters";
    found.push(diagnostic.help(help));
    Text {
        text: &path.text[..at],
        span: Span::new(path.span.file, start..start + at),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
