//! Request lines: those of samples, and those that show query parameters.

use super::context::Documented;
use crate::dialect::Text;
use bindery_model::{SampleLine, Span};
use std::ops::Range;

/// The first line of a sample request.
pub(crate) struct RequestLine<'a> {
    pub(crate) method: &'a str,
    pub(crate) target: &'a str,
    pub(crate) span: Span,
}

impl RequestLine<'_> {
    /// The place of a part of the target.
    pub(crate) fn part(&self, range: Range<usize>) -> Span {
        // The target ends the line.
        let base = self.span.range().end - self.target.len();
        Span::new(self.span.file, base + range.start..base + range.end)
    }
}

/// The first lines of an operation's sample requests.
pub(crate) fn request_lines<'a>(operation: &Documented<'a>) -> Vec<RequestLine<'a>> {
    let samples = operation.stated.sample_requests.iter();
    let lines = samples.filter_map(|sample| match &sample.start_line {
        SampleLine::Request {
            method,
            target,
            span,
        } => {
            // The version of HTTP may stand behind the target.
            let bare = match target.rsplit_once(' ') {
                Some((bare, version)) if version.starts_with("HTTP/") => bare,
                _ => target.as_str(),
            };
            let end = span.end - (target.len() - bare.len()) as u32;
            Some(RequestLine {
                method,
                target: bare,
                span: Span { end, ..*span },
            })
        }
        _ => None,
    });
    lines.collect()
}

/// Method and target of a line such as `GET /pens?ink=blue`.
pub(crate) fn request_line(line: &str) -> Option<(&str, &str)> {
    let (method, target) = line.trim().split_once(' ')?;
    Some((method, target.trim()))
}

/// The names in the query of a target, each with its place. A `&` that no name follows belongs to
/// the value before it.
pub(crate) fn query_names<'a>(target: Text<'a>) -> Vec<(&'a str, Span)> {
    let mut names = Vec::new();
    let Some(query) = target.text.find('?') else {
        return names;
    };
    let base = target.span.range().start;
    let mut at = query + 1;
    for pair in target.text[at..].split('&') {
        let end = pair.find('=').unwrap_or(pair.len());
        let name = pair[..end].trim();
        if !name.is_empty() && !name.contains(' ') {
            let start = base + at + pair.find(name).unwrap_or(0);
            names.push((name, Span::new(target.span.file, start..start + name.len())));
        }
        at += pair.len() + 1;
    }
    names
}

/// Whether a path is a documented one with its parts filled in, or left as they are.
pub(crate) fn filled(path: &str, documented: &str) -> bool {
    let documented = documented.split('?').next().unwrap_or("");
    // A sample may name the server too.
    let path = match path.find("://") {
        Some(scheme) => path[scheme + 3..]
            .find('/')
            .map_or("", |at| &path[scheme + 3 + at..]),
        None => path,
    };
    let fits = |(part, wanted): (&str, &str)| match wanted.split_once('{') {
        None => part.eq_ignore_ascii_case(wanted),
        Some((start, rest)) => {
            let end = rest.rsplit_once('}').map_or("", |(_, end)| end);
            let is_long = part.len() > start.len() + end.len();
            // Names of parts may be spelt otherwise: a part that is left open is told elsewhere.
            is_long && part.starts_with(start) && part.ends_with(end)
        }
    };
    let (parts, wanted) = (path.split('/'), documented.split('/'));
    parts.clone().count() == wanted.clone().count() && parts.zip(wanted).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_model::FileId;

    #[test]
    fn parts_of_a_path_may_hold_anything() {
        assert!(filled("/pens/7/ink", "/pens/{id}/ink"));
        assert!(filled("https://example.com/pens/7", "/pens/{id}"));
        assert!(filled("/pens/{penId}", "/pens/{id}"));
        assert!(filled("/pens(7)/x", "/pens({id})/x?y={y}"));
        assert!(!filled("/pens/", "/pens/{id}"));
        assert!(!filled("/pens/7/8", "/pens/{id}"));
        assert!(!filled("/pen/7", "/pens/{id}"));
    }

    #[test]
    fn names_have_their_places() {
        let text = "/a?$b=1&c&d e=2&f=";
        let target = Text {
            text,
            span: Span::new(FileId(0), 5..5 + text.len()),
        };
        let names = query_names(target);
        let words: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        assert_eq!(words, ["$b", "c", "f"]);
        assert!(
            names
                .iter()
                .all(|(name, span)| &text[span.range().start - 5..span.range().end - 5] == *name)
        );
    }
}
