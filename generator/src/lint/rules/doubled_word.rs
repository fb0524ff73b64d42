//! A word that stands there twice in a row.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{outside_code, part, texts};

/// Words that no sentence has twice in a row: names and nouns may well meet themselves.
const FUNCTION: &[&str] = &[
    "a", "an", "and", "are", "at", "be", "by", "can", "for", "from", "if", "in", "into", "it",
    "not", "of", "on", "or", "the", "this", "to", "when", "where", "which", "will", "with", "you",
];

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        for range in outside_code(text.text) {
            let mut before: Option<(usize, &str)> = None;
            let words = &text.text[range.clone()];
            for word in words.split([' ', '\n']) {
                let at = word.as_ptr() as usize - words.as_ptr() as usize;
                let behind = before.replace((at, word));
                if let Some((start, _)) = behind.filter(|(_, other)| *other == word)
                    && FUNCTION.contains(&word)
                {
                    let place = range.start + start..range.start + at + word.len();
                    sink.tell(part(text, place), format!("`{word}` stands here twice"))
                        .help("take one of them out");
                }
            }
        }
    }
}
