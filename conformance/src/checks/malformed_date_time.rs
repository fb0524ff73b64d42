//! Dates and date-times that are none.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "malformed-date-time",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/malformed-date-time.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::DateTime, Severity::AsPromised)];
    shaped(
        evidence,
        &CHECK,
        "dates and date-times are dates",
        &kinds,
        verdicts,
    );
}
