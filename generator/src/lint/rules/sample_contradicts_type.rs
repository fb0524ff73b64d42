//! A value in a sample that cannot be of the type that the table gives.

use super::word_for;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::{bodies, contradicted, kind};
use bindery_model::{JsonValue, Span, StatedType};
use std::collections::BTreeMap;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let all = bodies(page);
    // What every sample of the page shows of a row, by its type.
    let mut values: BTreeMap<Span, Vec<&JsonValue>> = BTreeMap::new();
    let mut found = Vec::new();
    for shown in &all {
        let members = shown.by_lower_name();
        for property in &shown.body.properties {
            let (name, stated) = (&property.name.value, &property.stated_type);
            let members = members.get(&name.to_ascii_lowercase());
            let members = members.into_iter().flatten().copied();
            let members: Vec<_> = members.filter(|one| *one.name == **name).collect();
            let there = values.entry(stated.span()).or_default();
            let told = members.iter().map(|member| &member.node.value);
            there.extend(told.filter(|value| **value != JsonValue::Null));
            let wrong = members.iter().find_map(|member| {
                let wanted = contradicted(&stated.value, &member.node.value)?;
                Some((*member, wanted))
            });
            found.extend(wrong.map(|(member, wanted)| (property, member, wanted)));
        }
    }
    for (property, member, wanted) in found {
        let (name, stated) = (&property.name.value, &property.stated_type);
        let (span, kind) = (member.node.span(page.file), kind(&member.node.value));
        let told = sink.tell(
            span,
            format!("`{name}` is {kind} here, where its type wants {wanted}"),
        );
        told.help("correct the one that is wrong")
            .related(stated.span(), "the type")
            .instead_of("contradicted-sample", span);
        // An enum says more than a sample can.
        let values = values.get(&stated.span()).map_or(&[][..], Vec::as_slice);
        let is_contradicted = |value: &&JsonValue| contradicted(&stated.value, value).is_some();
        let is_replaced =
            !matches!(stated.value, StatedType::Enum(_)) && values.iter().all(is_contradicted);
        if let Some(word) = word_for(&page.dialect.file.types, values).filter(|_| is_replaced) {
            told.fix(stated.span(), word);
        }
    }
}
