//! Bytes that are no Base64.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "malformed-base64",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/malformed-base64.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::Bytes, Severity::AsPromised)];
    shaped(evidence, &CHECK, "bytes are Base64", &kinds, verdicts);
}
