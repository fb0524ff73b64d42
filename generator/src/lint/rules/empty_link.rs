//! A link that leads nowhere, or that says nothing.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{ahead, outside_code_and_comments, part, texts};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        for range in outside_code_and_comments(text.text) {
            for (at, _) in text.text[range.clone()].match_indices("](") {
                let at = range.start + at;
                let target = ahead(&text.text[at + 2..range.end])
                    .split([')', '\n'])
                    .next()
                    .unwrap_or("");
                if target.trim().is_empty() || target.trim() == "#" {
                    sink.tell(
                        part(text, at..at + 2 + target.len() + 1),
                        "this link leads nowhere",
                    )
                    .help("give it a target, or take the link out and leave its words");
                }
            }
        }
    }
}
