//! A word for a type that is nearly one that the dialect knows.

use super::{Row, rows};
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::similar::nearest;
use bindery_model::StatedType;

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    for Row { stated_type, .. } in rows(page) {
        let (StatedType::Named(word) | StatedType::Unknown(word)) = &stated_type.value else {
            continue;
        };
        let types = &page.dialect.file.types;
        let known = types
            .scalars
            .values()
            .chain([&types.array, &types.object, &types.any]);
        // Names of schemas are rarely written in small letters, so that short slips count there.
        if let Some(near) = nearest(word, known.flatten().map(String::as_str))
            && word.starts_with(|c: char| c.is_lowercase())
                == near.starts_with(|c: char| c.is_lowercase())
        {
            let span = stated_type.span();
            sink.tell(
                span,
                format!("`{word}` is no type that is known, but `{near}` is"),
            )
            .help(format!("did you mean `{near}`?"))
            .instead_of("unknown-type", span);
        }
    }
}
