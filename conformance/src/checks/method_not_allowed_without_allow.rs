//! Status 405 without the methods that are allowed.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "method-not-allowed-without-allow",
    group: Group::Status,
    page: include_str!("../../../specs/checks/method-not-allowed-without-allow.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer().filter(|answer| answer.status == 405) else {
        return;
    };
    let has_field = answer.header("allow").is_some();
    let ruling = if has_field {
        Ruling::Passed
    } else {
        Ruling::Failed
    };
    let requirement = "405 comes with `Allow` (RFC 9110 section 15.5.6)";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.endpoint())
        .expected("an `Allow` field")
        .actual(answer.header("allow").unwrap_or("no such field"))
        .cause("Allow");
    verdicts.push(verdict);
}
