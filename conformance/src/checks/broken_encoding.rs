//! Bodies that are not in the encoding that they should be in.

use crate::body::{Trouble, is_text};
use crate::check::{Check, Evidence, Group};
use crate::exchange::Cut;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "broken-encoding",
    group: Group::Media,
    page: include_str!("../../../specs/checks/broken-encoding.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence
        .answer()
        .filter(|answer| !answer.body.is_empty() || answer.cut.is_some())
    else {
        return;
    };
    let requirement = "the body is in the encoding that it says, and JSON in UTF-8";
    let tell = |ruling, cause: &str| {
        Verdict::new(CHECK.id, ruling, requirement, evidence.statuses()).cause(cause)
    };
    let before = verdicts.len();
    if let Some(Cut::Coding(why)) = &answer.cut {
        let broken = tell(Ruling::Failed, "content coding").expected("a body that unpacks");
        verdicts.push(broken.actual(why.clone()));
    }
    for trouble in &evidence.reading.troubles {
        match trouble {
            Trouble::Encoding(what) => {
                let broken = tell(Ruling::Failed, "not UTF-8").expected("text in UTF-8");
                verdicts.push(broken.actual(what.clone()));
            }
            Trouble::ByteOrderMark => {
                let loose =
                    tell(Ruling::Warning, "byte order mark").expected("JSON and nothing before it");
                verdicts.push(loose.actual("a byte order mark in front"));
            }
            _ => {}
        }
    }
    let is_text = answer
        .media_type()
        .is_some_and(|media_type| is_text(&media_type));
    if verdicts.len() == before && is_text {
        verdicts.push(tell(Ruling::Passed, ""));
    }
}
