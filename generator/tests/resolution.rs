//! The cases of `specs/resolution`: one page of prose a pass, and below it what holds, each with
//! pages that show it and the model that comes out of them.
//!
//! A case is a `##` heading, fences of four backticks marked `page NAME.md` with pages in the
//! dialect `tests/dialects/crumb.yaml`, and a fence marked `outline` (or `outline operations`, which
//! tells more of operations) with what is expected.

#![allow(clippy::panic)]

use bindery_generator::dialect::{Choice, Dialect, load};
use bindery_generator::{Reference, read_reference};
use bindery_model::resolved::{Operation, Property, SecurityKind};
use bindery_model::{Diagnostic, Location, ResolvedApi, SourceMap, Type};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Set to `1`, it rewrites the outlines instead of comparing them.
const BLESS: &str = "BINDERY_BLESS";
const MARK: &str = "````";

#[test]
fn every_case_holds() {
    let dialect = crumb();
    let bless = std::env::var(BLESS).is_ok_and(|value| value == "1");
    let mut failures = String::new();
    let mut count = 0;
    for path in spec_pages() {
        let text = std::fs::read_to_string(&path).expect("the spec page can be read");
        let mut blessed = text.clone();
        let cases = cases(&text);
        let name = path.file_name().expect("it is a file").to_string_lossy();
        assert!(!cases.is_empty(), "{name} has no case");
        // From the end, so that the places of those before stay right.
        for case in cases.iter().rev() {
            count += 1;
            let actual = actual(case, &dialect);
            if actual != text[case.outline.clone()] {
                blessed.replace_range(case.outline.clone(), &actual);
                let diff = diff(&text[case.outline.clone()], &actual);
                let title = case.title;
                let _ = writeln!(failures, "{name}: {title}\n{diff}");
            }
        }
        if bless && blessed != text {
            std::fs::write(&path, blessed).expect("the spec page can be written");
        }
    }
    assert!(count > 30, "only {count} cases were found");
    assert!(
        bless || failures.is_empty(),
        "these cases came out otherwise (`-` expected, `+` actual):\n\n{failures}\
         if the new outlines are right, write them with\n    \
         {BLESS}=1 cargo test -p bindery-generator --test resolution\n"
    );
}

#[test]
fn every_pass_has_a_page_and_every_page_has_a_pass() {
    let chain = manifest().join("src/resolve/mod.rs");
    let chain = std::fs::read_to_string(chain).expect("the chain can be read");
    let modules: BTreeSet<&str> = chain
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    let is_called = |module: &&str| {
        let call = format!("{module}::");
        chain.match_indices(&call).any(|(at, _)| {
            let starts_word = !chain[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let function = &chain[at + call.len()..];
            starts_word && function.starts_with(|c: char| c.is_ascii_lowercase())
        })
    };
    let passes: BTreeSet<String> = modules
        .into_iter()
        .filter(is_called)
        .map(str::to_owned)
        .collect();
    let stem = |path: PathBuf| Some(path.file_stem()?.to_string_lossy().into_owned());
    let pages: BTreeSet<String> = spec_pages().into_iter().filter_map(stem).collect();
    let without_page: Vec<_> = passes.difference(&pages).collect();
    assert!(
        without_page.is_empty(),
        "these passes have no page: write specs/resolution/NAME.md with a case for {without_page:?}"
    );
    let without_pass: Vec<_> = pages.difference(&passes).collect();
    assert!(
        without_pass.is_empty(),
        "these pages of specs/resolution describe no pass of the chain in \
         generator/src/resolve/mod.rs: {without_pass:?}"
    );
}

fn manifest() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn crumb() -> Dialect {
    let path = manifest().join("tests/dialects/crumb.yaml");
    let text = std::fs::read_to_string(&path).expect("the dialect can be read");
    load("crumb.yaml", &text).expect("the dialect is right")
}

fn spec_pages() -> Vec<PathBuf> {
    let folder = manifest().join("../specs/resolution");
    let entries = std::fs::read_dir(folder).expect("the folder of cases can be read");
    let paths = entries.map(|entry| entry.expect("its entries can be read").path());
    let mut pages: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.sort();
    pages
}

struct Case<'t> {
    title: &'t str,
    /// Name and text.
    pages: Vec<(&'t str, &'t str)>,
    /// Where the expected outline stands.
    outline: Range<usize>,
    with_operations: bool,
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    let mut title = "";
    let mut pages = Vec::new();
    let mut fence: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match (line.trim_end().strip_prefix(MARK), fence) {
            (Some(""), Some((info, from))) => {
                fence = None;
                match info.split_once(' ').unwrap_or((info, "")) {
                    ("page", name) => pages.push((name, &text[from..start])),
                    ("outline", more) => cases.push(Case {
                        title,
                        pages: std::mem::take(&mut pages),
                        outline: from..start,
                        with_operations: more == "operations",
                    }),
                    _ => panic!("a fence marked `{info}` in the case `{title}`"),
                }
            }
            (Some(info), None) => fence = Some((info.trim(), at)),
            (Some(info), Some(_)) => panic!("a fence marked `{info}` inside of one in `{title}`"),
            (None, Some(_)) => {}
            (None, None) => {
                if let Some(heading) = line.strip_prefix("## ") {
                    assert!(pages.is_empty(), "the case `{title}` has no outline");
                    title = heading.trim();
                }
            }
        }
    }
    assert!(
        fence.is_none(),
        "a fence of the case `{title}` is not closed"
    );
    assert!(pages.is_empty(), "the case `{title}` has no outline");
    cases
}

