//! Parameters and headers, and what headers tell: media types and security schemes.

use super::types::is_of;
use super::{Assembler, stated};
use crate::dialect::{RawOperation, RawRow, SecurityKind as Kind, SecurityRule, Text};
use bindery_model::api::Parameter;
use bindery_model::resolved::{SecurityKind, SecurityScheme};
use bindery_model::{
    Diagnostic, Evidence, EvidenceKind, Location, Scalar, Severity, Span, Stated, StatedType,
};
use rustc_hash::{FxHashMap, FxHashSet};

impl Assembler<'_> {
    /// The parameters in path and query. A part of the path that no row documents is one too.
    pub(super) fn parameters(
        &self,
        raw: &RawOperation<'_>,
        path: &Stated<String>,
        found: &mut Vec<Diagnostic>,
    ) -> Vec<Parameter> {
        let mut parameters = Unique::default();
        let in_path = placeholders(path, found);
        let mut by_name: FxHashMap<String, &Stated<String>> = FxHashMap::default();
        for part in &in_path {
            by_name
                .entry(part.value.to_ascii_lowercase())
                .or_insert(part);
        }
        for row in &raw.path_parameters {
            let Some(part) = by_name.get(&row.name.text.to_ascii_lowercase()) else {
                let message = format!("the path has no `{{{}}}`", row.name.text);
                let diagnostic = Diagnostic::new(
                    "path-part-not-in-path",
                    Severity::Error,
                    row.name.span,
                    message,
                );
                found.push(
                    diagnostic
                        .help("correct the name, or add the part to the path; the row is left out")
                        .related(path.span(), "the path"),
                );
                continue;
            };
            let mut parameter = self.parameter(row, Location::Path, found);
            parameter.name.value.clone_from(&part.value);
            parameters.push(parameter, found);
        }
        for part in &in_path {
            if !parameters.has(&part.value, Location::Path) {
                let message = format!("`{{{}}}` of the path is documented nowhere", part.value);
                let diagnostic = Diagnostic::new(
                    "undocumented-path-part",
                    Severity::Warning,
                    part.span(),
                    message,
                );
                found.push(diagnostic.help("add a row for it to the table of path parts"));
                parameters.push(undocumented(part.clone()), found);
            }
        }
        for row in &raw.query_parameters {
            let parameter = self.parameter(row, Location::Query, found);
            parameters.push(parameter, found);
        }
        parameters.all
    }

    fn parameter(
        &self,
        row: &RawRow<'_>,
        location: Location,
        found: &mut Vec<Diagnostic>,
    ) -> Parameter {
        let (required, description) = self.requirement(row);
        // A part of the path cannot be left out (OpenAPI 3.1 section 4.8.12.2.1).
        let in_path = Evidence::new(EvidenceKind::Endpoint, row.name.span);
        Parameter {
            name: stated(row.name, EvidenceKind::TableCell),
            location,
            stated_type: self.stated_type(row, found),
            required: required.or((location == Location::Path).then_some(in_path)),
            default: row
                .default
                .filter(|cell| !cell.text.is_empty())
                .map(|cell| stated(cell, EvidenceKind::TableCell)),
            description,
            example: None,
        }
    }

    /// A request header of the page's table.
    fn header(&self, row: &RawRow<'_>) -> Parameter {
        let (required, description) = self.requirement(row);
        Parameter {
            name: stated(row.name, EvidenceKind::TableCell),
            location: Location::Header,
            stated_type: Stated::new(
                StatedType::Scalar(Scalar::String),
                EvidenceKind::TableCell,
                row.name.span,
            ),
            required,
            default: None,
            description,
            example: None,
        }
    }

    /// Gives each parameter the value that the page's request lines give it.
    pub(super) fn give_examples(&self, parameters: &mut [Parameter], lines: &[Text<'_>]) {
        let in_query = parameters
            .iter()
            .enumerate()
            .filter(|(_, p)| p.location == Location::Query);
        let places: FxHashMap<String, usize> = in_query
            .map(|(at, parameter)| (parameter.name.value.clone(), at))
            .collect();
        for line in lines {
            let Some(query) = line.text.find('?') else {
                continue;
            };
            let base = line.span.range().start;
            let mut start = query + 1;
            for pair in line.text[start..].split('&') {
                let equals = pair.find('=').unwrap_or(pair.len());
                let value = pair.get(equals + 1..).unwrap_or("");
                let wanted = places.get(&pair[..equals]);
                if let Some(parameter) = wanted.and_then(|at| parameters.get_mut(*at))
                    && parameter.example.is_none()
                    && fits(&parameter.stated_type.value, value)
                {
                    let at = base + start + equals + 1;
                    let span = Span::new(line.span.file, at..at + value.len());
                    let example = Stated::new(value.to_owned(), EvidenceKind::Sample, span);
                    parameter.example = Some(example);
                }
                start += pair.len() + 1;
            }
        }
    }

    /// The media types that the rows of these headers list.
    pub(super) fn media_types(&self, rows: &[RawRow<'_>], names: &[String]) -> Vec<Stated<String>> {
        let mut found: Vec<Stated<String>> = Vec::new();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let Some(pattern) = &self.dialect.file.headers.media_type else {
            return found;
        };
        let is_named =
            |row: &&RawRow<'_>| names.iter().any(|n| n.eq_ignore_ascii_case(row.name.text));
        for cell in rows
            .iter()
            .filter(is_named)
            .filter_map(|row| row.description)
        {
            let base = cell.span.range().start;
            for media in pattern.regex().find_iter(cell.text) {
                if seen.insert(media.as_str()) {
                    let span = Span::new(cell.span.file, base + media.start()..base + media.end());
                    let value = media.as_str().to_owned();
                    found.push(Stated::new(value, EvidenceKind::TableCell, span));
                }
            }
        }
        found
    }

    /// The security schemes that the table of headers tells, by name.
    pub(super) fn security(
        &self,
        rows: &[RawRow<'_>],
        found: &mut Vec<Diagnostic>,
    ) -> Vec<SecurityScheme> {
        let mut schemes: Vec<SecurityScheme> = Vec::new();
        let credentials = &self.dialect.file.headers.credentials;
        for row in rows.iter().filter(|row| is_among(credentials, row)) {
            let before = schemes.len();
            let description = row.description.map_or("", |cell| cell.text);
            for (name, rule) in &self.dialect.file.security {
                let says = rule.says.as_ref();
                if rule.header.eq_ignore_ascii_case(row.name.text)
                    && says.is_none_or(|says| says.regex().is_match(description))
                {
                    schemes.push(scheme(name, rule, row));
                }
            }
            if schemes.len() == before {
                let name = row.name.text;
                let message = format!("`{name}` carries credentials, but tells no known scheme");
                let diagnostic =
                    Diagnostic::new("unread-header", Severity::Warning, row.span, message);
                let help = "name a scheme that the dialect knows, or add one under `security`";
                found.push(diagnostic.help(help));
            }
        }
        schemes.sort_by(|a, b| a.name.cmp(&b.name));
        schemes
    }

    /// The request headers that say something of their own.
    pub(super) fn headers(&self, rows: &[RawRow<'_>]) -> Vec<Parameter> {
        let rules = &self.dialect.file.headers;
        let told_elsewhere = [
            &rules.credentials,
            &rules.request_media_types,
            &rules.response_media_types,
        ];
        let is_own = |row: &&RawRow<'_>| !told_elsewhere.iter().any(|names| is_among(names, row));
        let own = rows.iter().filter(is_own);
        own.map(|row| self.header(row)).collect()
    }
}

fn is_among(names: &[String], row: &RawRow<'_>) -> bool {
    let is_it = |name: &String| name.eq_ignore_ascii_case(row.name.text);
    names.iter().any(is_it)
}

fn scheme(name: &str, rule: &SecurityRule, row: &RawRow<'_>) -> SecurityScheme {
    SecurityScheme {
        name: name.to_owned(),
        kind: match rule.kind {
            Kind::Basic => SecurityKind::Basic,
            Kind::Bearer => SecurityKind::Bearer,
            Kind::ApiKey => SecurityKind::ApiKey {
                header: rule.header.clone(),
            },
        },
        description: rule.description.clone(),
        evidence: Evidence::new(EvidenceKind::TableCell, row.span),
    }
}

/// The `{name}` parts of a path, each once; tells braces that make none.
fn placeholders(path: &Stated<String>, found: &mut Vec<Diagnostic>) -> Vec<Stated<String>> {
    let base = path.span().range().start;
    let mut parts: Vec<Stated<String>> = Vec::new();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut broken = |range: std::ops::Range<usize>, message: String| {
        let span = Span::new(path.span().file, base + range.start..base + range.end);
        let diagnostic = Diagnostic::new("broken-path-part", Severity::Warning, span, message);
        found.push(
            diagnostic.help("write each part that varies as `{name}`, with a name of its own"),
        );
    };
    let mut from = 0;
    while let Some(open) = path.value[from..].find('{').map(|at| from + at) {
        let Some(close) = path.value[open..].find('}').map(|at| open + at) else {
            let rest = &path.value[open..];
            broken(
                open..path.value.len(),
                format!("`{rest}` of the path is never closed"),
            );
            break;
        };
        let name = &path.value[open + 1..close];
        if name.is_empty() {
            broken(open..close + 1, "`{}` of the path has no name".to_owned());
        } else if seen.insert(name) {
            let span = Span::new(path.span().file, base + open + 1..base + close);
            parts.push(Stated::new(name.to_owned(), EvidenceKind::Endpoint, span));
        } else {
            broken(
                open..close + 1,
                format!("`{{{name}}}` stands in the path twice"),
            );
        }
        from = close;
    }
    parts
}

fn undocumented(part: Stated<String>) -> Parameter {
    Parameter {
        stated_type: part.clone().map(|_| StatedType::Blank),
        required: Some(part.evidence),
        name: part,
        location: Location::Path,
        default: None,
        description: None,
        example: None,
    }
}

/// Parameters of which no two have the same name and location.
#[derive(Default)]
struct Unique {
    all: Vec<Parameter>,
    seen: FxHashMap<(String, Location), Span>,
}

impl Unique {
    fn has(&self, name: &str, location: Location) -> bool {
        self.seen.contains_key(&(name.to_owned(), location))
    }

    fn push(&mut self, new: Parameter, found: &mut Vec<Diagnostic>) {
        let key = (new.name.value.clone(), new.location);
        if let Some(first) = self.seen.get(&key) {
            let message = format!("`{}` is documented twice", new.name.value);
            let span = new.name.span();
            let diagnostic =
                Diagnostic::new("duplicate-parameter", Severity::Warning, span, message)
                    .help("keep one of the rows; the second is left out")
                    .related(*first, "the first");
            found.push(diagnostic);
            return;
        }
        self.seen.insert(key, new.name.span());
        self.all.push(new);
    }
}

fn fits(stated: &StatedType, value: &str) -> bool {
    match stated {
        StatedType::Scalar(scalar) => is_of(*scalar, value),
        StatedType::Enum(members) => members.iter().any(|member| member == value),
        _ => false,
    }
}
