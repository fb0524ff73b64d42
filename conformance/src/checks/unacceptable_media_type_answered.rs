//! Answers in a media type that was not asked for, in place of a refusal.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Fault, refused};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unacceptable-media-type-answered",
    group: Group::Media,
    page: include_str!("../../../specs/checks/unacceptable-media-type-answered.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.documented_answer() else {
        return;
    };
    // Where there is no body, none is of the wrong type.
    let is_empty = answer.is_success() && answer.body.is_empty();
    if evidence.case.kind == CaseKind::UnacceptableMediaType && !is_empty {
        let fault = Fault {
            requirement: "the `Accept` field decides the media type".to_owned(),
            place: evidence.statuses(),
            cause: "Accept".to_owned(),
            // RFC 9110 section 12.5.1 lets a server disregard the field.
            severity: Ruling::Warning,
        };
        refused(&CHECK, answer, fault, verdicts);
    }
}
