//! A server that answers with the documented samples keeps every promise of the pages, but for those that
//! the samples themselves break.
//!
//! ```sh
//! BINDERY_PAGES=FOLDER cargo test --release -p bindery-conformance --test samples -- --nocapture
//! ```
//! judges the samples of other pages, and prints what is found and how long it took.

mod documented;

use bindery_conformance::check::Policy;
use bindery_conformance::findings::Gatherer;
use bindery_conformance::judge::{Judge, select};
use bindery_conformance::verdict::Ruling;
use documented::{case, exchange, read};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

#[test]
fn the_pages_own_samples_keep_what_the_pages_promise() {
    let chosen = std::env::var_os("BINDERY_PAGES").map(PathBuf::from);
    let (api, sources) = read(chosen.as_deref());
    let policy = Policy::default();
    let checks = select(&[], &[]).expect("all checks are known");
    let judge = Judge::new(&api, &sources, &policy, checks);
    let mut gatherer = Gatherer::default();
    let (mut judged, mut passed, mut bytes) = (0, 0, 0);
    let exchanges: Vec<_> = api
        .operations
        .iter()
        .enumerate()
        .filter_map(|(at, operation)| Some((at, exchange(&sources, operation)?)))
        .collect();
    let start = Instant::now();
    for (at, exchange) in exchanges {
        let case = case(&api, at);
        bytes += exchange.answer().map_or(0, |answer| answer.body.len());
        let verdicts = judge.judge(&case, &exchange, &[]);
        passed += verdicts
            .iter()
            .filter(|one| one.ruling == Ruling::Passed)
            .count();
        gatherer.add(&Arc::new(case), &Arc::new(exchange), &verdicts);
        judged += 1;
    }
    let took = start.elapsed();
    let findings = gatherer.finish();
    let failed: Vec<_> = findings
        .iter()
        .filter(|one| one.ruling == Ruling::Failed)
        .collect();
    println!(
        "{judged} samples, {bytes} bytes, {passed} verdicts passed, {} findings ({} failed), {took:?}",
        findings.len(),
        failed.len()
    );
    for finding in &findings {
        let first = &finding.occurrences[0].verdict;
        println!(
            "{} {} on {}: {}, got {} at {:?} [{}]",
            finding.ruling.as_str(),
            finding.id,
            finding.operations.len(),
            first.expected,
            first.actual,
            first.pointer,
            sources.place(first.documented)
        );
    }
    assert!(
        judged > 20 && passed > 10 * judged,
        "{judged} samples, {passed} passed"
    );
    assert!(
        chosen.is_some() || findings.is_empty(),
        "{} findings",
        findings.len()
    );
}
