//! A sample request without a query parameter that is required.

use super::{query_names, request_lines};
use crate::dialect::Text;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::invent::{encoded, value};
use bindery_model::Location;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let required: Vec<_> = operation
            .stated
            .parameters
            .iter()
            .filter(|p| p.location == Location::Query && p.required.is_some())
            .collect();
        for line in request_lines(operation) {
            let target = Text {
                text: line.target,
                span: line.part(0..line.target.len()),
            };
            let sent = query_names(target);
            let lacks = |name: &str| {
                !sent
                    .iter()
                    .any(|(there, _)| there.eq_ignore_ascii_case(name))
            };
            let lacking: Vec<_> = required.iter().filter(|p| lacks(&p.name.value)).collect();
            let Some(first) = lacking.first() else {
                continue;
            };
            let names: Vec<String> = lacking
                .iter()
                .map(|p| format!("`{}`", p.name.value))
                .collect();
            let query: Vec<String> = lacking
                .iter()
                .map(|p| format!("{}={}", encoded(&p.name.value), value(Some(p))))
                .collect();
            let end = line.part(line.target.len()..line.target.len());
            let joint = match line.target.find('?') {
                None => "?",
                Some(_) if line.target.ends_with(['?', '&']) => "",
                Some(_) => "&",
            };
            sink.tell(
                line.span,
                format!("this sample lacks {}, which is required", names.join(", ")),
            )
            .help("add it to the query, so that the sample can be sent as it stands")
            .related(first.name.span(), "required here")
            .cause("samples lack query parameters that are required")
            .fix(end, format!("{joint}{}", query.join("&")));
        }
    }
}
