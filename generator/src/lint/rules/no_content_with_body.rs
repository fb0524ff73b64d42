//! A response body where the only success has none by its status.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let successes = operation
            .stated
            .responses
            .iter()
            .filter(|r| (200..300).contains(&r.status.value));
        let successes: Vec<_> = successes.collect();
        let is_empty = |status: u16| matches!(status, 204 | 205);
        let (Some(body), Some(first)) = (&operation.stated.response, successes.first()) else {
            continue;
        };
        if !body.properties.is_empty() && successes.iter().all(|r| is_empty(r.status.value)) {
            let status = first.status.value;
            sink.tell(
                body.opening,
                format!("status {status} has no body, but one is documented"),
            )
            .help("document the status that brings the body, or take the body out")
            .related(first.status.span(), "the only success");
        }
    }
}
