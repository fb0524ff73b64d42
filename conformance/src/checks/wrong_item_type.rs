//! Items of arrays that are of another kind.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "wrong-item-type",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/wrong-item-type.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::ItemType, Severity::AsPromised)];
    shaped(
        evidence,
        &CHECK,
        "items of arrays are of their type",
        &kinds,
        verdicts,
    );
}
