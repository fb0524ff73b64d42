//! A note of its writer that was left in a text.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{outside_code, part, texts};

const NOTES: &[&str] = &["TODO", "TBD", "FIXME", "XXX", "Lorem ipsum", "lorem ipsum"];

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        for range in outside_code(text.text) {
            let words = &text.text[range.clone()];
            let found = note_in(words).map(|(at, note)| (range.start + at, note));
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

/// The first note that is a word of its own, and where it stands.
fn note_in(words: &str) -> Option<(usize, &'static str)> {
    let is_end = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let note_at = |at: usize| {
        let behind = |note: &&&str| is_end(words[at + note.len()..].chars().next());
        let note = NOTES.iter().filter(|note| words[at..].starts_with(**note));
        let note = note.filter(behind).copied().next()?;
        is_end(words[..at].chars().next_back()).then_some((at, note))
    };
    let starts = words.match_indices(['T', 'F', 'X', 'L', 'l']);
    starts.map(|(at, _)| at).find_map(note_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_word_of_its_own() {
        assert_eq!(note_in("A TODOs list, TODO: see"), Some((14, "TODO")));
        assert_eq!(note_in("lorem ipsum"), Some((0, "lorem ipsum")));
        assert_eq!(note_in("xTBD FIXMEs åXXX"), None);
    }
}
