//! One schema, and two pages that give it different properties.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use bindery_model::StatedType;
use bindery_model::api::Body;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let mut told: BTreeMap<&str, Vec<(&Body, BTreeSet<&str>)>> = BTreeMap::new();
    for operation in &reference.api.operations {
        let Some(body) = operation
            .response
            .as_ref()
            .filter(|b| !b.properties.is_empty())
        else {
            continue;
        };
        let mut stated = &body.stated_type.value;
        while let StatedType::Array(Some(items)) = stated {
            stated = items;
        }
        if let StatedType::Named(name) = stated {
            let properties = body.properties.iter().map(|p| p.name.value.as_str());
            told.entry(name)
                .or_default()
                .push((body, properties.collect()));
        }
    }
    for (name, mut places) in told {
        places.sort_by_key(|(body, _)| reference.place(body.opening));
        let mut variants: BTreeMap<&BTreeSet<&str>, usize> = BTreeMap::new();
        for (_, properties) in &places {
            *variants.entry(properties).or_default() += 1;
        }
        // Where two are told equally often, the page that comes first has it.
        let most = variants.values().copied().max().unwrap_or(0);
        let is_usual = |properties: &BTreeSet<&str>| variants[properties] == most;
        let Some((first, usual)) = places.iter().find(|(_, properties)| is_usual(properties))
        else {
            continue;
        };
        let is_settled = variants.values().filter(|count| **count == most).count() == 1;
        let there = match (is_settled, most) {
            (true, 2..) => format!("told so on {most} pages, as here"),
            _ => "told otherwise here".to_owned(),
        };
        for (body, properties) in places.iter().filter(|(_, properties)| properties != usual) {
            let list = |names: Vec<&&str>| {
                let shown: Vec<String> = names
                    .iter()
                    .take(3)
                    .map(|name| format!("`{name}`"))
                    .collect();
                let more = if names.len() > 3 {
                    format!(" and {} more", names.len() - 3)
                } else {
                    String::new()
                };
                shown.join(", ") + &more
            };
            let lacks: Vec<_> = usual.difference(properties).collect();
            let has: Vec<_> = properties.difference(usual).collect();
            let what = match (lacks.is_empty(), has.is_empty()) {
                (false, true) => format!("it lacks {}", list(lacks)),
                (true, _) => format!("it has {}", list(has)),
                (false, false) => format!("it has {} in place of {}", list(has), list(lacks)),
            };
            sink.tell(
                body.opening,
                format!("`{name}` is told in another way than elsewhere: {what}"),
            )
            .help(
                "tell it everywhere with the same rows, or give the one of them a name of its own",
            )
            .related(first.opening, there.clone())
            .cause(format!("{name}: {what}"));
        }
    }
}
