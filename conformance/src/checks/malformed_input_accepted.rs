//! Input of another type than documented, that is taken.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Fault, body_place, fault, parameter, refused};
use crate::shape::describe;
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "malformed-input-accepted",
    group: Group::Input,
    page: include_str!("../../../specs/checks/malformed-input-accepted.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.documented_answer() else {
        return;
    };
    let kind = &evidence.case.kind;
    let (requirement, place, cause) = match kind {
        CaseKind::Malformed(name) => match parameter(evidence, name) {
            Some(parameter) => {
                let told = describe(evidence.api, &parameter.value_type);
                let requirement = format!("`{name}` is {told}");
                let cause = format!("{told} in {}", parameter.location.as_str());
                (requirement, parameter.type_evidence.span, cause)
            }
            None => (
                format!("`{name}` has a type"),
                evidence.endpoint(),
                name.clone(),
            ),
        },
        CaseKind::BrokenBody | CaseKind::WrongTypes => {
            let what = fault(kind).unwrap_or_default();
            (
                "the body has the documented type".to_owned(),
                body_place(evidence),
                what.to_owned(),
            )
        }
        _ => return,
    };
    let fault = Fault {
        requirement,
        place,
        cause,
        severity: Ruling::Failed,
    };
    refused(&CHECK, answer, fault, verdicts);
}
