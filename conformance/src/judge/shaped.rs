//! What all checks of shapes do: tell the departures of some kinds, or that there are none.

use super::blame;
use crate::check::{Check, Evidence};
use crate::shape::{Departure, Kind};
use crate::verdict::{Party, Ruling, Verdict};
use bindery_model::count;

/// How bad a departure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    /// The promise is broken where anything but a sample makes it. Where a sample alone does, or the
    /// page's own sample breaks it in the same way, it is not clear who is wrong.
    AsPromised,
    /// Whatever makes the promise.
    Always(Ruling),
}

/// Tells the departures of the kinds in `kinds`, or that `promise` was kept where it could be broken.
pub(crate) fn shaped(
    evidence: &Evidence<'_>,
    check: &Check,
    promise: &str,
    kinds: &[(Kind, Severity)],
    verdicts: &mut Vec<Verdict>,
) {
    let (Some(comparison), Some(body)) = (evidence.comparison, evidence.documented_body()) else {
        return;
    };
    let before = verdicts.len();
    for departure in &comparison.departures {
        let severity = kinds.iter().find(|(kind, _)| *kind == departure.kind);
        if let Some((_, severity)) = severity {
            verdicts.push(broken(evidence, check, departure, *severity));
        }
    }
    let tested = |(kind, _): &(Kind, Severity)| comparison.tested.has(*kind);
    if verdicts.len() == before && kinds.iter().any(tested) {
        let span = body.type_evidence.span;
        let kept = Verdict::new(check.id, Ruling::Passed, promise, span);
        verdicts.push(kept);
    }
}

fn broken(
    evidence: &Evidence<'_>,
    check: &Check,
    departure: &Departure,
    severity: Severity,
) -> Verdict {
    let likelier = blame(evidence, departure);
    let is_server = likelier
        .as_ref()
        .is_none_or(|one| one.wrong == Party::Server);
    let ruling = match severity {
        Severity::Always(ruling) => ruling,
        Severity::AsPromised if departure.promise.firm && is_server => Ruling::Failed,
        Severity::AsPromised => Ruling::Warning,
    };
    let requirement = format!("`{}`: {}", departure.subject, departure.expected);
    let times = match departure.times {
        1 => String::new(),
        times => format!(" (here and in {})", count(times - 1, "more place")),
    };
    let place = departure.promise.evidence.span;
    Verdict::new(check.id, ruling, requirement, place)
        .expected(&departure.expected)
        .actual(format!("{}{times}", departure.actual))
        .at(&departure.pointer)
        .cause(&departure.subject)
        .likelier(likelier)
}
