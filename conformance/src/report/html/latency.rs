//! How long answers took.

use serde::Serialize;
use std::collections::BTreeMap;

/// How long the answers of an operation took, in milliseconds.
#[derive(Debug, Serialize)]
pub(super) struct Latency {
    median: u64,
    slowest: u64,
    /// The class and how many, for those that are not empty.
    classes: Vec<(usize, usize)>,
}

/// The upper bounds of the classes of latency, in milliseconds; the last class has none.
pub(super) const BOUNDS: &[u64] = &[
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000,
];

/// Of an operation, from milliseconds in ascending order; nothing of nothing.
pub(super) fn latency(milliseconds: &[u64]) -> Option<Latency> {
    let mut classes: BTreeMap<usize, usize> = BTreeMap::new();
    for one in milliseconds {
        let class = BOUNDS.partition_point(|bound| bound <= one);
        *classes.entry(class).or_default() += 1;
    }
    Some(Latency {
        median: percentile(milliseconds, 50)?,
        slowest: percentile(milliseconds, 100)?,
        classes: classes.into_iter().collect(),
    })
}

/// By nearest rank, of values in ascending order.
pub(super) fn percentile(sorted: &[u64], percent: usize) -> Option<u64> {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}
