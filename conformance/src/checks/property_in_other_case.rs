//! Names that are spelt in another case than on the page.

use crate::check::{Check, Evidence, Group};
use crate::judge::{Severity, shaped};
use crate::shape::Kind;
use crate::verdict::Verdict;

pub(super) const CHECK: Check = Check {
    id: "property-in-other-case",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/property-in-other-case.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let kinds = [(Kind::OtherCase, Severity::AsPromised)];
    shaped(
        evidence,
        &CHECK,
        "names are spelt as the page has them",
        &kinds,
        verdicts,
    );
}
