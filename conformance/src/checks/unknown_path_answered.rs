//! Success at a path that no page documents.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Fault, refused};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unknown-path-answered",
    group: Group::Status,
    page: include_str!("../../../specs/checks/unknown-path-answered.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer() else {
        return;
    };
    if evidence.case.kind == CaseKind::UnknownPath {
        let fault = Fault {
            requirement: "what is not there is not found".to_owned(),
            place: evidence.endpoint(),
            cause: "unknown path".to_owned(),
            severity: Ruling::Failed,
        };
        refused(&CHECK, answer, fault, verdicts);
    }
}
