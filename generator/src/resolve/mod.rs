//! From what each page states to one model of the whole: names bound to what they name, like shapes
//! made one, blanks filled from elsewhere, contradictions settled, every schema named.
//!
//! Each pass is a file of its own and works on the `graph`. None knows a vendor: what is special
//! to a vendor's wording was told by the dialect when the page was read.

mod bodies;
mod body_types;
mod cells;
mod contradictions;
mod definitions;
mod duplicates;
mod families;
mod finish;
mod flattened;
mod graph;
mod hints;
mod names;
mod nested;
mod omitted;
mod operations;
mod placeholders;
mod references;
mod requests;
mod types;
mod words;

use bindery_model::{Api, Diagnostic, ResolvedApi, SourceMap};
use graph::Graph;
use regex::Regex;
use std::cell::OnceCell;

/// Resolves what the pages state. The order of the pages does not matter. `byte_samples` are the
/// values by which samples spell bytes.
pub fn resolve(
    mut api: Api,
    sources: &SourceMap,
    byte_samples: &[&Regex],
) -> (ResolvedApi, Vec<Diagnostic>) {
    let mut diagnostics = duplicates::remove(&mut api, sources);
    let mut finished = bind(&api, byte_samples);
    diagnostics.append(&mut finished.diagnostics);
    let resolved = operations::build(api, finished, &mut diagnostics);
    diagnostics.sort_by_key(|d| (d.span.file, d.span.start, d.code));
    (resolved, diagnostics)
}

/// Binds every type: the passes in their order.
fn bind(api: &Api, byte_samples: &[&Regex]) -> finish::Finished {
    let flattened = OnceCell::new();
    let bodies = bodies::collect(&api.operations);
    let mut graph = Graph::new(&api.operations, bodies, byte_samples.to_vec());
    placeholders::find(&mut graph);
    omitted::find(&mut graph);
    definitions::define(&mut graph);
    requests::bind(&mut graph);
    nested::find_maps(&mut graph);
    nested::name_from_cells(&mut graph);
    flattened::add(&mut graph, &flattened);
    nested::place(&mut graph);
    families::fill(&mut graph);
    hints::find(&mut graph);
    let mut types = types::settle(&mut graph);
    references::bind(&mut graph, &mut types);
    let body_types = body_types::settle(&mut graph, &types);
    let (names, diagnostics) = names::give(&graph, &types, &body_types);
    finish::finish(&graph, &types, &body_types, &names, diagnostics)
}
