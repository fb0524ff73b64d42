//! Success of a method that no page documents.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Fault, refused};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unknown-method-answered",
    group: Group::Status,
    page: include_str!("../../../specs/checks/unknown-method-answered.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer() else {
        return;
    };
    let method = &evidence.exchange.request.method;
    // Any resource may answer these (RFC 9110 sections 9.3.2 and 9.3.7).
    if evidence.case.kind != CaseKind::UnknownMethod || method == "HEAD" || method == "OPTIONS" {
        return;
    }
    let fault = Fault {
        requirement: format!("`{}` has no method {method}", evidence.operation.path.value),
        place: evidence.endpoint(),
        cause: format!("method {method}"),
        severity: Ruling::Warning,
    };
    refused(&CHECK, answer, fault, verdicts);
}
