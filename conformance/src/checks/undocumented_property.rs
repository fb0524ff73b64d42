//! Properties that no page tells of.

use crate::check::Undocumented;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "undocumented-property",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/undocumented-property.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let ruling = match evidence.policy.undocumented {
        Undocumented::Strict => Ruling::Failed,
        Undocumented::Additive => Ruling::Warning,
        Undocumented::Learn => return,
    };
    let kinds = [(Kind::Undocumented, Severity::Always(ruling))];
    shaped(
        evidence,
        &CHECK,
        "every property is documented",
        &kinds,
        verdicts,
    );
}
