//! Rows of a page's tables: their words, and what they state.

use super::context::PageContext;
use crate::dialect::{RawRow, Text};
use bindery_model::{Location, Span, Stated, StatedType};
use rustc_hash::FxHashMap;

/// A row that documents a parameter or a property.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) name: &'a Stated<String>,
    pub(crate) stated_type: &'a Stated<StatedType>,
    /// The cell for the type, if the table has a column for it.
    pub(crate) raw_type: Option<Text<'a>>,
    /// The cell for the description, if the table has a column for it.
    pub(crate) raw_description: Option<Text<'a>>,
    /// Whether it documents a part of the path.
    pub(crate) in_path: bool,
}

/// The rows of parameters and properties of a page that were read.
pub(crate) fn rows<'p, 'a>(
    page: &'p PageContext<'a>,
) -> impl Iterator<Item = Row<'a>> + use<'p, 'a> {
    page.rows.get_or_init(|| read(page)).iter().copied()
}

fn read<'a>(page: &PageContext<'a>) -> Vec<Row<'a>> {
    let mut all = Vec::new();
    for operation in &page.operations {
        let (raw, stated) = (operation.raw, operation.stated);
        let bodies = [&raw.request_body, &raw.response_body]
            .into_iter()
            .flatten();
        let in_bodies = bodies.flat_map(|body| &body.properties);
        let parameters = raw.path_parameters.iter().chain(&raw.query_parameters);
        let by_place: FxHashMap<Span, &'a RawRow<'a>> = parameters
            .chain(in_bodies)
            .map(|row| (row.name.span, row))
            .collect();
        let mut add = |name: &'a Stated<String>, stated_type: &'a Stated<StatedType>, in_path| {
            // A part of the path that no row documents has no row.
            if let Some(row) = by_place.get(&name.span()) {
                all.push(Row {
                    name,
                    stated_type,
                    raw_type: row.type_word,
                    raw_description: row.description,
                    in_path,
                });
            }
        };
        for one in &stated.parameters {
            add(&one.name, &one.stated_type, one.location == Location::Path);
        }
        for body in [&stated.request, &stated.response].into_iter().flatten() {
            for property in &body.properties {
                add(&property.name, &property.stated_type, false);
            }
        }
    }
    all
}
