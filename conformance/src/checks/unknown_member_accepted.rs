//! Words that are no members, in a request that is answered.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Fault, parameter, refused};
use crate::shape::describe;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "unknown-member-accepted",
    group: Group::Input,
    page: include_str!("../../../specs/checks/unknown-member-accepted.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), CaseKind::OutsideEnum(name)) =
        (evidence.documented_answer(), &evidence.case.kind)
    else {
        return;
    };
    let parameter = parameter(evidence, name);
    let told = parameter.map_or("one of its members".to_owned(), |one| {
        describe(evidence.api, &one.value_type)
    });
    let fault = Fault {
        requirement: format!("`{name}` is {told}"),
        place: parameter.map_or(evidence.endpoint(), |one| one.type_evidence.span),
        cause: name.clone(),
        severity: Ruling::Failed,
    };
    refused(&CHECK, answer, fault, verdicts);
}
