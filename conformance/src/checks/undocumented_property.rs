//! Properties that no page tells of.

use crate::check::Undocumented;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, selected, shaped};
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
    let before = verdicts.len();
    let kinds = [(Kind::Undocumented, Severity::Always(ruling))];
    shaped(
        evidence,
        &CHECK,
        "every property is documented",
        &kinds,
        verdicts,
    );
    // Columns of lists have the names that `$select` gives, and need not be on the page.
    let asked = selected(evidence).unwrap_or_default();
    let is_asked = |one: &Verdict| {
        let name = one.pointer.as_ref().and_then(|at| at.rsplit('/').next());
        name.is_some_and(|name| asked.contains(&name.to_lowercase()))
    };
    let told = verdicts.split_off(before);
    verdicts.extend(told.into_iter().filter(|one| !is_asked(one)));
}
