//! Two pages of one folder with one title.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use std::collections::BTreeMap;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let mut by_title: BTreeMap<(&str, String), Vec<_>> = BTreeMap::new();
    for page in reference.pages {
        let path = &reference.sources.file(page.file).path;
        let folder = path.rfind('/').map_or("", |at| &path[..at]);
        if let Some(title) = page.title.filter(|title| !title.text.is_empty()) {
            by_title
                .entry((folder, title.text.to_lowercase()))
                .or_default()
                .push(title);
        }
    }
    for titles in by_title.values_mut().filter(|titles| titles.len() > 1) {
        titles.sort_by_key(|title| reference.place(title.span));
        for title in &titles[1..] {
            sink.tell(
                title.span,
                format!(
                    "another page of this folder has the title `{}` too",
                    title.text
                ),
            )
            .help("give each page a title that tells it from the others")
            .related(titles[0].span, "the other page")
            .cause("pages of one folder share a title");
        }
    }
}
