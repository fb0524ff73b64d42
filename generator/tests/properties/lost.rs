//! What of a page no fact holds and no diagnostic tells.

use super::{DIALECTS, source};
use bindery_generator::dialect::{Choice, RawKind, RawOperation, RawRow, Text, read_page};
use bindery_generator::page::{Block, markdown};
use bindery_generator::read_pages;
use bindery_model::{FileId, Span};

/// What became part of a raw operation.
pub(crate) fn facts(operation: &RawOperation<'_>) -> Vec<Span> {
    let text = |all: &[Text<'_>]| all.iter().map(|t| t.span).collect::<Vec<_>>();
    let rows = |all: &[RawRow<'_>]| all.iter().map(|row| row.span).collect::<Vec<_>>();
    let mut spans: Vec<Span> = [
        operation.id,
        operation.title,
        operation.heading,
        operation.response_kind,
    ]
    .into_iter()
    .flatten()
    .map(|t| t.span)
    .collect();
    spans.extend(
        operation
            .endpoint
            .iter()
            .flat_map(|e| [e.method.span, e.path.span]),
    );
    for all in [
        &operation.description,
        &operation.query_examples,
        &operation.response_description,
        &operation.sample_requests,
        &operation.sample_responses,
    ] {
        spans.extend(text(all));
    }
    for all in [
        &operation.path_parameters,
        &operation.query_parameters,
        &operation.headers,
        &operation.statuses,
    ] {
        spans.extend(rows(all));
    }
    for body in operation
        .request_body
        .iter()
        .chain(&operation.response_body)
    {
        spans.push(body.opening.span);
        spans.extend(text(&body.description));
        spans.extend(rows(&body.properties));
    }
    spans
}

/// The places of all markers of a text.
pub(crate) fn markers(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("mark").map(|at| from + at) {
        let length = text[at + 4..].find('x').unwrap_or(0);
        let is_marker = text[at + 4..at + 4 + length]
            .bytes()
            .all(|b| b.is_ascii_digit());
        if is_marker && length > 0 {
            found.push(at..at + 4 + length);
        }
        from = at + 4;
    }
    found
}

/// Markers that no fact holds and no diagnostic tells.
pub(crate) fn lost(text: &str) -> Vec<String> {
    let sources = source(text);
    let file = FileId(0);
    let (dialect, raw) = read_page(Choice::Auto(&DIALECTS), file, sources.file(file));
    let tells_all = |code: &str| matches!(code, "no-dialect" | "no-endpoint");
    if dialect.is_none() || raw.diagnostics.iter().any(|d| tells_all(d.code)) {
        return Vec::new();
    }
    let RawKind::Operations(operations) = &raw.kind else {
        return Vec::new();
    };
    let mut covered: Vec<Span> = operations.iter().flat_map(facts).collect();
    covered.extend(raw.diagnostics.iter().map(|d| d.span));
    // A heading that is not known takes the prose below it along; that is told once, there.
    let blocks = markdown::read(file, text).blocks;
    let is_prose_below_unread = |at: usize| {
        let Some(block) = blocks.iter().position(|b| b.span().range().contains(&at)) else {
            return false;
        };
        let heading = blocks[..block]
            .iter()
            .rfind(|b| matches!(b, Block::Heading(_)));
        let unread = |b: &Block| {
            raw.diagnostics
                .iter()
                .any(|d| d.code == "unread-heading" && d.span == b.span())
        };
        matches!(blocks[block], Block::Prose(_)) && heading.is_some_and(unread)
    };
    let is_covered = |range: &std::ops::Range<usize>| {
        covered
            .iter()
            .any(|span| span.range().start <= range.start && range.end <= span.range().end)
            || is_prose_below_unread(range.start)
    };
    let lost = markers(text).into_iter().filter(|range| !is_covered(range));
    lost.map(|range| sources.place(Span::new(file, range)))
        .collect()
}

/// Rows that were sorted into an operation and that the assembled facts neither hold nor tell.
pub(crate) fn lost_rows(text: &str) -> Vec<String> {
    let sources = source(text);
    let file = FileId(0);
    let (_, raw) = read_page(Choice::Auto(&DIALECTS), file, sources.file(file));
    let RawKind::Operations(operations) = &raw.kind else {
        return Vec::new();
    };
    let (api, pages) = read_pages(&sources, Choice::Auto(&DIALECTS));
    let mut known: Vec<Span> = pages[0].diagnostics.iter().map(|d| d.span).collect();
    for operation in &api.operations {
        let parameters = operation.parameters.iter().chain(&operation.headers);
        known.extend(parameters.flat_map(|p| [p.name.span(), p.stated_type.span()]));
        known.extend(operation.responses.iter().map(|r| r.status.span()));
        let bodies = operation.request.iter().chain(&operation.response);
        known.extend(
            bodies
                .flat_map(|body| &body.properties)
                .map(|p| p.name.span()),
        );
    }
    let mut rows: Vec<&RawRow<'_>> = Vec::new();
    for operation in operations {
        for all in [
            &operation.path_parameters,
            &operation.query_parameters,
            &operation.headers,
            &operation.statuses,
        ] {
            rows.extend(all);
        }
        let bodies = operation
            .request_body
            .iter()
            .chain(&operation.response_body);
        rows.extend(bodies.flat_map(|body| &body.properties));
    }
    let is_lost = |row: &&&RawRow<'_>| {
        let (name, all) = (row.name.span, row.span);
        let tells = |span: &&Span| {
            **span == name || **span == all || row.type_word.is_some_and(|t| t.span == **span)
        };
        known.iter().find(tells).is_none()
    };
    rows.iter()
        .filter(is_lost)
        .map(|row| sources.place(row.span))
        .collect()
}
