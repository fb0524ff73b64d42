//! What must hold whatever the pages are.

use bindery_generator::dialect::{
    Choice, Dialect, RawKind, RawOperation, RawRow, Text, builtin, read_page,
};
use bindery_generator::page::{Block, markdown};
use bindery_generator::{Reference, read_pages, read_reference};
use bindery_model::resolved::{Parameter, Property};
use bindery_model::{Evidence, FileId, ResolvedApi, Sample, SourceMap, Span, Stated, Type};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use std::collections::HashSet;
use std::sync::LazyLock;

static DIALECTS: LazyLock<Vec<Dialect>> =
    LazyLock::new(|| builtin().expect("the compiled-in dialects load"));

/// `PROPTEST_CASES` asks for another number than is fit for every day.
fn cases(count: u32) -> ProptestConfig {
    let kept = FileFailurePersistence::Direct("proptest-regressions/properties.txt");
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = count;
    }
    config.failure_persistence = Some(Box::new(kept));
    config
}

fn source(text: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("page.md", text);
    sources
}

// Texts.

/// What pages are made of, in pieces that break one another.
const CRUMBS: &[&str] = &[
    "---\n",
    "title: x\n",
    "uid: v1A_B\n",
    "# ",
    "## ",
    "### ",
    "|",
    "|",
    "\n",
    "\n",
    "\n\n",
    "```",
    "```\n",
    "```http\n",
    "```http!\n",
    "```http_\n",
    "~~~\n",
    "GET /api/v1/A/{id}\n",
    "POST /a?b=c&d\n",
    "HTTP/1.1 200 OK\n",
    "Content-Type: a/b\n",
    "é",
    "😀",
    "\u{feff}",
    "\u{a0}",
    "\u{85}",
    "\r\n",
    "\r",
    "\t",
    " ",
    "    ",
    "- ",
    "1. ",
    "> ",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "](",
    ")",
    "\"",
    "'",
    ":",
    ": ",
    ",",
    "null",
    "1.5",
    "true",
    "Response:",
    "Response:array",
    "Response body: Thing",
    "Request Headers",
    "Request Body: request Thing",
    "Sample Request",
    "Sample response",
    "Query String Parameters",
    "| Property Name | Type | Description |\n|---|---|---|\n",
    "| Path Part | Type |\n|---|---|\n",
    "| Parameter Name | Type |\n|--|\n",
    "| Response | Description |\n|---|---|\n",
    "| 200 | OK |\n",
    "| id | int32 | **Required** |\n",
    "a | b\n---|---\n",
    "|---|",
    "{\"a\": [{\"b\": null}]}",
    "<para>",
    "<see cref=\"T:A.B\">",
    "&amp;apos;",
    "<pre>\n",
    "<!--",
    "*",
    "_",
    "`",
    "Enum: A, B",
    "array",
    "object",
    "x",
    "Carrier object for X",
    "• 5 minutes to read\n",
    "Name | Type |\n",
    "---|---|\n",
    "[a]: b\n",
    "===\n",
    "a.b.c",
    "\0",
];

fn soup() -> impl Strategy<Value = String> {
    let crumb = prop_oneof![
        12 => prop::sample::select(CRUMBS).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "\\PC{0,12}",
    ];
    prop::collection::vec(crumb, 0..60).prop_map(|crumbs| crumbs.concat())
}

// Spans.

