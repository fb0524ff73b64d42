//! Bodies that go on behind their value.

use crate::body::{Trouble, is_json, is_xml};
use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "trailing-bytes",
    group: Group::Media,
    page: include_str!("../../../specs/checks/trailing-bytes.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer().filter(|answer| !answer.body.is_empty()) else {
        return;
    };
    let requirement = "the body is one value";
    let verdict = |ruling| Verdict::new(CHECK.id, ruling, requirement, evidence.statuses());
    let media_type = answer.media_type().unwrap_or_default();
    let mut troubles = evidence.reading.troubles.iter();
    let broken = troubles.find_map(|trouble| match trouble {
        Trouble::Trailing(at) => Some(format!("more behind byte {at}")),
        _ => None,
    });
    match broken {
        Some(actual) => verdicts.push(
            verdict(Ruling::Failed)
                .expected("one value and nothing behind it")
                .actual(actual)
                .cause("trailing bytes"),
        ),
        None if is_json(&media_type) || is_xml(&media_type) => {
            verdicts.push(verdict(Ruling::Passed))
        }
        None => {}
    }
}
