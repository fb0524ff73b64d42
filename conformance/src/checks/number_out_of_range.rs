//! Integers that their type cannot hold.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "number-out-of-range",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/number-out-of-range.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::OutOfRange, Severity::AsPromised)];
    shaped(
        evidence,
        &CHECK,
        "integers fit their type",
        &kinds,
        verdicts,
    );
}
