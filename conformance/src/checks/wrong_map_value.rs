//! Values of maps that are of another kind.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "wrong-map-value",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/wrong-map-value.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::MapValue, Severity::AsPromised)];
    shaped(
        evidence,
        &CHECK,
        "values of maps are of their type",
        &kinds,
        verdicts,
    );
}
