//! Bodies of answers that the page shows without one.

use crate::body::Json;
use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "undocumented-body",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/undocumented-body.md"),
    judge,
};

/// Statuses of which HTTP itself says that no body follows (RFC 9110 section 6.4.1).
const BODILESS: &[u16] = &[204, 205, 304];

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some(response)) = (evidence.documented_answer(), evidence.response()) else {
        return;
    };
    // Pages hardly ever document the bodies of failures.
    if response.body.is_some() || !answer.is_success() {
        return;
    }
    let says_nothing = evidence.reading.json().is_some_and(Json::is_blank);
    let ruling = if answer.body.is_empty() || says_nothing {
        Ruling::Passed
    } else if BODILESS.contains(&answer.status) {
        Ruling::Failed
    } else {
        Ruling::Warning
    };
    let requirement = format!("the answer {} has no body", answer.status);
    let verdict = Verdict::new(CHECK.id, ruling, requirement, response.status.span())
        .expected("no body")
        .actual(format!("{} bytes", answer.body.len()))
        .cause(format!("{}/{}", evidence.operation.id.value, answer.status));
    verdicts.push(verdict);
}
