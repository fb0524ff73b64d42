//! Properties whose values are of another kind.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "wrong-type",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/wrong-type.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::Type, Severity::AsPromised)];
    shaped(
        evidence,
        &CHECK,
        "properties are of their type",
        &kinds,
        verdicts,
    );
}
