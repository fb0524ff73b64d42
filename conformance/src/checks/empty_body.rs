//! Answers without the body that is documented.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};
use bindery_model::{Scalar, Type};

pub(super) const CHECK: Check = Check {
    id: "empty-body",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/empty-body.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some(body)) = (evidence.documented_answer(), evidence.documented_body())
    else {
        return;
    };
    // That a body was cut has a check of its own; an answer to HEAD never has one.
    let is_head = evidence
        .exchange
        .request
        .method
        .eq_ignore_ascii_case("HEAD");
    if is_head || answer.cut.is_some() {
        return;
    }
    let ruling = match answer.body.is_empty() {
        false => Ruling::Passed,
        // A file may be empty.
        true if body.value_type == Type::Scalar(Scalar::Binary) => Ruling::Warning,
        true => Ruling::Failed,
    };
    let requirement = format!("the answer {} has a body", answer.status);
    let verdict = Verdict::new(CHECK.id, ruling, requirement, body.type_evidence.span)
        .expected("a body")
        .actual(if answer.body.is_empty() {
            "no body"
        } else {
            "a body"
        })
        .cause(format!("{}/{}", evidence.operation.id.value, answer.status));
    verdicts.push(verdict);
}
