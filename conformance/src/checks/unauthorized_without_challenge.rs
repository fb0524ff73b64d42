//! Status 401 without a word on how to log in.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unauthorized-without-challenge",
    group: Group::Auth,
    page: include_str!("../../../specs/checks/unauthorized-without-challenge.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer().filter(|answer| answer.status == 401) else {
        return;
    };
    let has_field = answer.header("www-authenticate").is_some();
    let ruling = if has_field {
        Ruling::Passed
    } else {
        Ruling::Failed
    };
    let requirement = "401 comes with `WWW-Authenticate` (RFC 9110 section 15.5.2)";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected("a `WWW-Authenticate` field")
        .actual(if has_field { "one" } else { "no such field" })
        .cause("WWW-Authenticate");
    verdicts.push(verdict);
}
