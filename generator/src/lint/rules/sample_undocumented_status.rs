//! A sample response with a status that the page does not document.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::SampleLine;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let documented = &operation.stated.responses;
        for sample in &operation.stated.sample_responses {
            let SampleLine::Status { code, span, .. } = &sample.start_line else {
                continue;
            };
            if documented.is_empty() || documented.iter().any(|r| r.status.value == *code) {
                continue;
            }
            let told = sink.tell(
                *span,
                format!("this sample shows status {code}, which the page does not document"),
            );
            told.help("add it to the table of statuses, or correct the sample");
            if let Some(first) = documented.first() {
                told.related(first.status.span(), "what is documented starts here");
            }
        }
    }
}
