//! Reads pages, and makes the exchanges that their samples show.

use bindery_conformance::case::{Case, CaseKind, Credentials};
use bindery_conformance::exchange::{Answer, Exchange, Header, Outcome, Request};
use bindery_generator::dialect::{Choice, builtin};
use bindery_generator::read_reference;
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, Sample, SampleBody, SampleHeader, SampleLine, SourceMap};
use bytes::Bytes;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The pages of this folder, or those of `specs/pages`.
pub(crate) fn read(folder: Option<&Path>) -> (ResolvedApi, SourceMap) {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/pages");
    let mut sources = SourceMap::new();
    add(&mut sources, folder.unwrap_or(&ours));
    let dialects = builtin().expect("the built-in dialects are right");
    let api = read_reference(&sources, Choice::Auto(&dialects)).api;
    (api, sources)
}

/// The case of a documented sample.
pub(crate) fn case(api: &ResolvedApi, operation: usize) -> Case {
    Case {
        id: api.operations[operation].id.value.clone(),
        operation,
        kind: CaseKind::Sample,
        parameters: Vec::new(),
        body: None,
        accept: Vec::new(),
        credentials: Credentials::Given,
        method: None,
        path: None,
    }
}

fn add(sources: &mut SourceMap, folder: &Path) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(sources, &path);
        } else if path.extension().is_some_and(|e| e == "md" || e == "txt") {
            let text = std::fs::read_to_string(&path).expect("the page can be read");
            sources.add(path.to_string_lossy(), text);
        }
    }
}

fn headers(fields: &[SampleHeader]) -> Vec<Header> {
    fields
        .iter()
        .map(|field| Header::new(&*field.name, &*field.value))
        .collect()
}

fn body(sources: &SourceMap, operation: &Operation, sample: &Sample) -> Bytes {
    let span = match &sample.body {
        Some(SampleBody::Json(node)) => node.span(operation.file),
        Some(SampleBody::Text(span)) => *span,
        None => return Bytes::new(),
    };
    Bytes::copy_from_slice(sources.text(span).as_bytes())
}

/// The exchange that the first samples of an operation show.
pub(crate) fn exchange(sources: &SourceMap, operation: &Operation) -> Option<Exchange> {
    let answer = operation.sample_responses.first()?;
    let SampleLine::Status { code, .. } = answer.start_line else {
        return None;
    };
    let request = operation.sample_requests.first();
    let target = request.and_then(|sample| match &sample.start_line {
        SampleLine::Request { target, .. } => Some(target.as_str()),
        _ => None,
    });
    let target = target.unwrap_or(&operation.path.value);
    let request = Request {
        method: operation.method.value.as_str().to_owned(),
        url: format!("http://localhost{target}"),
        headers: request
            .map(|sample| headers(&sample.headers))
            .unwrap_or_default(),
        body: request.map(|sample| body(sources, operation, sample)),
    };
    let answer = Answer {
        status: code,
        headers: headers(&answer.headers),
        body: body(sources, operation, answer),
        cut: None,
        elapsed: Duration::ZERO,
    };
    let outcome = Outcome::Answer(answer);
    Some(Exchange {
        request,
        outcome,
        wire: None,
    })
}
