//! A page of a layout with ids that gives none.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let keys = &page.dialect.file.front_matter.id;
    // Of a page that fits no dialect quite it is told what it lacks, keys of the front matter too.
    if page.is_unsure() {
        return;
    }
    let [operation] = page.operations.as_slice() else {
        return;
    };
    // Text copied from a page has lost its front matter.
    let has_front_matter = page
        .text()
        .trim_start_matches('\u{feff}')
        .starts_with("---");
    let has_id = operation.raw.id.is_some_and(|id| !id.text.is_empty());
    if let Some(key) = keys.first().filter(|_| has_front_matter && !has_id) {
        let place = operation
            .raw
            .heading
            .or(operation.raw.title)
            .map(|words| words.span);
        let place = place.unwrap_or(operation.stated.path.span());
        sink.tell(
            place,
            format!("the front matter has no `{key}`, so the id is made from the path"),
        )
        .help(format!(
            "add `{key}:` with an id that stays when the path changes"
        ));
    }
}
