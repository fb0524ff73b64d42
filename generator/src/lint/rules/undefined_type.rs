//! A type of which the name is used and never defined.

use crate::lint::context::ResolvedContext;
use crate::lint::finding::Sink;
use crate::lint::similar::nearest;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

pub(super) fn check(context: &ResolvedContext<'_>, sink: &mut Sink<'_>) {
    let schemas = context
        .api
        .schemas
        .iter()
        .filter(|schema| !schema.properties.is_empty());
    let defined: BTreeSet<&str> = schemas.map(|schema| schema.name.as_str()).collect();
    let help = |name: &str| match nearest(name, defined.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "document it as the body of a page, or spell it out in a sample".to_owned(),
    };
    // One name may stand in many cells.
    let mut helps: FxHashMap<&str, String> = FxHashMap::default();
    for (name, span) in context.named_cells {
        if defined.contains(name.as_str()) {
            continue;
        }
        let help = helps.entry(name).or_insert_with(|| help(name));
        sink.tell(*span, format!("no page says what `{name}` is"))
            .help(help.as_str());
    }
}
