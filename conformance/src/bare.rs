//! Small models for unit tests.

use bindery_model::resolved::{Operation, Parameter};
use bindery_model::{Evidence, EvidenceKind, FileId, Location, Method, Scalar, Span, Stated, Type};

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

/// A parameter in the path that has nothing but these.
pub(crate) fn parameter(name: &str, scalar: Scalar) -> Parameter {
    let span = Span::file_start(FileId(0));
    Parameter {
        name: Stated::new(name.to_owned(), EvidenceKind::TableCell, span),
        location: Location::Path,
        value_type: Type::Scalar(scalar),
        type_evidence: Evidence::new(EvidenceKind::TableCell, span),
        required: None,
        default: None,
        description: None,
        example: None,
    }
}
