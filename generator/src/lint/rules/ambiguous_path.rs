//! Two operations whose paths a server cannot tell apart.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use std::collections::BTreeMap;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let mut by_form: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for operation in &reference.api.operations {
        let part = |part: &str| {
            if part.contains('{') {
                "{}".to_owned()
            } else {
                part.to_lowercase()
            }
        };
        let path = operation.path.value.split('?').next().unwrap_or("");
        let form: Vec<String> = path.split('/').map(part).collect();
        by_form
            .entry((operation.method.value, form))
            .or_default()
            .push(&operation.path);
    }
    for mut paths in by_form.into_values() {
        paths.sort_by_key(|path| (&path.value, reference.place(path.span())));
        let first = paths[0];
        let mut before = first;
        for path in paths.into_iter().skip(1) {
            // The same path twice is another matter.
            if path.value != before.value {
                sink.tell(
                    path.span(),
                    format!("a server cannot tell this path from `{}`", first.value),
                )
                .help("give one of them a fixed part of its own, or make one operation of the two")
                .related(first.span(), "the other path");
            }
            before = path;
        }
    }
}
