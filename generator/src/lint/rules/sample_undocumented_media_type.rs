//! A media type in a sample's head that is none of those that the page lists.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::Stated;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let rules = &page.dialect.file.headers;
    for operation in &page.operations {
        let stated = operation.stated;
        let sides = [
            (
                &stated.sample_requests,
                &rules.request_media_types,
                &stated.request_media_types,
            ),
            (
                &stated.sample_requests,
                &rules.response_media_types,
                &stated.response_media_types,
            ),
            (
                &stated.sample_responses,
                &rules.request_media_types,
                &stated.response_media_types,
            ),
        ];
        for (samples, headers, listed) in sides {
            let fields = samples.iter().flat_map(|sample| &sample.headers);
            for field in fields.filter(|f| headers.iter().any(|h| h.eq_ignore_ascii_case(&f.name)))
            {
                if let Some(media) = missing(&field.value, listed) {
                    sink.tell(
                        field.span,
                        format!("the sample has `{media}`, which the page does not list"),
                    )
                    .help("list it with the others, or correct the sample")
                    .related(listed[0].span(), "the list starts here");
                }
            }
        }
    }
}

/// The first media type of a header's value that a list lacks. Without a list, none is missing.
fn missing<'v>(value: &'v str, listed: &[Stated<String>]) -> Option<&'v str> {
    let media = value
        .split(',')
        .map(|one| one.split(';').next().unwrap_or("").trim());
    let is_listed = |media: &str| {
        listed
            .iter()
            .any(|one| one.value.eq_ignore_ascii_case(media))
    };
    let mut media = media.filter(|media| media.contains('/') && !media.contains('*'));
    media.find(|media| !listed.is_empty() && !is_listed(media))
}
