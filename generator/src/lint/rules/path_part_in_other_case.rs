//! A row for a part of the path, in another case than the path has it.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let Some(endpoint) = operation.raw.endpoint else {
            continue;
        };
        let opened = endpoint.path.text.split('{').skip(1);
        let parts: Vec<&str> = opened
            .filter_map(|part| part.split_once('}'))
            .map(|(part, _)| part)
            .collect();
        for row in &operation.raw.path_parameters {
            let name = row.name.text;
            let in_other_case = parts.iter().find(|part| part.eq_ignore_ascii_case(name));
            if let Some(part) = in_other_case.filter(|_| !parts.contains(&name)) {
                sink.tell(
                    row.name.span,
                    format!("this part of the path is `{{{part}}}` there, and `{name}` here"),
                )
                .help(format!("write `{part}`"))
                .related(endpoint.path.span, "the path")
                .fix(row.name.span, *part);
            }
        }
    }
}
