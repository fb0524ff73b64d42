//! A parameter that is required and yet has a default.

use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use bindery_model::Location;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for operation in &page.operations {
        for parameter in &operation.stated.parameters {
            if let (Location::Query, Some(_), Some(default)) =
                (parameter.location, parameter.required, &parameter.default)
            {
                let name = &parameter.name.value;
                sink.tell(
                    default.span(),
                    format!("`{name}` is required, so its default never applies"),
                )
                .help("take the default out, or do not require the parameter");
            }
        }
    }
}
