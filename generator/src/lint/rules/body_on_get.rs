//! A request body on a method for which a body means nothing.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::Method;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let method = &operation.stated.method;
        if let (Method::Get | Method::Head, Some(body)) = (method.value, &operation.stated.request)
        {
            sink.tell(
                body.opening,
                format!(
                    "{} has a request body, which HTTP gives no meaning",
                    method.value
                ),
            )
            .help("send it in the query, or use another method (RFC 9110 section 9.3.1)")
            .related(method.span(), "the method");
        }
    }
}
