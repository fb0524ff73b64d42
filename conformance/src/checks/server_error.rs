//! Failures of the server behind requests with which nothing is wrong.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "server-error",
    group: Group::Status,
    page: include_str!("../../../specs/checks/server-error.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.documented_answer() else {
        return;
    };
    if evidence.case.kind.is_negative() || answer.status == 501 {
        return;
    }
    let ruling = match answer.status {
        status if evidence.documents(status) || !answer.is_server_error() => Ruling::Passed,
        // Too busy, or a server behind it is: RFC 9110 section 15.6.4.
        502..=504 => Ruling::Warning,
        _ => Ruling::Failed,
    };
    let requirement = "a request as documented is answered";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected("a status below 500")
        .actual(format!("status {}", answer.status))
        .cause(format!("{} {}", answer.status, evidence.operation.id.value));
    verdicts.push(verdict);
}
