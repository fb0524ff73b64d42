//! Names that are printed where there is no name to print.
//!
//! A generator of pages that cannot print a type's name prints some fixed name instead. It betrays
//! itself where there is no type at all: a name that is given to the bodies of answers that have
//! none says nothing there, and so nothing anywhere else.

use super::bodies::answers_nothing;
use super::graph::Graph;
use bindery_model::StatedType;
use rustc_hash::FxHashMap;

/// One page with a body that cannot be is a slip of that page; more are a habit of their generator.
const FEWEST_PAGES: usize = 2;

pub(super) fn find(graph: &mut Graph<'_>) {
    let mut absent: FxHashMap<&str, usize> = FxHashMap::default();
    for used in graph.bodies.iter().filter(|used| !used.in_request) {
        let is_absent = answers_nothing(&graph.operations[used.operation]);
        if let (true, StatedType::Named(name)) = (is_absent, &used.body.stated_type.value) {
            *absent.entry(name).or_default() += 1;
        }
    }
    let often = absent
        .into_iter()
        .filter(|(_, pages)| *pages >= FEWEST_PAGES);
    graph.placeholders = often.map(|(name, _)| name).collect();
}
