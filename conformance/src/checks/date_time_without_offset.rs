//! Date-times that leave open where on earth they are meant.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "date-time-without-offset",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/date-time-without-offset.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::NoOffset, Severity::Always(Ruling::Warning))];
    let before = verdicts.len();
    shaped(
        evidence,
        &CHECK,
        "date-times tell their offset",
        &kinds,
        verdicts,
    );
    // A server leaves all of them out, or none.
    for verdict in &mut verdicts[before..] {
        verdict.cause = "no offset".to_owned();
    }
}
