//! An entry of an index or table of contents for a page that there is not.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let pages = reference.paths;
    for page in reference.pages {
        let from = &reference.sources.file(page.file).path;
        for link in page.links.iter().flatten() {
            if pages.leads_nowhere(from, link.target.text) {
                sink.tell(
                    link.target.span,
                    format!("there is no page `{}`", link.target.text),
                )
                .help("correct the link, add the page, or take the entry out");
            }
        }
    }
}
