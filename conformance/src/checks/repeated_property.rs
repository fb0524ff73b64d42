//! Names that stand twice in one object.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "repeated-property",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/repeated-property.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::Repeated, Severity::Always(Ruling::Failed))];
    shaped(evidence, &CHECK, "each name stands once", &kinds, verdicts);
}
