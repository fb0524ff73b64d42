//! Properties that a patch names and that stay as they were.

use crate::body::Json;
use crate::case::Step;
use crate::check::{Check, Evidence, Group};
use crate::judge::{at_folded, change, is_same, patched};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "patch-changes-less",
    group: Group::State,
    page: include_str!("../../../specs/checks/patch-changes-less.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(change) = change(evidence, &[Step::Patch]) else {
        return;
    };
    let Some(before) = &change.before else {
        return;
    };
    let requirement = "a patch changes what it names";
    let verdict =
        |ruling| Verdict::new(CHECK.id, ruling, requirement, change.operation.path.span());
    let start = verdicts.len();
    let mut seen = false;
    for one in patched(&change.sent) {
        let wanted = one.value.as_ref().unwrap_or(&Json::Null);
        let was = at_folded(before, &one.pointer).unwrap_or(&Json::Null);
        let is = at_folded(change.after, &one.pointer).unwrap_or(&Json::Null);
        // Where it was so before, or the server made something else of it, nothing can be told.
        if is_same(was, wanted) {
            continue;
        }
        seen = true;
        if is_same(is, was) {
            let told = verdict(Ruling::Failed)
                .expected(wanted.shown())
                .actual(is.shown());
            verdicts.push(
                told.at(&one.pointer)
                    .cause(format!("{}{}", change.operation.id.value, one.pointer)),
            );
        }
    }
    if seen && verdicts.len() == start {
        verdicts.push(verdict(Ruling::Passed));
    }
}
