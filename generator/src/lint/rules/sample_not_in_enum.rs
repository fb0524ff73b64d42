//! A word in a sample that is none of those that the table allows.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::shown::bodies;
use crate::lint::similar::nearest;
use bindery_model::{JsonValue, StatedType};

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for shown in bodies(page) {
        let by_name = shown.by_lower_name();
        for property in &shown.body.properties {
            let StatedType::Enum(allowed) = &property.stated_type.value else {
                continue;
            };
            let members = by_name.get(&property.name.value.to_ascii_lowercase());
            for member in members.into_iter().flatten() {
                let JsonValue::String(word) = &member.node.value else {
                    continue;
                };
                if word.is_empty() || allowed.iter().any(|one| **one == **word) {
                    continue;
                }
                let help = match nearest(word, allowed.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "show one of the words, or add this one to the type".to_owned(),
                };
                let name = &property.name.value;
                sink.tell(
                    member.node.span(page.file),
                    format!("the sample shows a word for `{name}` that its enum lacks"),
                )
                .help(help)
                .related(property.stated_type.span(), "the enum");
            }
        }
    }
}
