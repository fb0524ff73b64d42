//! An index that links one page twice.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use rustc_hash::FxHashMap;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let pages = reference.paths;
    for page in reference.pages {
        let from = &reference.sources.file(page.file).path;
        let mut seen = FxHashMap::default();
        for link in page.links.iter().flatten() {
            let Some(file) = pages.find(from, link.target.text) else {
                continue;
            };
            let key = (file, link.target.text);
            if let Some(first) = seen.insert(key, link.target.span) {
                sink.tell(
                    link.target.span,
                    format!("`{}` is linked twice", link.target.text),
                )
                .help("keep one of the entries, or correct the other")
                .related(first, "the first");
            }
        }
    }
}
