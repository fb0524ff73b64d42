//! The words of a page that people read: descriptions, cells, and prose between tables.

use super::context::PageContext;
use crate::dialect::{RawKind, RawOperation, Text};
use bindery_model::Span;
use pulldown_cmark::{Event, Parser};
use std::ops::Range;

/// Every text of a page that is prose.
pub(crate) fn texts<'p, 'a>(
    page: &'p PageContext<'a>,
) -> impl Iterator<Item = Text<'a>> + use<'p, 'a> {
    let found = page.texts.get_or_init(|| match &page.raw.kind {
        RawKind::Operations(all) => all.iter().flat_map(of_operation).collect(),
        RawKind::Index(_) => Vec::new(),
    });
    found.iter().copied()
}

fn of_operation<'a>(operation: &'a RawOperation<'a>) -> Vec<Text<'a>> {
    let mut all: Vec<Text<'a>> = operation.description.clone();
    let bodies = [&operation.request_body, &operation.response_body];
    let bodies = || bodies.into_iter().flatten();
    let rows = [
        &operation.path_parameters,
        &operation.query_parameters,
        &operation.headers,
        &operation.statuses,
    ];
    let rows = rows
        .into_iter()
        .chain(bodies().map(|body| &body.properties));
    all.extend(rows.flatten().filter_map(|row| row.description));
    all.extend(&operation.response_description);
    all.extend(bodies().flat_map(|body| body.description.iter().copied()));
    all.sort_by_key(|text| text.span);
    all
}

/// The parts of a text that are neither code spans nor fences (CommonMark sections 4.5 and 6.1).
pub(crate) fn outside_code(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    if !text.contains('`') {
        parts.push(0..bytes.len());
        return parts;
    }
    let (mut from, mut at) = (0, 0);
    let run = |at: usize| bytes[at..].iter().take_while(|b| **b == b'`').count();
    while at < bytes.len() {
        if bytes[at] != b'`' {
            at += 1;
            continue;
        }
        let ticks = run(at);
        let mut close = at + ticks;
        let closed = loop {
            let Some(next) = bytes[close..].iter().position(|b| *b == b'`') else {
                break None;
            };
            close += next;
            let there = run(close);
            if there == ticks {
                break Some(close + there);
            }
            close += there;
        };
        // A run that nothing closes is text.
        match closed {
            Some(behind) => {
                parts.push(from..at);
                (from, at) = (behind, behind);
            }
            None => at += ticks,
        }
    }
    parts.push(from..bytes.len());
    parts
}

/// The HTML of a page, comments included: no code that only shows some.
pub(crate) fn html(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new(text).into_offset_iter();
    let html = events.filter(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
    let mut all: Vec<Range<usize>> = Vec::new();
    // A block of HTML comes line by line.
    for (_, range) in html {
        match all.last_mut().filter(|last| last.end == range.start) {
            Some(last) => last.end = range.end,
            None => all.push(range),
        }
    }
    all
}

/// The parts of a text that readers see: neither code nor comments.
pub(crate) fn outside_code_and_comments(text: &str) -> Vec<Range<usize>> {
    let mut parts = outside_code(text);
    if !text.contains("<!--") {
        return parts;
    }
    let mut shown = Vec::new();
    let mut hidden_until = 0;
    for part in parts.drain(..) {
        let mut at = part.start.max(hidden_until);
        while let Some(open) = text.get(at..part.end).and_then(|rest| rest.find("<!--")) {
            shown.push(at..at + open);
            let inside = at + open + "<!--".len();
            let close = text[inside..].find("-->").map(|close| inside + close + 3);
            // A comment that nothing closes hides the rest.
            hidden_until = close.unwrap_or(text.len());
            at = hidden_until;
        }
        if at < part.end {
            shown.push(at..part.end);
        }
    }
    shown
}

/// As much of a text as the end of something is looked for in: what is never closed must not cost
/// the rest of the text each time.
pub(crate) fn ahead(text: &str) -> &str {
    &text[..text.floor_char_boundary(1000)]
}

/// The place of a part of a text.
pub(crate) fn part(text: Text<'_>, range: Range<usize>) -> Span {
    let base = text.span.range().start;
    Span::new(text.span.file, base + range.start..base + range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out() {
        let of = |text: &'static str| -> Vec<&str> {
            outside_code_and_comments(text)
                .into_iter()
                .map(|part| &text[part])
                .collect()
        };
        assert_eq!(of("a <!-- b `c` d --> e"), ["a ", " e"]);
        assert_eq!(of("a `<!--` b"), ["a ", " b"]);
        assert_eq!(of("a <!-- b"), ["a "]);
    }

    #[test]
    fn shown_html_is_none() {
        let text =
            "<!-- a -->\n\nb <!-- c --> `<!-- d -->`\n\n~~~\n<!-- e -->\n~~~\n\n    <!-- f -->\n";
        let all: Vec<_> = html(text).into_iter().map(|part| &text[part]).collect();
        assert_eq!(all, ["<!-- a -->\n", "<!-- c -->"]);
    }

    #[test]
    fn code_is_left_out() {
        let of = |text: &'static str| -> Vec<&str> {
            outside_code(text)
                .into_iter()
                .map(|part| &text[part])
                .collect()
        };
        assert_eq!(of("a `<b>` c"), ["a ", " c"]);
        assert_eq!(of("a ``b`c`` d"), ["a ", " d"]);
        assert_eq!(of("a ` b"), ["a ` b"]);
        assert_eq!(of("```js\n<x>\n```"), ["", ""]);
    }
}
