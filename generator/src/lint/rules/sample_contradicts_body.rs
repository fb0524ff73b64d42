//! A sample that is an array where the page documents an object, or the other way round.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::{bodies, contradicted, kind};
use bindery_model::{JsonValue, StatedType};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for shown in bodies(page) {
        let stated = &shown.body.stated_type;
        let value = &shown.root.value;
        let named =
            matches!(stated.value, StatedType::Named(_)) && !shown.body.properties.is_empty();
        let wanted = match (contradicted(&stated.value, value), value) {
            (Some(wanted), _) => wanted,
            // A body of that name with a table is an object; whether a list of them comes, only
            // some headings say.
            (None, JsonValue::Bool(_) | JsonValue::Number(_) | JsonValue::String(_)) if named => {
                "an object"
            }
            _ => continue,
        };
        let told = sink.tell(
            shown.root.span(page.file),
            format!(
                "this sample is {}, where the page documents {wanted}",
                kind(value)
            ),
        );
        told.help("correct the one that is wrong")
            .related(stated.span(), "the page");
        told.diagnostic.span.end = told.diagnostic.span.end.min(told.diagnostic.span.start + 1);
    }
}
