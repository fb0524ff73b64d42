//! The method of an endpoint in small letters: methods are case-sensitive (RFC 9110 section 9.1).

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let Some(endpoint) = operation.raw.endpoint else {
            continue;
        };
        let method = endpoint.method;
        let capitals = operation.stated.method.value.as_str();
        if method.text != capitals {
            sink.tell(
                method.span,
                format!("the method {capitals} is written `{}`", method.text),
            )
            .help(format!("write {capitals}: methods of HTTP have a case"))
            .fix(method.span, capitals);
        }
    }
}
