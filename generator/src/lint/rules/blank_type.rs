//! A cell for a type that is empty, where nothing else tells the type either.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use crate::lint::shown::Shown;
use bindery_model::{JsonValue, SampleBody, Stated, StatedType};
use rustc_hash::FxHashSet;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let mut told: FxHashSet<&str> = FxHashSet::default();
    let mut blank: Vec<(&Stated<String>, &Stated<StatedType>)> = Vec::new();
    for operation in &reference.api.operations {
        let sides = [
            (&operation.request, &operation.sample_requests),
            (&operation.response, &operation.sample_responses),
        ];
        for (body, samples) in sides {
            let Some(body) = body else { continue };
            for property in &body.properties {
                match property.stated_type.value {
                    StatedType::Blank => blank.push((&property.name, &property.stated_type)),
                    _ => _ = told.insert(&property.name.value),
                }
            }
            let roots = samples.iter().filter_map(|sample| sample.body.as_ref());
            for root in roots.filter_map(SampleBody::json) {
                let objects = Shown { body, root }.objects();
                let shown = objects.into_iter().flatten();
                let shown = shown.filter(|member| member.node.value != JsonValue::Null);
                told.extend(shown.map(|member| &*member.name));
            }
        }
    }
    // What the cells of the same name elsewhere say, or any sample, settles a blank one.
    for (name, _) in blank
        .iter()
        .filter(|(name, _)| !told.contains(name.value.as_str()))
    {
        sink.tell(
            name.span(),
            format!("nothing tells the type of `{}`", name.value),
        )
        .help("write its type, or show a value of it that is not null");
    }
}