/// Every place that a resolved model names.
fn places(api: &ResolvedApi) -> Vec<Span> {
    let mut all = Places(Vec::new());
    for operation in &api.operations {
        all.0.push(operation.span);
        all.stated(&Some(operation.id.clone()));
        all.stated(&Some(operation.path.clone()));
        all.stated(&Some(operation.method.clone()));
        all.stated(&operation.title);
        all.stated(&operation.summary);
        all.stated(&operation.description);
        all.stated(&operation.response_time);
        operation.parameters.iter().for_each(|p| all.parameter(p));
        if let Some(request) = &operation.request {
            all.stated(&request.name);
            all.stated(&request.description);
            all.evidence([request.type_evidence]);
        }
        for response in &operation.responses {
            all.stated(&Some(response.status.clone()));
            all.stated(&response.description);
            all.evidence(response.body.iter().map(|body| body.type_evidence));
        }
        let samples = operation
            .sample_requests
            .iter()
            .chain(&operation.sample_responses);
        samples.for_each(|sample| all.sample(sample, operation.file));
    }
    for schema in &api.schemas {
        all.evidence([schema.name_evidence]);
        all.evidence(schema.evidence.iter().copied());
        all.stated(&schema.description);
        schema.properties.iter().for_each(|p| all.property(p));
    }
    for header in &api.headers {
        all.stated(&Some(header.name.clone()));
        all.stated(&header.description);
        all.evidence(header.required);
    }
    all.evidence(api.security.iter().map(|scheme| scheme.evidence));
    all.0
}

struct Places(Vec<Span>);

impl Places {
    fn evidence(&mut self, all: impl IntoIterator<Item = Evidence>) {
        self.0.extend(all.into_iter().map(|evidence| evidence.span));
    }

    fn stated<T>(&mut self, stated: &Option<Stated<T>>) {
        self.0.extend(stated.iter().map(Stated::span));
    }

    fn parameter(&mut self, parameter: &Parameter) {
        self.stated(&Some(parameter.name.clone()));
        self.stated(&parameter.default);
        self.stated(&parameter.description);
        self.stated(&parameter.example);
        self.evidence([parameter.type_evidence]);
        self.evidence(parameter.required);
    }

    fn property(&mut self, property: &Property) {
        self.evidence(property.evidence.iter().copied());
        self.evidence(property.nullable.into_iter().chain(property.required));
        self.stated(&property.description);
    }

