//! Operations: what is sent and what comes back.

use super::Version;
use super::build::Context;
use super::document::{
    self, Content, Entries, Example, ExampleValue, RequestBody, Response, SecurityRequirement,
};
use super::narrow::{self, Kept, RequestMedia};
use super::shape::{of_kind, paragraphs};
use bindery_model::resolved::{self, Operation};
use bindery_model::{Sample, SampleBody, SampleLine, Type};
use std::borrow::Cow;

impl<'a> Context<'a> {
    /// An operation, with the id that it has here.
    pub(super) fn operation(
        &self,
        operation: &'a Operation,
        id: &'a str,
    ) -> document::Operation<'a> {
        let mut left_out = Vec::new();
        let parameters = self.parameters(operation, &mut left_out);
        let responses = self.responses(operation, &mut left_out);
        let summary = operation.summary.as_ref().or(operation.title.as_ref());
        let note = (!left_out.is_empty()).then(|| {
            let all = left_out.join(", ");
            Cow::Owned(format!(
                "Documented too, but not part of this description: {all}."
            ))
        });
        let description = operation.description.as_ref().map(|told| &*told.value);
        let security = operation.security.iter();
        let scheme = |at: &usize| self.names.security.get(*at);
        document::Operation {
            id,
            summary: summary
                .map(|told| &*told.value)
                .filter(|told| !told.is_empty())
                .unwrap_or(id),
            description: paragraphs(description, note),
            tags: Some([&*operation.resource]).filter(|[tag]| !tag.is_empty()),
            documented_at: self.place(operation.span),
            also_documented_at: Vec::new(),
            response_time: operation.response_time.as_ref().map(|time| time.value),
            security: security
                .filter_map(scheme)
                .map(|name| SecurityRequirement(name))
                .collect(),
            parameters,
            request: operation
                .request
                .as_ref()
                .map(|request| self.request(operation, request)),
            responses,
        }
    }

    fn request(
        &self,
        operation: &'a Operation,
        request: &'a resolved::RequestBody,
    ) -> RequestBody<'a> {
        let mut media_types = media_types(&request.media_types);
        let mut schema = self.shape(&request.value_type);
        if self.version == Version::V3_0 {
            match narrow::request_media(&media_types) {
                RequestMedia::Typed(one) => media_types = vec![one],
                RequestMedia::Text(one) => {
                    media_types = vec![one];
                    schema = of_kind("string");
                }
                RequestMedia::Bytes => {
                    media_types = vec!["application/octet-stream"];
                    schema = super::schema::Schema {
                        format: Some("binary"),
                        ..of_kind("string")
                    };
                }
            }
        }
        let samples = operation.sample_requests.iter();
        RequestBody {
            description: request.description.as_ref().map(|told| &*told.value),
            // A page that documents a body does so because the operation works on it.
            required: true,
            content: Content {
                examples: self.examples(samples, &media_types, &request.value_type),
                media_types,
                schema,
            },
            documented_at: self.place(request.type_evidence.span),
        }
    }

    fn responses(
        &self,
        operation: &'a Operation,
        left_out: &mut Vec<String>,
    ) -> Entries<Cow<'static, str>, Response<'a>> {
        let left = match self.version {
            Version::V3_0 => narrow::responses(&operation.responses),
            Version::V3_1 => vec![Kept::Whole; operation.responses.len()],
        };
        // A sample without a status shows the first response that has a body.
        let shown = operation
            .responses
            .iter()
            .position(|one| one.body.is_some());
        let mut made: Vec<(Cow<'_, str>, Response<'_>)> = Vec::with_capacity(left.len());
        for (at, (response, left)) in operation.responses.iter().zip(left).enumerate() {
            let status = response.status.value.to_string();
            if made.last().is_some_and(|(other, _)| *other == status) {
                continue;
            }
            if left == Kept::Nothing {
                left_out.push(format!("the response {status}"));
                continue;
            }
            if left == Kept::WithoutBody && response.body.is_some() {
                left_out.push(format!("the body of the response {status}"));
            }
            let body = response.body.as_ref().filter(|_| left == Kept::Whole);
            let samples = operation.sample_responses.iter();
            let samples = samples.filter(|sample| match sample.start_line {
                SampleLine::Status { code, .. } => code == response.status.value,
                _ => Some(at) == shown,
            });
            let content = body.map(|body| {
                let media_types = media_types(&body.media_types);
                Content {
                    examples: self.examples(samples, &media_types, &body.value_type),
                    media_types,
                    schema: self.shape(&body.value_type),
                }
            });
            let told = response.description.as_ref().map(|told| &*told.value);
            let description = match told {
                Some(told) if !told.is_empty() => Cow::Borrowed(told),
                _ => Cow::Owned(format!("Status {status}.")),
            };
            let response = Response {
                description,
                content: content.filter(|content| !content.media_types.is_empty()),
                documented_at: self.place(response.status.span()),
            };
            made.push((Cow::Owned(status), response));
        }
        if made.is_empty() {
            // There has to be one (OpenAPI 3.1 section 4.8.16).
            let response = Response {
                description: Cow::Borrowed("The page tells of no response."),
                content: None,
                documented_at: self.place(operation.span),
            };
            made.push((Cow::Borrowed("default"), response));
        }
        Entries(made)
    }

    /// The samples that the type accepts, if there is a media type for them.
    fn examples(
        &self,
        samples: impl Iterator<Item = &'a Sample>,
        media_types: &[&str],
        value_type: &Type,
    ) -> Vec<Example<'a>> {
        if !media_types.iter().any(|one| document::is_json(one)) {
            return Vec::new();
        }
        let example = |sample: &'a Sample| {
            let value = sample.body.as_ref().and_then(SampleBody::json)?;
            self.checker.accepts(value, value_type).then(|| Example {
                documented_at: self.place(sample.span),
                value: ExampleValue(value),
            })
        };
        samples.filter_map(example).collect()
    }
}

/// Each media type once, JSON first: some readers take the first one for all.
fn media_types(stated: &[String]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::with_capacity(stated.len());
    for media_type in stated {
        if !all.contains(&&**media_type) {
            all.push(media_type);
        }
    }
    let is_json = |one: &&str| one.eq_ignore_ascii_case("application/json");
    let first = all.iter().position(is_json);
    if let Some(at) = first.or_else(|| all.iter().position(|one| document::is_json(one))) {
        all[..=at].rotate_right(1);
    }
    all
}
