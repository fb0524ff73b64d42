//! A note of its writer that was left in a text.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{outside_code, part, texts};

const NOTES: &[&str] = &["TODO", "TBD", "FIXME", "XXX", "Lorem ipsum", "lorem ipsum"];

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        for range in outside_code(text.text) {
            let words = &text.text[range.clone()];
            let found = NOTES.iter().find_map(|note| {
                let at = words.find(note)?;
                let is_end = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                let whole = is_end(words[..at].chars().next_back())
                    && is_end(words[at + note.len()..].chars().next());
                whole.then_some((range.start + at, note))
            });
            if let Some((at, note)) = found {
                sink.tell(
                    part(text, at..at + note.len()),
                    format!("`{note}` was left in this text"),
                )
                .help("write what is missing, or take the note out");
            }
        }
    }
}