    fn sample(&mut self, sample: &Sample, file: FileId) {
        self.0.push(sample.span);
        self.0
            .extend(sample.headers.iter().map(|header| header.span));
        let mut open: Vec<_> = sample.body.iter().filter_map(|body| body.json()).collect();
        while let Some(node) = open.pop() {
            self.0.push(node.span(file));
            match &node.value {
                bindery_model::JsonValue::Array(items) => open.extend(items),
                bindery_model::JsonValue::Object(members) => {
                    for member in members {
                        self.0.push(Span {
                            file,
                            start: member.name_start,
                            end: member.node.end,
                        });
                        open.push(&member.node);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The spans that do not lie on characters inside their file.
fn wild(sources: &SourceMap, spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let is_wild = |span: &Span| {
        let known = (span.file.0 as usize) < sources.files().len();
        !known || sources.file(span.file).text.get(span.range()).is_none()
    };
    spans.into_iter().filter(is_wild).collect()
}

fn told_places(reference: &Reference) -> Vec<Span> {
    let all = reference.all_diagnostics();
    all.flat_map(|d| d.related.iter().map(|r| r.span).chain([d.span]))
        .collect()
}

fn schema_ids(value_type: &Type) -> Option<usize> {
    value_type.schema().map(|id| id.0 as usize)
}

/// What every resolved model promises, whatever the pages are.
fn keeps_its_promises(sources: &SourceMap, reference: &Reference) -> Result<(), TestCaseError> {
    let api = &reference.api;
    prop_assert_eq!(wild(sources, places(api)), vec![]);
    prop_assert_eq!(wild(sources, told_places(reference)), vec![]);
    let properties = || api.schemas.iter().flat_map(|schema| &schema.properties);
    let parameters = api
        .operations
        .iter()
        .flat_map(|o| &o.parameters)
        .map(|p| &p.value_type);
    let requests = api.operations.iter().filter_map(|o| o.request.as_ref());
    let responses = api.operations.iter().flat_map(|o| &o.responses);
    let bodies = responses.filter_map(|r| r.body.as_ref());
    let types = properties().map(|p| &p.value_type).chain(parameters);
    let types = types
        .chain(requests.map(|r| &r.value_type))
        .chain(bodies.map(|b| &b.value_type));
    for id in types.filter_map(schema_ids) {
        prop_assert!(id < api.schemas.len());
    }
    let mut names = HashSet::new();
    for schema in &api.schemas {
        prop_assert!(!schema.name.is_empty());
        prop_assert!(
            names.insert(schema.name.to_lowercase()),
            "two schemas `{}`",
            schema.name
        );
        let mut properties = HashSet::new();
        for property in &schema.properties {
            prop_assert!(
                properties.insert(&property.name),
                "{} has {} twice",
                schema.name,
                property.name
            );
            prop_assert!(
                !property.evidence.is_empty(),
                "{}.{}",
                schema.name,
                property.name
            );
        }
    }
    let sorted = api
        .schemas
        .is_sorted_by_key(|schema| schema.name.to_lowercase());
    prop_assert!(sorted);
    let mut ids = HashSet::new();
    let mut endpoints = HashSet::new();
    for operation in &api.operations {
        prop_assert!(
            ids.insert(&operation.id.value),
            "two operations `{}`",
            operation.id.value
        );
        prop_assert!(endpoints.insert((&operation.path.value, operation.method.value)));
        prop_assert!(operation.headers.iter().all(|at| *at < api.headers.len()));
        prop_assert!(operation.security.iter().all(|at| *at < api.security.len()));
        let statuses: Vec<u16> = operation.responses.iter().map(|r| r.status.value).collect();
        prop_assert!(statuses.is_sorted_by(|a, b| a < b), "{statuses:?}");
        prop_assert!(statuses.iter().any(|status| (200..300).contains(status)));
        let mut parameters = HashSet::new();
        for parameter in &operation.parameters {
            prop_assert!(parameters.insert((&parameter.name.value, parameter.location)));
        }
    }
    // A schema is recursive if, and only if, it is among what it holds.
    for (at, schema) in api.schemas.iter().enumerate() {
        let mut seen = HashSet::new();
        let mut open = vec![at];
        while let Some(holder) = open.pop() {
            let held = api.schemas[holder].properties.iter();
            let held = held.filter_map(|p| schema_ids(&p.value_type));
            open.extend(held.filter(|id| seen.insert(*id)));
        }
        prop_assert_eq!(schema.recursive, seen.contains(&at), "{}", schema.name);
    }
    Ok(())
}

/// All of a model as text. Places are told by path and line, so that the order of files is no part.
fn outline(sources: &SourceMap, reference: &Reference) -> String {
    use std::fmt::Write as _;
    let api = &reference.api;
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("it is memory");
    let place = |span: Span| sources.place(span);
    let words = |stated: &Option<Stated<String>>| {
        stated
            .as_ref()
            .map(|s| format!("{:?} at {}", s.value, place(s.span())))
    };
    for o in &api.operations {
        let names = |all: Vec<&str>| all.join(", ");
        line(format!(
            "{} {} {} at {}",
            o.id.value,
            o.method.value,
            o.path.value,
            place(o.span)
        ));
        line(format!(
            "  {} {:?} {:?} {:?}",
            o.resource,
            words(&o.title),
            words(&o.summary),
            words(&o.description)
        ));
        for p in &o.parameters {
            let required = p.required.map(|e| place(e.span));
            line(format!(
                "  {:?} {} {:?} {required:?} {:?}",
                p.location,
                p.name.value,
                p.value_type,
                words(&p.example)
            ));
        }
        line(format!(
            "  headers {}",
            names(
                o.headers
                    .iter()
                    .map(|at| api.headers[*at].name.value.as_str())
                    .collect()
            )
        ));
        line(format!(
            "  security {}",
            names(
                o.security
                    .iter()
                    .map(|at| api.security[*at].name.as_str())
                    .collect()
            )
        ));
        if let Some(r) = &o.request {
            line(format!(
                "  takes {:?} {:?} {}",
                r.media_types,
                r.value_type,
                place(r.type_evidence.span)
            ));
        }
        for r in &o.responses {
            let body = r
                .body
                .as_ref()
                .map(|b| (&b.media_types, &b.value_type, place(b.type_evidence.span)));
            line(format!(
                "  {} {:?} {body:?}",
                r.status.value,
                words(&r.description)
            ));
        }
    }
    for s in &api.schemas {
        let evidence: Vec<_> = s.evidence.iter().map(|e| (e.kind, place(e.span))).collect();
        line(format!(
            "{} {} {} {:?} {evidence:?}",
            s.name,
            s.recursive,
            place(s.name_evidence.span),
            words(&s.description)
        ));
        for p in &s.properties {
            let of = |e: &Evidence| (e.kind, place(e.span));
            let evidence: Vec<_> = p.evidence.iter().map(of).collect();
            let (nullable, required) = (p.nullable.as_ref().map(of), p.required.as_ref().map(of));
            line(format!(
                "  {} {:?} {evidence:?} {nullable:?} {required:?} {:?}",
                p.name,
                p.value_type,
                words(&p.description)
            ));
        }
    }
    let mut told: Vec<_> = reference
        .all_diagnostics()
        .map(|d| {
            format!(
                "! {} {} {:?} {}",
                d.code,
                place(d.span),
                d.related.iter().map(|r| place(r.span)).collect::<Vec<_>>(),
                d.message
            )
        })
        .collect();
    told.sort_unstable();
    told.into_iter().for_each(&mut line);
    out
}

// Pages that are made of pieces, and damaged.

#[derive(Clone, Debug)]
enum Piece {
    Heading(u8, String),
    Table(String, Vec<String>),
    Fence(String, String, bool),
    Prose(String),
}

impl Piece {
    /// `@` stands for a marker of which no two are alike.
    fn write(&self, text: &mut String, mut marker: impl FnMut() -> String) {
        let mut marked = |template: &str| {
            let mut parts = template.split('@');
            let first = parts.next().unwrap_or("").to_owned();
            parts.fold(first, |text, part| text + &marker() + part)
        };
        let piece = match self {
            Piece::Heading(level, words) => {
                format!("{} {}\n\n", "#".repeat(usize::from(*level)), marked(words))
            }
            Piece::Table(header, rows) => {
                let bars = header.matches('|').count() - 1;
                let rows: String = rows.iter().map(|row| marked(row)).collect();
                format!("{header}\n|{}\n{rows}\n", "---|".repeat(bars))
            }
            Piece::Fence(info, content, closed) => {
                let end = if *closed { "```\n\n" } else { "\n" };
                format!("```{info}\n{}{end}", marked(content))
            }
            Piece::Prose(words) => marked(words) + "\n\n",
        };
        text.push_str(&piece);
    }
}

fn select(all: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::sample::select(all).prop_map(str::to_owned)
}

fn piece() -> impl Strategy<Value = Piece> {
    const HEADINGS: &[&str] = &[
        "@",
        "Query String Parameters",
        "Request Headers",
        "Request Body: entity",
        "Request Body: request Thing",
        "Response:",
        "Response:array",
        "Response: object",
        "Response body: Thing",
        "Sample request",
        "Sample Response",
        "Filter Operators: @ ##",
        "response body @",
    ];
    const HEADERS: &[&str] = &[
        "| Path Part | Type | Description |",
        "| Parameter Name | Type | Description |",
        "| Parameter Name | Description |",
        "| Response | Description |",
        "| Property Name | Type | Description |",
        "| Property Name | Type | Type | More |",
        "| Unknown | Type |",
        "| Name |",
    ];
    const ROWS: &[&str] = &[
        "| @ | int32 | words |\n",
        "| @ | string |\n",
        "| @ |\n",
        "| @ | Thing | a | b | c |\n",
        "| | int32 | @ |\n",
        "| @ | Enum: A, B | over\nlines @ |\n",
        "| @ | array | no end\n",
        "|\n",
        "| @ | string | a \\| b |\n",
        "@ | int32 | no bar |\n",
        "| 200 | @ |\n",
        "| 200 | @ |\n",
        "| 999 | @ |\n",
    ];
    const INFOS: &[&str] = &["http", "http!", "http_", "js", "", "yaml x"];
    const CONTENTS: &[&str] = &[
        "GET /api/v1/@\n",
        "GET /api/v1/A?@=1\nGET /api/v1/A?b=@\n",
        "POST /api/v1/@\nAccept: a/b\n\n{\"@\": 1}\n",
        "HTTP/1.1 200 OK\n\n{\"@\": [{\"@\": null}]}\n",
        "HTTP/1.1 200 OK\n\n{\"@\": 1,}\n",
        "",
        "@\n",
        "## @\n",
        "| @ | b |\n|---|---|\n",
        "HTTP/1.1 200000 OK\n\n{\"@\": 1}\n",
    ];
    const PROSE: &[&str] = &[
        "Words @.",
        "* one @\n* two @",
        "> said @",
        "    code @",
        "<para>@</para>",
        "@\nmore @\n\nlast @",
        "@\n===",
        "***",
        "[@](@)",
        "<!-- @\n-->",
    ];
    let rows = prop::collection::vec(select(ROWS), 0..5);
    prop_oneof![
        4 => (1..=4_u8, select(HEADINGS)).prop_map(|(level, words)| Piece::Heading(level, words)),
        4 => (select(HEADERS), rows).prop_map(|(header, rows)| Piece::Table(header, rows)),
        3 => (select(INFOS), select(CONTENTS), prop::bool::weighted(0.85)).prop_map(|(a, b, c)| Piece::Fence(a, b, c)),
        2 => select(PROSE).prop_map(Piece::Prose),
    ]
}

#[derive(Clone, Debug)]
enum Damage {
    None,
    DropLine(prop::sample::Index),
    Truncate(prop::sample::Index),
    CarriageReturns,
    ByteOrderMark,
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        3 => Just(Damage::None),
        3 => any::<prop::sample::Index>().prop_map(Damage::DropLine),
        1 => any::<prop::sample::Index>().prop_map(Damage::Truncate),
        1 => Just(Damage::CarriageReturns),
        1 => Just(Damage::ByteOrderMark),
    ]
}

fn damaged(text: String, damage: &Damage) -> String {
    match damage {
        Damage::None => text,
        Damage::DropLine(at) => {
            let dropped = at.index(text.lines().count().max(1));
            let lines = text.split_inclusive('\n').enumerate();
            lines
                .filter(|(n, _)| *n != dropped)
                .map(|(_, line)| line)
                .collect()
        }
        Damage::Truncate(at) => {
            let end = text.floor_char_boundary(at.index(text.len() + 1));
            text[..end].to_owned()
        }
        Damage::CarriageReturns => text.replace('\n', "\r\n"),
        Damage::ByteOrderMark => format!("\u{feff}{text}"),
    }
}

/// A page of the 2023 layout that goes on with pieces in any order.
fn page() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(piece(), 0..12);
    (pieces, prop::collection::vec(damage(), 0..3)).prop_map(|(pieces, damages)| {
        let mut text = "---\ntitle: A\nuid: v1A_B\n---\n\n# A\n\n```http\nGET /api/v1/A/{id}\n```\n\nDoes it.\n\n".to_owned();
        let mut count = 0;
        for piece in pieces {
            piece.write(&mut text, || {
                count += 1;
                format!("mark{count}x")
            });
        }
        damages.iter().fold(text, damaged)
    })
}

/// What became part of a raw operation.
fn facts(operation: &RawOperation<'_>) -> Vec<Span> {
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
fn markers(text: &str) -> Vec<std::ops::Range<usize>> {
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
fn lost(text: &str) -> Vec<String> {
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
fn lost_rows(text: &str) -> Vec<String> {
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

// APIs of several pages.

/// Pages that speak of the same few shapes, in agreement and in contradiction.
fn api() -> impl Strategy<Value = Vec<(String, String)>> {
    const TYPES: &[&str] = &[
        "int32",
        "string",
        "String",
        "array",
        "object",
        "",
        "Thing",
        "Part",
        "Missing",
        "date-time",
        "Enum: A, B",
        "wrong!",
    ];
    const NAMES: &[&str] = &[
        "Id", "id", "Name", "Parts", "Thing", "Part", "Owner", "Next", "Items", "Rights",
    ];
    const VALUES: &[&str] = &[
        "null",
        "1",
        "1.5",
        "\"a\"",
        "true",
        "[]",
        "{}",
        "[1]",
        "[{\"Id\": 1, \"Next\": null}]",
        "{\"Id\": 1, \"Name\": \"a\"}",
        "{\"Owner\": {\"Id\": 2}}",
        "[[{\"Name\": \"b\"}]]",
        "\"2024-03-05T09:12:44Z\"",
        "{\"made-up\": {\"Id\": 1, \"Next\": {\"Id\": 1}}}",
    ];
    const BODIES: &[&str] = &["object", "Thing", "Part", "array", "", "Owner", "thing"];
    const IDS: &[&str] = &[
        "v1Thing_GetThing",
        "v1Thing_GetPart",
        "v1PartAgent_SaveParts",
        "v1ThingAgent_GetThing",
        "x",
    ];
    const TELLS: &[&str] = &[
        "Words.",
        "Carrier object for Part",
        "Thing entity with API _Links added",
        "could be null",
        "**Required**",
    ];
    let row = (select(NAMES), select(TYPES), select(TELLS), select(VALUES));
    let rows = prop::collection::vec(row, 0..6);
    let one = (
        select(IDS),
        0..6_usize,
        select(BODIES),
        rows.clone(),
        rows,
        any::<[bool; 5]>(),
    );
    prop::collection::vec(one, 1..7).prop_map(|pages| {
        let write = |(n, (id, path, body, rows, taken, flags)): (usize, _)| {
            let (id, body): (String, String) = (id, body);
            let (rows, taken): (Vec<(String, String, String, String)>, Vec<_>) = (rows, taken);
            let [posts, shows, lists, own, empty]: [bool; 5] = flags;
            let method = if posts { "POST" } else { "GET" };
            let table = |rows: &[(String, String, String, String)]| -> String {
                let row = |(name, word, tells, _): &(String, String, String, String)| format!("| {name} | {word} | {tells} |\n");
                "| Property Name | Type | Description |\n|---|---|---|\n".to_owned() + &rows.iter().map(row).collect::<String>()
            };
            let sample = |rows: &[(String, String, String, String)]| -> String {
                let members: Vec<_> = rows.iter().map(|(name, _, _, value)| format!("\"{name}\": {value}")).collect();
                let object = format!("{{{}}}", members.join(", "));
                if lists { format!("[{object}]") } else { object }
            };
            let mut text = format!("---\ntitle: T\nuid: {id}\n---\n\n# T\n\n```http\n{method} /api/v1/Thing/p{path}\n```\n\nDoes it.\n\n");
            text += "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n| thing.Id | int32 | |\n| thing.part.Name | string | |\n\n";
            if posts {
                let name = if own { "request" } else { "things" };
                text += &format!("## Request Body: {name}\n\nThe Part to be saved\n\n{}\n", table(&taken));
            }
            let status = if empty { 204 } else { 200 };
            text += &format!("## Response: {}\n\nCarrier object for Thing\n\n| Response | Description |\n|---|---|\n| {status} | OK |\n\n", if lists { "array" } else { "" });
            text += &format!("### Response body: {body}\n\n");
            if !rows.is_empty() {
                text += &table(&rows);
            }
            if shows {
                text += &format!("\n## Sample response\n\n```http_\nHTTP/1.1 {status} OK\n\n{}\n```\n", sample(&rows));
            }
            (format!("pages/{n}.md"), text)
        };
        pages.into_iter().enumerate().map(write).collect()
    })
}

fn map(files: &[(String, String)]) -> SourceMap {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path.as_str(), text.as_str());
    }
    sources
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn any_text_is_read_and_its_places_are_inside_it(text in soup()) {
        let sources = source(&text);
        let reference = read_reference(&sources, Choice::Auto(&DIALECTS));
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn any_text_is_read_by_any_dialect(text in soup(), at in any::<prop::sample::Index>()) {
        let dialect = at.get(&DIALECTS);
        let sources = source(&text);
        let reference = read_reference(&sources, Choice::Given(dialect));
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn any_index_and_table_of_contents_is_read(text in soup(), name in select(&["index.md", "toc.yml"])) {
        let mut sources = SourceMap::new();
        sources.add(name, text);
        let reference = read_reference(&sources, Choice::Auto(&DIALECTS));
        prop_assert!(reference.pages[0].links.is_some());
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn the_blocks_of_any_text_stand_in_their_order(text in soup()) {
        let page = markdown::read(FileId(0), &text);
        let mut behind = 0;
        for block in &page.blocks {
            let range = block.span().range();
            prop_assert!(behind <= range.start && range.start <= range.end, "{block:?}");
            behind = range.end;
        }
        prop_assert!(behind <= text.len());
    }

    #[test]
    fn the_cells_of_a_row_and_what_stands_between_them_are_the_row(text in soup()) {
        let page = markdown::read(FileId(0), &text);
        let tables = page.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        for row in tables.flat_map(|table| table.rows.iter().chain([&table.header])) {
            let range = row.span.range();
            let (mut at, mut gaps) = (range.start, Vec::new());
            for cell in &row.cells {
                gaps.push(text[at..cell.range().start].trim());
                at = cell.range().end;
            }
            gaps.push(text[at..range.end].trim());
            let (first, last) = (gaps.remove(0), gaps.pop().unwrap_or(""));
            prop_assert!(matches!(first, "" | "|"), "{first:?} opens {row:?}");
            prop_assert!(matches!(last, "" | "|"), "{last:?} closes {row:?}");
            prop_assert!(gaps.iter().all(|gap| *gap == "|"), "{gaps:?} in {row:?}");
        }
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn every_row_heading_and_fence_is_used_or_told(text in page()) {
        prop_assert_eq!(lost(&text), Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn every_row_that_is_used_is_a_fact_or_told(text in page()) {
        prop_assert_eq!(lost_rows(&text), Vec::<String>::new(), "{}", text);
    }

    #[test]
    fn reading_twice_gives_the_same(text in page()) {
        let sources = source(&text);
        let read = || read_reference(&sources, Choice::Auto(&DIALECTS));
        prop_assert_eq!(outline(&sources, &read()), outline(&sources, &read()));
    }

    #[test]
    fn a_resolved_model_keeps_its_promises(files in api()) {
        let sources = map(&files);
        let reference = read_reference(&sources, Choice::Auto(&DIALECTS));
        keeps_its_promises(&sources, &reference)?;
    }

    #[test]
    fn the_order_of_the_files_does_not_matter((files, shuffled) in api().prop_flat_map(|files| {
        (Just(files.clone()), Just(files).prop_shuffle())
    })) {
        let (one, other) = (map(&files), map(&shuffled));
        let of = |sources: &SourceMap| outline(sources, &read_reference(sources, Choice::Auto(&DIALECTS)));
        prop_assert_eq!(of(&one), of(&other));
    }
}
