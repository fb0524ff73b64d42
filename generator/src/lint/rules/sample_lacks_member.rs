//! A row of a body's table that no sample of the body shows.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::bodies;
use rustc_hash::FxHashSet;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let mut all = bodies(page);
    while let Some(first) = all.pop() {
        // Of several samples each may show a part of the body.
        let (same, others) = all
            .into_iter()
            .partition(|one| std::ptr::eq(one.body, first.body));
        all = others;
        let shown: Vec<_> = std::iter::once(first).chain::<Vec<_>>(same).collect();
        let members = shown.iter().flat_map(|one| one.members());
        let members: FxHashSet<String> = members.map(|m| m.name.to_ascii_lowercase()).collect();
        let Some(sample) = shown
            .iter()
            .min_by_key(|one| one.root.start)
            .filter(|_| !members.is_empty())
        else {
            continue;
        };
        for property in &sample.body.properties {
            let name = &property.name;
            if !members.contains(&name.value.to_ascii_lowercase()) {
                sink.tell(
                    name.span(),
                    format!("the sample of this body lacks `{}`", name.value),
                )
                .help("add it to the sample, or take the row out of the table")
                .related(sample.root.span(page.file), "the sample");
            }
        }
    }
}
