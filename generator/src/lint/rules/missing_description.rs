//! An operation of which the page does not say what it does.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        if operation.raw.description.is_empty() {
            let place = operation
                .raw
                .heading
                .map_or(operation.stated.path.span(), |words| words.span);
            sink.tell(place, "the page does not say what this operation does")
                .help("write a sentence below the endpoint");
        }
    }
}
