//! Bodies that are not what their media type says.

use crate::body::{Trouble, is_json, is_xml};
use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unparsable-body",
    group: Group::Media,
    page: include_str!("../../../specs/checks/unparsable-body.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer().filter(|answer| !answer.body.is_empty()) else {
        return;
    };
    let requirement = "the body is of the media type that it says";
    let verdict = |ruling| Verdict::new(CHECK.id, ruling, requirement, evidence.statuses());
    let media_type = answer.media_type().unwrap_or_default();
    let mut troubles = evidence.reading.troubles.iter();
    let broken = troubles.find_map(|trouble| match trouble {
        Trouble::Unparsable(why) => Some(why.clone()),
        _ => None,
    });
    // One page for all troubles is one cause.
    let is_markup = is_json(&media_type) && answer.body.trim_ascii_start().starts_with(b"<");
    let cause = match is_markup {
        true => "markup".to_owned(),
        false => format!("{}/{}", evidence.operation.id.value, answer.status),
    };
    match broken {
        Some(actual) => verdicts.push(
            verdict(Ruling::Failed)
                .expected("a body that parses")
                .actual(actual)
                .cause(cause),
        ),
        None if is_json(&media_type) || is_xml(&media_type) => {
            verdicts.push(verdict(Ruling::Passed))
        }
        None => {}
    }
}
