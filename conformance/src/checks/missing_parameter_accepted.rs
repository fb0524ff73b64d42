//! Requests that lack a required parameter, and are answered.

use crate::case::CaseKind;
use crate::check::{Check, Evidence, Group};
use crate::judge::{Fault, body_place, parameter, refused};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "missing-parameter-accepted",
    group: Group::Input,
    page: include_str!("../../../specs/checks/missing-parameter-accepted.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), CaseKind::Missing(name)) =
        (evidence.documented_answer(), &evidence.case.kind)
    else {
        return;
    };
    let parameter = parameter(evidence, name);
    let required = parameter.and_then(|one| one.required);
    let has_default = parameter.is_some_and(|one| one.default.is_some());
    let fault = Fault {
        requirement: format!("`{name}` is required"),
        place: required.map_or_else(|| body_place(evidence), |evidence| evidence.span),
        cause: name.clone(),
        severity: if has_default {
            Ruling::Warning
        } else {
            Ruling::Failed
        },
    };
    refused(&CHECK, answer, fault, verdicts);
}
