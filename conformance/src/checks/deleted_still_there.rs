//! Objects that were deleted and are still there.

use crate::body::Json;
use crate::case::{CaseKind, Step};
use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "deleted-still-there",
    group: Group::State,
    page: include_str!("../../../specs/checks/deleted-still-there.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some((operation, deleted))) =
        (evidence.answer(), evidence.step(Step::Delete))
    else {
        return;
    };
    let is_read = evidence.case.kind == CaseKind::Lifecycle(Step::ReadGone);
    if !is_read || deleted.answer().is_none_or(|answer| !answer.is_success()) {
        return;
    }
    let says_nothing =
        answer.body.is_empty() || evidence.reading.json().is_some_and(Json::is_blank);
    let ruling = match answer {
        _ if answer.is_refusal() || (answer.is_success() && says_nothing) => Ruling::Passed,
        _ if answer.is_success() => Ruling::Failed,
        _ => return,
    };
    let requirement = "what was deleted is gone";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, operation.path.span())
        .expected("status 404 or 410")
        .actual(format!("status {}", answer.status))
        .cause(&operation.id.value);
    verdicts.push(verdict);
}
