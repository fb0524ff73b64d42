//! Two rows of one table whose names differ in nothing but case.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        for body in [&operation.stated.request, &operation.stated.response]
            .into_iter()
            .flatten()
        {
            let mut seen: rustc_hash::FxHashMap<String, &bindery_model::Stated<String>> =
                Default::default();
            for property in &body.properties {
                let name = &property.name;
                if let Some(first) = seen.get(&name.value.to_lowercase()) {
                    sink.tell(
                        name.span(),
                        format!("`{}` and `{}` differ in case only", first.value, name.value),
                    )
                    .help("keep the one that the server knows; many languages cannot have both")
                    .related(first.span(), "the other");
                } else {
                    seen.insert(name.value.to_lowercase(), name);
                }
            }
        }
    }
}