/// The outline that a case really has; the order of its pages must not matter to it.
fn actual(case: &Case<'_>, dialect: &Dialect) -> String {
    let read = |pages: &mut dyn Iterator<Item = &(&str, &str)>| {
        let mut sources = SourceMap::new();
        for (name, text) in pages {
            sources.add(*name, *text);
        }
        let reference = read_reference(&sources, Choice::Given(dialect));
        outline(&reference, &sources, case.with_operations)
    };
    let forwards = read(&mut case.pages.iter());
    let backwards = read(&mut case.pages.iter().rev());
    assert_eq!(
        forwards, backwards,
        "the order of the pages matters in the case `{}`",
        case.title
    );
    forwards
}

fn outline(reference: &Reference, sources: &SourceMap, with_operations: bool) -> String {
    let api = &reference.api;
    let mut text = String::new();
    for operation in &api.operations {
        operation_line(&mut text, api, operation);
        if with_operations {
            operation_details(&mut text, api, operation);
        }
    }
    for schema in &api.schemas {
        let properties: Vec<_> = schema.properties.iter().map(|p| property(api, p)).collect();
        let recursive = if schema.recursive { " recursive" } else { "" };
        let one_line = format!("{} {{ {} }}{recursive}", schema.name, properties.join(", "));
        if one_line.len() <= 100 {
            let _ = writeln!(text, "{}", one_line.replace("{  }", "{}"));
        } else {
            let _ = writeln!(text, "{} {{", schema.name);
            for property in properties {
                let _ = writeln!(text, "    {property},");
            }
            let _ = writeln!(text, "}}{recursive}");
        }
    }
    if with_operations {
        for header in &api.headers {
            let required = if header.required.is_some() { "!" } else { "" };
            let _ = writeln!(text, "header {}{required}", header.name.value);
        }
        for scheme in &api.security {
            let kind = match &scheme.kind {
                SecurityKind::Basic => "basic".to_owned(),
                SecurityKind::Bearer => "bearer".to_owned(),
                SecurityKind::ApiKey { header } => format!("key in {header}"),
            };
            let _ = writeln!(text, "security {}: {kind}", scheme.name);
        }
    }
    let mut diagnostics: Vec<String> = reference
        .all_diagnostics()
        .map(|diagnostic| diagnostic_line(diagnostic, sources))
        .collect();
    diagnostics.sort();
    text + &diagnostics.concat()
}

