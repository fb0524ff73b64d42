//! An entry of an index that calls a page otherwise than the page itself.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use rustc_hash::FxHashMap;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let pages = reference.paths;
    let titles = reference
        .pages
        .iter()
        .filter_map(|page| Some((page.file, page.title?)));
    let titles: FxHashMap<_, _> = titles.collect();
    for page in reference.pages {
        let from = &reference.sources.file(page.file).path;
        for link in page.links.iter().flatten() {
            let title = pages
                .find(from, link.target.text)
                .and_then(|file| titles.get(&file));
            let Some(title) = title else { continue };
            let label = link.label.text.trim_matches(['`', '*', ' ']);
            if names_endpoint(label) && label.split_whitespace().ne(title.text.split_whitespace()) {
                sink.tell(
                    link.label.span,
                    format!("this entry says `{label}`, its page `{}`", title.text),
                )
                .help("write the title of the page")
                .related(title.span, "the title")
                .cause("entries of indexes are not the titles of their pages");
            }
        }
    }
}

/// A short label is the writer's choice; one that names an endpoint can name a wrong one.
fn names_endpoint(label: &str) -> bool {
    label.split_once(' ').is_some_and(|(method, path)| {
        method.len() > 2 && method.bytes().all(|b| b.is_ascii_uppercase()) && !path.contains(' ')
    })
}
