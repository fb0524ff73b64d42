//! A type whose name is written in another case than elsewhere.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use bindery_model::{Span, StatedType};
use std::collections::BTreeMap;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let mut spellings: BTreeMap<String, BTreeMap<&str, Vec<Span>>> = BTreeMap::new();
    for operation in &reference.api.operations {
        for body in [&operation.request, &operation.response]
            .into_iter()
            .flatten()
        {
            let cells = body.properties.iter().map(|property| &property.stated_type);
            for stated in cells.chain([&body.stated_type]) {
                if let StatedType::Named(name) = &stated.value {
                    let by_case = spellings.entry(name.to_lowercase()).or_default();
                    by_case.entry(name).or_default().push(stated.span());
                }
            }
        }
    }
    for by_case in spellings.values().filter(|by_case| by_case.len() > 1) {
        let most = by_case
            .iter()
            .max_by_key(|(name, places)| (places.len(), std::cmp::Reverse(**name)));
        let Some((usual, first)) = most else { continue };
        let first = first.iter().min_by_key(|place| reference.place(**place));
        for (name, places) in by_case.iter().filter(|(name, _)| *name != usual) {
            for place in places {
                let told = sink.tell(*place, format!("`{name}` is written `{usual}` elsewhere"));
                told.help(format!("write `{usual}`, if it is the same type"));
                if let Some(first) = first {
                    told.related(*first, "as here");
                }
            }
        }
    }
}
