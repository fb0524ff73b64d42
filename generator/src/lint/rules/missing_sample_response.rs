//! An operation without a sample response on a page that shows the other side.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let (requests, responses) = (
            &operation.raw.sample_requests,
            &operation.raw.sample_responses,
        );
        let (own, other) = (responses, requests);
        // A fence that could not be read is told where it stands.
        let unread = |code: &str| code == "unread-fence" || code == "unread-heading";
        if let Some(shown) = other.first().filter(|_| own.is_empty())
            && !page.raw.diagnostics.iter().any(|d| unread(d.code))
        {
            let mut span = shown.span;
            let first = page.text()[span.range()].lines().next().unwrap_or("");
            span.end = span.start + first.len() as u32;
            sink.tell(span, "there is no sample response beside this one")
                .help("show both: readers copy the one and compare the other");
        }
    }
}
