//! An entity that was escaped once more, so that readers see `&apos;` where an apostrophe belongs.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{outside_code, part, texts};

/// Entities that no text spells out on purpose.
const NAMES: &[&str] = &[
    "amp", "apos", "gt", "hellip", "lt", "mdash", "nbsp", "ndash", "quot",
];

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    const ESCAPED: &str = "&amp;";
    for text in texts(page) {
        if !text.text.contains(ESCAPED) {
            continue;
        }
        for range in outside_code(text.text) {
            let base = range.start;
            for (at, _) in text.text[range.clone()].match_indices(ESCAPED) {
                let at = base + at;
                let Some(name) = entity(&text.text[at + ESCAPED.len()..range.end]) else {
                    continue;
                };
                let whole = at..at + ESCAPED.len() + name.len() + 1;
                let message = format!("readers see `&{name};` here, because its `&` is escaped");
                sink.tell(part(text, whole), message)
                    .help(format!("write `&{name};`"))
                    .cause("the `&` of entities is escaped")
                    .fix(part(text, at..at + ESCAPED.len()), "&");
            }
        }
    }
}

/// The name in front of the `;`, if it is that of an entity or a number.
fn entity(rest: &str) -> Option<&str> {
    let end = rest
        .bytes()
        .take(9)
        .position(|byte| byte == b';')
        .filter(|end| (1..=8).contains(end))?;
    let name = &rest[..end];
    let number = name.strip_prefix('#').filter(|n| !n.is_empty());
    let is_number = number.is_some_and(|n| {
        n.trim_start_matches('x')
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
    });
    (is_number || NAMES.contains(&name)).then_some(name)
}
