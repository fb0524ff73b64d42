//! Bodies that are of another kind as a whole.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "wrong-body-kind",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/wrong-body-kind.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::BodyKind, Severity::AsPromised)];
    shaped(
        evidence,
        &CHECK,
        "the body is of the documented kind",
        &kinds,
        verdicts,
    );
}
