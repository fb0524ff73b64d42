//! One cause, one finding: of several rules that find something wrong with one word for a type, the
//! one that says it best is told. Where a word is wrong, other places do not differ from it.

use super::finding::Finding;
use bindery_model::FileId;
use std::collections::BTreeMap;

/// Rules on words for types, what says it best first.
const BEST_FIRST: &[&str] = &[
    "misspelt-type",
    "type-name-in-other-case",
    "contradicted-type",
    "contradicted-sample",
    "undefined-type",
    "property-told-two-ways",
    "schema-told-two-ways",
];

/// Takes out what a better rule tells of the same word, of a word inside of it, or of the second
/// place.
pub(super) fn take_out(findings: &mut Vec<Finding>) {
    let rank = |one: &Finding| BEST_FIRST.iter().position(|name| *name == one.rule.name);
    let mut best: BTreeMap<(FileId, u32), usize> = BTreeMap::new();
    for finding in findings.iter() {
        if let Some(rank) = rank(finding) {
            let span = finding.diagnostic.span;
            let known = best.entry((span.file, span.start)).or_insert(rank);
            *known = rank.min(*known);
        }
    }
    findings.retain(|finding| {
        let Some(own) = rank(finding) else {
            return true;
        };
        let related = finding.diagnostic.related.iter().map(|place| place.span);
        // Only what compares two places is wrong when the other one is.
        let name = finding.rule.name;
        let compares = name.ends_with("-told-two-ways") || name == "contradicted-sample";
        let related = related.filter(|_| compares);
        let mut spans = related.chain([finding.diagnostic.span]);
        !spans.any(|span| {
            let end = span.end.max(span.start + 1);
            let mut inside = best.range((span.file, span.start)..(span.file, end));
            inside.any(|(_, rank)| *rank < own)
        })
    });
}
