//! Properties that a patch does not name and that change with it.

use crate::case::Step;
use crate::check::{Check, Evidence, Group};
use crate::judge::{are_times, change, differences, patched};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "patch-changes-more",
    group: Group::State,
    page: include_str!("../../../specs/checks/patch-changes-more.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(change) = change(evidence, &[Step::Patch]) else {
        return;
    };
    let Some(before) = &change.before else {
        return;
    };
    let requirement = "a patch changes nothing but what it names";
    let verdict =
        |ruling| Verdict::new(CHECK.id, ruling, requirement, change.operation.path.span());
    let start = verdicts.len();
    let named = patched(&change.sent);
    for (pointer, was, is) in differences(before, change.after) {
        let folded = pointer.to_lowercase();
        let inside = |one: &str, other: &str| {
            other
                .strip_prefix(one)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_named = |one: &str| inside(one, &folded) || inside(&folded, one);
        // Servers keep the time of the last change themselves.
        if named
            .iter()
            .any(|one| is_named(&one.pointer.to_lowercase()))
            || are_times(was, is)
        {
            continue;
        }
        // What is lost was overwritten; what has another value may be worked out from what was named.
        let ruling = if is.is_blank() {
            Ruling::Failed
        } else {
            Ruling::Warning
        };
        let told = verdict(ruling)
            .expected(was.shown())
            .actual(is.shown())
            .at(&pointer);
        verdicts.push(told.cause(format!("{}{pointer}", change.operation.id.value)));
    }
    if verdicts.len() == start && !named.is_empty() {
        verdicts.push(verdict(Ruling::Passed));
    }
}
