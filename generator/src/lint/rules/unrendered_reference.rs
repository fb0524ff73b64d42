//! A reference in braces, such as `{Shop.Pens.Pen.Ink}`, that a generator should have rendered.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{ahead, outside_code, part, texts};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        if !text.text.contains('{') {
            continue;
        }
        for range in outside_code(text.text) {
            for (at, _) in text.text[range.clone()].match_indices('{') {
                let at = range.start + at;
                let Some(inner) = ahead(&text.text[at + 1..range.end])
                    .split_once('}')
                    .map(|(inner, _)| inner)
                else {
                    continue;
                };
                if is_qualified(inner) {
                    let last = inner.rsplit('.').next().unwrap_or(inner);
                    sink.tell(
                        part(text, at..at + inner.len() + 2),
                        format!("the reference `{{{inner}}}` was not rendered"),
                    )
                    .help(format!("write `{last}` in code marks, or a link to it"))
                    .cause("references were not rendered");
                }
            }
        }
    }
}

/// Whether a text is a name within names within names: `a.b.c`.
fn is_qualified(text: &str) -> bool {
    let text = text.split_once(':').map_or(text, |(_, name)| name);
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    text.split('.').count() > 2 && text.split('.').all(is_name)
}
