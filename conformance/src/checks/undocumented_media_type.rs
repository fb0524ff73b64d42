//! Bodies in a media type that the page does not list.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "undocumented-media-type",
    group: Group::Media,
    page: include_str!("../../../specs/checks/undocumented-media-type.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some(body)) = (evidence.documented_answer(), evidence.documented_body())
    else {
        return;
    };
    let Some(media_type) = answer.media_type().filter(|one| !one.is_empty()) else {
        return;
    };
    if answer.body.is_empty() || !answer.is_success() {
        return;
    }
    let is_listed = body
        .media_types
        .iter()
        .any(|listed| essence(listed) == media_type);
    let ruling = if is_listed {
        Ruling::Passed
    } else {
        Ruling::Failed
    };
    let listed = body.media_types.join(", ");
    let requirement = format!("the body comes as one of {listed}");
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected(format!("one of {listed}"))
        .cause(&media_type)
        .actual(media_type);
    verdicts.push(verdict);
}

fn essence(listed: &str) -> String {
    let without_parameters = listed.split(';').next().unwrap_or("");
    without_parameters.trim().to_ascii_lowercase()
}
