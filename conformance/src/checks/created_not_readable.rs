//! Objects that were created and cannot be read.

use crate::case::{CaseKind, Step};
use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "created-not-readable",
    group: Group::State,
    page: include_str!("../../../specs/checks/created-not-readable.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some((last, created))) = (evidence.answer(), evidence.earlier.last()) else {
        return;
    };
    let is_first_read = evidence.case.kind == CaseKind::Lifecycle(Step::Read)
        && last.kind == CaseKind::Lifecycle(Step::Create);
    let Some(operation) = evidence.api.operations.get(last.operation) else {
        return;
    };
    if !is_first_read || created.answer().is_none_or(|answer| !answer.is_success()) {
        return;
    }
    let ruling = if answer.is_success() {
        Ruling::Passed
    } else {
        Ruling::Failed
    };
    let requirement = "what was created can be read";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, operation.path.span())
        .expected("a status from 200 to 299")
        .actual(format!("status {}", answer.status))
        .cause(&operation.id.value);
    verdicts.push(verdict);
}
