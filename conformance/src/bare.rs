//! Small models for unit tests.

use bindery_model::resolved::Operation;
use bindery_model::{EvidenceKind, FileId, Method, Span, Stated};

/// An operation that has nothing but these.
pub(crate) fn operation(method: &str, path: &str, id: &str) -> Operation {
    let span = Span::file_start(FileId(0));
    Operation {
        file: FileId(0),
        span,
        dialect: "test".to_owned(),
        id: Stated::new(id.to_owned(), EvidenceKind::FrontMatter, span),
        title: None,
        method: Stated::new(
            Method::parse(method).unwrap_or(Method::Get),
            EvidenceKind::Endpoint,
            span,
        ),
        path: Stated::new(path.to_owned(), EvidenceKind::Endpoint, span),
        resource: String::new(),
        summary: None,
        description: None,
        parameters: Vec::new(),
        headers: Vec::new(),
        security: Vec::new(),
        request: None,
        responses: Vec::new(),
        response_time: None,
        sample_requests: Vec::new(),
        sample_responses: Vec::new(),
    }
}
