//! A page of an operation that no index links.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use bindery_model::Span;
use std::collections::BTreeSet;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let pages = reference.paths;
    let mut linked = BTreeSet::new();
    let mut folders = BTreeSet::new();
    let folder = |path: &'_ str| {
        path.rfind('/')
            .map_or(String::new(), |at| path[..=at].to_owned())
    };
    for page in reference.pages {
        let from = &reference.sources.file(page.file).path;
        if let Some(links) = &page.links {
            folders.insert(folder(from));
            linked.extend(
                links
                    .iter()
                    .filter_map(|link| pages.find(from, link.target.text)),
            );
        }
    }
    for page in reference.pages.iter().filter(|page| page.operations > 0) {
        let path = &reference.sources.file(page.file).path;
        // Only where there is an index beside or above can it be expected to have a link.
        let has_index = folders
            .iter()
            .any(|folder| path.starts_with(folder.as_str()));
        if has_index && !linked.contains(&page.file) {
            let place = page
                .title
                .map_or(Span::file_start(page.file), |title| title.span);
            sink.tell(place, "no index links this page, so readers do not find it")
                .help("add an entry to the index of its folder");
        }
    }
}
