//! A sample whose head says JSON and whose body is something else.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::{SampleBody, Span};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let samples = operation
            .stated
            .sample_requests
            .iter()
            .chain(&operation.stated.sample_responses);
        for sample in samples {
            let Some(SampleBody::Text(body)) = &sample.body else {
                continue;
            };
            let field = sample
                .headers
                .iter()
                .find(|field| field.name.eq_ignore_ascii_case("Content-Type"));
            let is_json = |value: &str| {
                let media = value.split(';').next().unwrap_or("").trim();
                media.ends_with("/json") || media.ends_with("+json")
            };
            let words = &page.text()[body.range()];
            // JSON with a mistake in it is told as such, with the place of the mistake.
            if let Some(field) =
                field.filter(|field| is_json(&field.value) && !words.starts_with(['{', '[']))
            {
                let line = words.lines().next().unwrap_or("");
                let start = body.range().start;
                let span = Span::new(body.file, start..start + line.len());
                sink.tell(
                    span,
                    "this body is not JSON, though the head of the sample says so",
                )
                .help("write the media type that the server really sends, or the body as JSON")
                .related(field.span, "the head");
            }
        }
    }
}
