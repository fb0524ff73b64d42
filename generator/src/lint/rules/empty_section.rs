//! A section of which there is nothing but its heading.

use crate::dialect::Section;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let raw = operation.raw;
        for (section, words) in &raw.sections {
            let is_empty = match section {
                Section::QueryParameters => {
                    raw.query_parameters.is_empty() && raw.path_parameters.is_empty()
                }
                Section::Headers => raw.headers.is_empty(),
                Section::Responses => raw.statuses.is_empty() && raw.response_body.is_none(),
                Section::SampleRequest => raw.sample_requests.is_empty(),
                Section::SampleResponse => raw.sample_responses.is_empty(),
                _ => false,
            };
            // What could not be read is told where it stands.
            let unread = |code: &str| code.starts_with("unread-") || code == "unclosed-fence";
            if is_empty && !page.raw.diagnostics.iter().any(|d| unread(d.code)) {
                sink.tell(
                    words.span,
                    format!("there is nothing in the section `{}`", words.text),
                )
                .help("fill it, or take the heading out");
            }
        }
    }
}
