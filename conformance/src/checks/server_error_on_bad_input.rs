//! Failures of the server behind input that is wrong.

use crate::check::{Check, Evidence, Group};
use crate::judge::fault;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "server-error-on-bad-input",
    group: Group::Input,
    page: include_str!("../../../specs/checks/server-error-on-bad-input.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some(fault)) = (evidence.answer(), fault(&evidence.case.kind)) else {
        return;
    };
    let is_failure = answer.is_server_error() && answer.status != 501;
    let ruling = if is_failure {
        Ruling::Failed
    } else {
        Ruling::Passed
    };
    let requirement = "what is wrong with a request is told by a status from 400 to 499";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected("a status below 500")
        .actual(format!("status {} for {fault}", answer.status))
        .cause(fault);
    verdicts.push(verdict);
}
