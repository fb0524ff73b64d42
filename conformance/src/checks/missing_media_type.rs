//! Bodies of which nothing says what they are.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "missing-media-type",
    group: Group::Media,
    page: include_str!("../../../specs/checks/missing-media-type.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer().filter(|answer| !answer.body.is_empty()) else {
        return;
    };
    let is_said = answer
        .media_type()
        .is_some_and(|media_type| !media_type.is_empty());
    let ruling = if is_said {
        Ruling::Passed
    } else {
        Ruling::Warning
    };
    let requirement = "a body comes with its media type";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected("a `Content-Type` field")
        .actual(answer.header("content-type").unwrap_or("no such field"))
        .cause("Content-Type");
    verdicts.push(verdict);
}