fn diagnostic_line(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = |span: bindery_model::Span| {
        let file = sources.file(span.file);
        format!("{}:{}", file.path, file.line(span.start))
    };
    let at = place(diagnostic.span);
    let mut line = format!("{}: {} @ {at}", diagnostic.code, diagnostic.message);
    for related in &diagnostic.related {
        let _ = write!(line, " ({} @ {})", related.message, place(related.span));
    }
    line + "\n"
}

fn operation_line(text: &mut String, api: &ResolvedApi, operation: &Operation) {
    let request = operation.request.as_ref();
    let request = request.map_or(String::new(), |body| {
        format!(" ({})", type_text(api, &body.value_type))
    });
    let body = operation.responses.iter().find_map(|r| r.body.as_ref());
    let response = body.map_or("nothing".to_owned(), |body| {
        type_text(api, &body.value_type)
    });
    let (method, path) = (operation.method.value, &operation.path.value);
    let _ = writeln!(text, "{method} {path}{request} -> {response}");
}

fn operation_details(text: &mut String, api: &ResolvedApi, operation: &Operation) {
    let _ = writeln!(text, "    id {}", operation.id.value);
    for parameter in &operation.parameters {
        let mark = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
        };
        let required = if parameter.required.is_some() {
            "!"
        } else {
            ""
        };
        let (name, value_type) = (&parameter.name.value, &parameter.value_type);
        let value_type = type_text(api, value_type);
        let _ = writeln!(text, "    {mark} {name}: {value_type}{required}");
    }
    let list = |all: Vec<&str>| match all.is_empty() {
        true => "none".to_owned(),
        false => all.join(", "),
    };
    let headers = operation
        .headers
        .iter()
        .map(|at| &*api.headers[*at].name.value);
    let _ = writeln!(text, "    headers {}", list(headers.collect()));
    let security = operation.security.iter().map(|at| &*api.security[*at].name);
    let _ = writeln!(text, "    security {}", list(security.collect()));
    if let Some(request) = &operation.request {
        let _ = writeln!(text, "    takes {}", request.media_types.join(", "));
    }
    for response in &operation.responses {
        let status = response.status.value;
        let media = response
            .body
            .as_ref()
            .map(|body| body.media_types.join(", "));
        let media = media.unwrap_or("no body".to_owned());
        let _ = writeln!(text, "    {status} {media}");
    }
}

/// `?` may be null, `!` is required.
fn property(api: &ResolvedApi, property: &Property) -> String {
    let nullable = if property.nullable.is_some() { "?" } else { "" };
    let required = if property.required.is_some() { "!" } else { "" };
    let value_type = type_text(api, &property.value_type);
    format!("{}: {value_type}{nullable}{required}", property.name)
}

fn type_text(api: &ResolvedApi, value_type: &Type) -> String {
    match value_type {
        Type::Any => "any".to_owned(),
        Type::Scalar(scalar) => scalar.as_str().to_owned(),
        Type::Enum(members) => format!("enum({})", members.join("|")),
        Type::Array(items) => format!("array<{}>", type_text(api, items)),
        Type::Map(values) => format!("map<{}>", type_text(api, values)),
        Type::Object => "object".to_owned(),
        Type::Schema(id) => api.schema(*id).name.clone(),
    }
}

/// The lines of both, those of one alone marked with `-` and `+`.
fn diff(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), actual.lines().collect());
    // Lengths of the longest common rests.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for (i, a) in old.iter().enumerate().rev() {
        for (j, b) in new.iter().enumerate().rev() {
            common[i][j] = match a == b {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut text = String::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            let _ = writeln!(text, "      {}", old[i]);
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            let _ = writeln!(text, "    - {}", old[i]);
            i += 1;
        } else {
            let _ = writeln!(text, "    + {}", new[j]);
            j += 1;
        }
    }
    text
}
