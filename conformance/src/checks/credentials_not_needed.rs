//! Operations that anybody may call.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "credentials-not-needed",
    group: Group::Auth,
    page: include_str!("../../../specs/checks/credentials-not-needed.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.documented_answer() else {
        return;
    };
    let schemes = evidence.operation.security.first();
    let Some(scheme) = schemes.and_then(|at| evidence.api.security.get(*at)) else {
        return;
    };
    let ruling = match answer.status {
        _ if evidence.case.kind != CaseKind::NoCredentials => return,
        401 | 403 => Ruling::Passed,
        _ if answer.is_success() => Ruling::Failed,
        // It was refused for something else, so that it would have been let in is not shown.
        _ => return,
    };
    let verdict = Verdict::new(
        CHECK.id,
        ruling,
        "the operation needs credentials",
        scheme.evidence.span,
    )
    .expected("status 401 or 403")
    .actual(format!("status {}", answer.status))
    .cause(&*scheme.name);
    verdicts.push(verdict);
}
