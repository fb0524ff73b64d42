//! What an API user must know when one publication gives way to another.
//!
//! Two models are compared, not two texts. Knowledge that one side lacks is no change: what only
//! samples show varies with them, and a layout that lists no headers at all says
//! nothing of headers. Kinds of changes, and whom each breaks: `specs/diff/`.

mod bodies;
mod change;
mod descriptions;
mod findings;
mod headers;
mod kind;
mod matching;
mod operations;
mod parameters;
mod properties;
mod schemas;
mod security;
mod statuses;
mod types;
mod words;

pub use change::{Audience, Change, Diff, Step, Use};
pub use kind::{Kind, Nature};

use bindery_model::ResolvedApi;
use findings::Findings;
use schemas::Schemas;

/// Compares `old` with `new`. Neither the order of files nor line numbers matter to the result but
/// for the spans in it, which point into the source maps of their sides.
pub fn diff(old: &ResolvedApi, new: &ResolvedApi) -> Diff {
    let mut findings = Findings::default();
    let mut schemas = Schemas::new(old, new);
    let matched = matching::of(old, new);
    operations::compare(&matched, &mut findings);
    for (before, after) in &matched.pairs {
        let pair = Pair {
            old_api: old,
            new_api: new,
            old: before,
            new: after,
        };
        parameters::compare(pair, &mut findings);
        headers::compare(pair, &mut findings);
        security::compare(pair, &mut findings);
        statuses::compare(pair, &mut findings);
        bodies::compare(pair, &mut schemas, &mut findings);
        descriptions::compare(pair, &mut findings);
    }
    schemas.compare(&mut findings);
    Diff {
        changes: findings.grouped(),
        passed_over: schemas.passed_over(),
    }
}

/// One operation in both models.
#[derive(Clone, Copy)]
struct Pair<'a> {
    old_api: &'a ResolvedApi,
    new_api: &'a ResolvedApi,
    old: &'a bindery_model::resolved::Operation,
    new: &'a bindery_model::resolved::Operation,
}

impl Pair<'_> {
    /// The id under which changes are told.
    fn id(&self) -> &str {
        &self.new.id.value
    }
}
