//! A header in a sample request that the page's table of headers lacks.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

/// Headers that HTTP itself needs, which no reference documents (RFC 9110, RFC 9112).
const OWN: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "date",
    "host",
    "transfer-encoding",
    "user-agent",
];

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let documented = &operation.raw.headers;
        let Some(last) = documented.last() else {
            continue;
        };
        for field in operation
            .stated
            .sample_requests
            .iter()
            .flat_map(|sample| &sample.headers)
        {
            let name = &field.name;
            let is_known = documented
                .iter()
                .any(|header| header.name.text.eq_ignore_ascii_case(name));
            if !is_known && OWN.binary_search(&&*name.to_ascii_lowercase()).is_err() {
                sink.tell(
                    field.span,
                    format!("the sample sends `{name}`, which the table of headers lacks"),
                )
                .help("document the header, or take it out of the sample")
                .related(last.name.span, "the table ends here");
            }
        }
    }
}
