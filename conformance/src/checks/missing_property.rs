//! Documented properties that are not there.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "missing-property",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/missing-property.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [
        (Kind::Missing, Severity::AsPromised),
        (Kind::PerhapsMissing, Severity::Always(Ruling::Warning)),
    ];
    shaped(
        evidence,
        &CHECK,
        "every documented property is there",
        &kinds,
        verdicts,
    );
}
