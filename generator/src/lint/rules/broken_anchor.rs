//! A link to a heading that there is not.

use super::Anchors;
use crate::dialect::{RawKind, Text};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{ahead, outside_code_and_comments, part, texts};
use bindery_model::{FileId, Span};
use rustc_hash::FxHashMap;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let mut known: FxHashMap<FileId, Anchors> = FxHashMap::default();
    let mut look_at = |target: &str, span: Span| {
        let Some((path, anchor)) = target.split_once('#') else {
            return;
        };
        let from = &page.sources.file(page.file).path;
        let file = match path {
            "" => Some(page.file),
            path => page.pages.find(from, path),
        };
        let Some(file) = file else {
            return;
        };
        let there = page.sources.file(file);
        let anchors = known
            .entry(file)
            .or_insert_with(|| Anchors::of(&there.text));
        if anchors.lack(anchor) {
            let whose = match file == page.file {
                true => "this page".to_owned(),
                false => format!("`{}`", there.path),
            };
            sink.tell(span, format!("{whose} has no heading `#{anchor}`"))
                .help("correct what stands behind the `#`: a heading in small letters, with `-` between its words");
        }
    };
    for text in texts(page).filter(|text| text.text.contains('#')) {
        for range in outside_code_and_comments(text.text) {
            for (at, _) in text.text[range.clone()].match_indices("](") {
                let start = range.start + at + 2;
                let target = target_of(&text.text[start..range.end]);
                look_at(target, part(text, start..start + target.len()));
            }
        }
    }
    if let RawKind::Index(links) = &page.raw.kind {
        for link in links {
            let Text { text, span } = link.target;
            look_at(text, span);
        }
    }
}

fn target_of(behind: &str) -> &str {
    let target = ahead(behind).split([')', ' ', '\n']).next();
    target.unwrap_or("")
}
