//! What was proved, for people.

use super::{Proof, Tried};
use bindery_model::count;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A line a check, those that were missed, and what was found where nothing is broken.
pub fn table(proof: &Proof) -> String {
    let mut by_check: BTreeMap<&str, Vec<&Tried>> = BTreeMap::new();
    for tried in proof.faults.iter().filter(|one| one.is_visible()) {
        by_check.entry(tried.fault.check).or_default().push(tried);
    }
    let width = by_check.keys().map(|check| check.len()).max().unwrap_or(0);
    let mut text = String::new();
    let hidden: Vec<&Tried> = proof
        .faults
        .iter()
        .filter(|one| !one.is_visible())
        .collect();
    for (check, all) in &by_check {
        let caught = all.iter().filter(|one| one.is_caught()).count();
        let percent = caught * 100 / all.len().max(1);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{check:width$}  {caught:>2}/{:<2}  {percent:>3} %  seen on {} of {} operations",
            all.len(),
            all.iter().map(|one| one.operations).sum::<usize>(),
            all.iter().map(|one| one.changed).sum::<usize>(),
        );
        for one in all.iter().filter(|one| !one.is_caught()) {
            let noticed = match one.noticed_by.as_slice() {
                [] => "nobody noticed".to_owned(),
                others => format!("noticed by {}", others.join(", ")),
            };
            let _ = writeln!(
                text,
                "  missed {}: {} ({noticed})",
                one.fault.id, one.fault.breaks
            );
        }
    }
    for finding in &proof.unbroken {
        let shown = finding.occurrences.first();
        let (case, expected, actual) = shown.map_or(("", "", ""), |one| {
            (
                one.case.id.as_str(),
                one.verdict.expected.as_str(),
                one.verdict.actual.as_str(),
            )
        });
        let _ = writeln!(
            text,
            "unbroken, but {} on {}: {case}: expected {expected}, got {actual}",
            finding.id,
            count(finding.operations.len(), "operation")
        );
    }
    if !hidden.is_empty() {
        let ids: Vec<&str> = hidden.iter().map(|one| one.fault.id).collect();
        let _ = writeln!(text, "nothing on these pages to break: {}", ids.join(", "));
    }
    let all = proof.faults.len() - hidden.len();
    let caught = proof.faults.iter().filter(|one| one.is_caught()).count();
    let percent = caught as f64 * 100.0 / all.max(1) as f64;
    let _ = writeln!(
        text,
        "{caught} of {all} ways to break a promise caught ({percent:.1} %); {} where none is broken; {}, {}",
        count(proof.unbroken.len(), "finding"),
        count(proof.cases, "case"),
        count(proof.requests, "request")
    );
    text
}
