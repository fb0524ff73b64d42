//! Null where no value was to be null.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unexpected-null",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/unexpected-null.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [
        (Kind::Null, Severity::AsPromised),
        (Kind::PerhapsNull, Severity::Always(Ruling::Warning)),
    ];
    shaped(
        evidence,
        &CHECK,
        "what is never null has a value",
        &kinds,
        verdicts,
    );
}
