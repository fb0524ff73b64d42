//! Requests that the page documents and the server refuses whatever their values are.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "documented-request-refused",
    group: Group::Status,
    page: include_str!("../../../specs/checks/documented-request-refused.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.good_answer() else {
        return;
    };
    // Of recorded traffic nobody knows what was meant.
    if matches!(
        evidence.case.kind,
        CaseKind::Recorded | CaseKind::Lifecycle(_)
    ) {
        return;
    }
    let operation = evidence.operation;
    // A value at the edge of what is allowed may name an object whatever it is called.
    let names_object =
        || matches!(evidence.case.kind, CaseKind::Boundary(_)) || evidence.names_object();
    let is_sample =
        || evidence.case.kind == CaseKind::Sample && evidence.sends_what_the_page_shows();
    let (ruling, what) = match answer.status {
        status if evidence.documents(status) => (Ruling::Passed, ""),
        405 => (Ruling::Failed, "the method"),
        406 => (Ruling::Failed, "the media type asked for"),
        415 => (Ruling::Failed, "the media type of the body"),
        501 => (Ruling::Failed, "the operation"),
        404 if !names_object() => (Ruling::Warning, "the path, which names no object"),
        400 | 422 if is_sample() => (Ruling::Warning, "the page's own sample"),
        _ if answer.is_success() => (Ruling::Passed, ""),
        _ => return,
    };
    let requirement = format!("`{}` is there", evidence.title());
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.endpoint())
        .expected("a request that is understood")
        .actual(match what {
            "" => format!("status {}", answer.status),
            what => format!("status {}, which refuses {what}", answer.status),
        })
        .cause(format!("{} {}", answer.status, operation.id.value));
    verdicts.push(verdict);
}
