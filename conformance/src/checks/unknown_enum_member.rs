//! Words that are no members of their enumeration.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unknown-enum-member",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/unknown-enum-member.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [
        (Kind::Member, Severity::AsPromised),
        (Kind::MemberCase, Severity::Always(Ruling::Warning)),
    ];
    shaped(
        evidence,
        &CHECK,
        "words are members of their enumeration",
        &kinds,
        verdicts,
    );
}
