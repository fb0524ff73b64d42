//! A property with one type in the request and another in the response of one page.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::{disagree, wording};
use rustc_hash::FxHashMap;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        let (Some(request), Some(response)) =
            (&operation.stated.request, &operation.stated.response)
        else {
            continue;
        };
        let by_name = response
            .properties
            .iter()
            .map(|one| (one.name.value.as_str(), one));
        let by_name: FxHashMap<_, _> = by_name.collect();
        // Bodies of two kinds may well have two properties of one name.
        let shared = request.properties.iter().filter_map(|one| {
            let other = by_name.get(one.name.value.as_str())?;
            Some((one, *other))
        });
        let shared: Vec<_> = shared.collect();
        if shared.len() * 2 <= request.properties.len() {
            continue;
        }
        for (one, other) in shared {
            let (a, b) = (&one.stated_type, &other.stated_type);
            if disagree(&a.value, &b.value) {
                let name = &one.name.value;
                let (sent, got) = (wording(&a.value), wording(&b.value));
                sink.tell(
                    a.span(),
                    format!("`{name}` is sent as {sent} and comes back as {got}"),
                )
                .help("write the type that both really have")
                .related(b.span(), "the response");
            }
        }
    }
}
