//! A link in a text to a page that there is not.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{ahead, outside_code_and_comments, part, texts};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for text in texts(page) {
        if !text.text.contains("](") {
            continue;
        }
        for range in outside_code_and_comments(text.text) {
            for (at, _) in text.text[range.clone()].match_indices("](") {
                let start = range.start + at + 2;
                let target = ahead(&text.text[start..range.end])
                    .split([')', ' ', '\n'])
                    .next()
                    .unwrap_or("");
                let from = &page.sources.file(page.file).path;
                if page.pages.leads_nowhere(from, target) {
                    sink.tell(
                        part(text, start..start + target.len()),
                        format!("there is no page `{target}`"),
                    )
                    .help("correct the target; it is relative to this page");
                }
            }
        }
    }
}
