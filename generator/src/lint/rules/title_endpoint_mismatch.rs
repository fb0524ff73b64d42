//! A title such as `GET Pen/{id}` that the endpoint of the page contradicts.

use crate::dialect::RawEndpoint;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let raw = operation.raw;
        let (Some(endpoint), Some(title)) = (raw.endpoint, raw.heading.or(raw.title)) else {
            continue;
        };
        let Some((method, path)) = title.text.split_once(' ') else {
            continue;
        };
        let is_method = method.len() > 2 && method.bytes().all(|b| b.is_ascii_uppercase());
        // Titles of words say what the operation does, and need not be its endpoint.
        if !is_method || path.contains(' ') {
            continue;
        }
        let (
            RawEndpoint {
                method: real,
                path: whole,
            },
            place,
        ) = (endpoint, title.span);
        // `DEL` and `OPT` are short for a method, and no other one.
        let wrong = if !real.text.to_ascii_uppercase().starts_with(method) {
            Some((
                real,
                format!("the title says {method}, the endpoint {}", real.text),
                "method",
            ))
        } else {
            differs(path, whole.text).map(|(title, path)| {
                (
                    whole,
                    format!("the title says `{title}` where the endpoint has `{path}`"),
                    "path",
                )
            })
        };
        if let Some((part, message, cause)) = wrong {
            sink.tell(place, message)
                .help("write the title as the endpoint has it; readers copy from both")
                .related(part.span, "the endpoint")
                .cause(format!("the title gives another {cause} than the endpoint"));
        }
    }
}

/// The first part in which the end of a path differs from the path of a title.
fn differs<'t>(title: &'t str, path: &'t str) -> Option<(&'t str, &'t str)> {
    let parts = |path: &'t str| {
        let path = path.split('?').next().unwrap_or(path).trim_matches('/');
        path.rsplit('/').collect::<Vec<_>>()
    };
    let (title, path) = (parts(title), parts(path));
    if title.len() > path.len() {
        return Some((title[path.len()], path.last().copied().unwrap_or("")));
    }
    title
        .into_iter()
        .zip(path)
        .find(|(a, b)| !a.eq_ignore_ascii_case(b))
}

#[cfg(test)]
mod tests {
    use super::differs;

    #[test]
    fn a_title_may_leave_out_the_start_of_the_path() {
        assert_eq!(differs("Pen/{id}", "/api/v1/Pen/{id}"), None);
        assert_eq!(differs("pen", "/api/v1/Pen?x=1"), None);
        assert_eq!(
            differs("Pen/{id}/Ink", "/api/v1/Pen/{penId}/Ink"),
            Some(("{id}", "{penId}"))
        );
        assert_eq!(differs("a/b/c", "/b/c"), Some(("a", "b")));
    }
}
