//! Changes while they are found, and their grouping: one cause, one entry.

use super::Pair;
use super::change::{Change, Use};
use super::kind::{Kind, Seen};
use bindery_model::Span;
use std::collections::BTreeMap;

/// One change at one place of one operation.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) kind: Kind,
    /// What it is a change of, whatever the operation.
    pub(super) cause: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) seen: Seen,
    pub(super) found_in: Use,
    /// What makes us believe that the one became the other.
    pub(super) because: Option<String>,
}

impl Finding {
    /// A change of something that belongs to the operation itself, so that the place is the cause.
    pub(super) fn new(
        kind: Kind,
        pair: Pair<'_>,
        place: String,
        before: Option<String>,
        after: Option<String>,
    ) -> Self {
        Finding {
            kind,
            cause: place.clone(),
            before,
            after,
            seen: Seen {
                in_request: true,
                ..Seen::default()
            },
            found_in: Use {
                operation: pair.id().to_owned(),
                place,
                old: None,
                new: None,
            },
            because: None,
        }
    }

    /// With its places.
    pub(super) fn at(mut self, old: Span, new: Span) -> Self {
        self.found_in.old = Some(old);
        self.found_in.new = Some(new);
        self
    }

    /// Seen there.
    pub(super) fn seen(mut self, seen: Seen) -> Self {
        self.seen = seen;
        self
    }

    /// With what makes us believe it.
    pub(super) fn because(mut self, because: impl Into<String>) -> Self {
        self.because = Some(because.into());
        self
    }
}

/// What makes findings one entry.
type Cause = (usize, String, Option<String>, Option<String>);

/// All findings.
#[derive(Default)]
pub(super) struct Findings {
    by_cause: BTreeMap<Cause, Vec<Finding>>,
}

impl Findings {
    pub(super) fn push(&mut self, finding: Finding) {
        let cause = (
            finding.kind.rank(),
            finding.cause.clone(),
            finding.before.clone(),
            finding.after.clone(),
        );
        self.by_cause.entry(cause).or_default().push(finding);
    }

    /// One entry a cause. What breaks nobody in one operation may break callers of another.
    pub(super) fn grouped(self) -> Vec<Change> {
        let causes = self.by_cause.into_values();
        let mut changes: Vec<Change> = causes.filter_map(|all| grouped(&all)).collect();
        // Some kinds are known only now; the order of causes stays.
        changes.sort_by_key(|change| change.kind.rank());
        changes
    }
}

fn grouped(findings: &[Finding]) -> Option<Change> {
    let first = findings.first()?;
    let mut seen = first.seen;
    for finding in findings {
        seen.in_request |= finding.seen.in_request;
        seen.in_response |= finding.seen.in_response;
    }
    // What an answer always has is nothing that a call must.
    let kind = match first.kind {
        Kind::RequiredPropertyAdded if !seen.in_request => Kind::PropertyAdded,
        kind => kind,
    };
    let (breaks, why) = kind.policy(seen);
    let why = match &first.because {
        Some(because) => format!("{why} ({because})"),
        None => why.to_owned(),
    };
    let mut uses: Vec<Use> = findings.iter().map(|one| one.found_in.clone()).collect();
    uses.sort();
    uses.dedup_by(|a, b| (&a.operation, &a.place) == (&b.operation, &b.place));
    Some(Change {
        kind,
        breaks,
        why,
        cause: first.cause.clone(),
        before: first.before.clone(),
        after: first.after.clone(),
        uses,
    })
}
