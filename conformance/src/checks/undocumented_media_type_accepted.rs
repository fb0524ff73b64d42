//! Bodies in a media type that the page does not list, that are taken.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Fault, body_place, refused};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "undocumented-media-type-accepted",
    group: Group::Input,
    page: include_str!("../../../specs/checks/undocumented-media-type-accepted.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.documented_answer() else {
        return;
    };
    let Some(body) = &evidence.operation.request else {
        return;
    };
    if evidence.case.kind == CaseKind::WrongMediaType {
        let fault = Fault {
            requirement: format!("the body is sent as one of {}", body.media_types.join(", ")),
            place: body_place(evidence),
            cause: "media type of the request".to_owned(),
            severity: Ruling::Warning,
        };
        refused(&CHECK, answer, fault, verdicts);
    }
}
