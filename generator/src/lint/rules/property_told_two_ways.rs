//! A property of one schema that pages give different types.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use crate::lint::shown::{disagree, wording};
use bindery_model::{Stated, StatedType};
use std::collections::BTreeMap;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let mut told: BTreeMap<(&str, &str), Vec<&Stated<StatedType>>> = BTreeMap::new();
    for operation in &reference.api.operations {
        let Some(body) = &operation.response else {
            continue;
        };
        let mut stated = &body.stated_type.value;
        while let StatedType::Array(Some(items)) = stated {
            stated = items;
        }
        let StatedType::Named(schema) = stated else {
            continue;
        };
        for property in &body.properties {
            told.entry((schema, &property.name.value))
                .or_default()
                .push(&property.stated_type);
        }
    }
    for ((schema, property), mut places) in told {
        places.sort_by_key(|place| reference.place(place.span()));
        let mut counted: Vec<(&Stated<StatedType>, usize)> = Vec::new();
        for place in &places {
            match counted
                .iter_mut()
                .find(|(known, _)| known.value == place.value)
            {
                Some((_, count)) => *count += 1,
                None => counted.push((place, 1)),
            }
        }
        let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let Some((usual, _)) = counted.iter().find(|(_, count)| *count == most) else {
            continue;
        };
        let is_settled = counted.iter().filter(|(_, count)| *count == most).count() == 1;
        let where_so = match (is_settled, most) {
            (true, 2..) => format!("told so on {most} pages, as here"),
            _ => "told otherwise here".to_owned(),
        };
        for place in places
            .iter()
            .filter(|place| disagree(&place.value, &usual.value))
        {
            let (here, there) = (wording(&place.value), wording(&usual.value));
            sink.tell(
                place.span(),
                format!("`{property}` of `{schema}` is {here} here and {there} elsewhere"),
            )
            .help("write the type that it really has on every page")
            .related(usual.span(), where_so.clone());
        }
    }
}
