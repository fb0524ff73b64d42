//! Statuses that the page does not list.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "undocumented-status",
    group: Group::Status,
    page: include_str!("../../../specs/checks/undocumented-status.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.documented_answer() else {
        return;
    };
    let status = answer.status;
    // Redirections and failures of the server have checks of their own.
    if evidence.operation.responses.is_empty() || !(answer.is_success() || answer.is_refusal()) {
        return;
    }
    let is_common = evidence.policy.common_statuses.contains(&status);
    let ruling = match evidence.documents(status) || is_common {
        true => Ruling::Passed,
        false => Ruling::Failed,
    };
    let listed: Vec<String> = evidence
        .operation
        .responses
        .iter()
        .map(|response| response.status.value.to_string())
        .collect();
    let listed = listed.join(", ");
    let requirement = format!("the answer has one of the statuses {listed}");
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected(format!("one of {listed}"))
        .actual(format!("status {status}"))
        .cause(format!("status {status}"));
    verdicts.push(verdict);
}
