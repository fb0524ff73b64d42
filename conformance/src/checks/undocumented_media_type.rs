//! Bodies in a media type that the page does not list.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Likelier, Party, Ruling, Verdict};

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
    let mut samples = evidence.operation.sample_responses.iter();
    let is_shown = samples.any(|sample| {
        let mut fields = sample.headers.iter();
        fields.any(|one| {
            one.name.eq_ignore_ascii_case("content-type") && essence(&one.value) == media_type
        })
    });
    let ruling = match (is_listed, is_shown) {
        (true, _) => Ruling::Passed,
        (false, true) => Ruling::Warning,
        (false, false) => Ruling::Failed,
    };
    let likelier = (is_shown && !is_listed).then(|| Likelier {
        wrong: Party::Page,
        because: "the page's own sample comes in it".to_owned(),
    });
    let listed = body.media_types.join(", ");
    let requirement = format!("the body comes as one of {listed}");
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected(format!("one of {listed}"))
        .cause(&media_type)
        .actual(media_type)
        .likelier(likelier);
    verdicts.push(verdict);
}

fn essence(listed: &str) -> String {
    let without_parameters = listed.split(';').next().unwrap_or("");
    without_parameters.trim().to_ascii_lowercase()
}
