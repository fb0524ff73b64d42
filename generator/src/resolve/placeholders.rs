//! Pass 2: names that are printed where there is no name to print.
//!
//! A generator of pages that cannot print a type's name prints some fixed name instead. It betrays
//! itself where there is no type at all: a name that is given to the body of an answer that has
//! none says nothing there, and so nothing anywhere else.

use super::bodies::answers_nothing;
use super::graph::Graph;
use bindery_model::StatedType;

pub(super) fn find(graph: &mut Graph<'_>) {
    for used in graph.bodies.iter().filter(|used| !used.in_request) {
        let is_absent = answers_nothing(&graph.operations[used.operation]);
        if let (true, StatedType::Named(name)) = (is_absent, &used.body.stated_type.value) {
            graph.placeholders.insert(name);
        }
    }
}
