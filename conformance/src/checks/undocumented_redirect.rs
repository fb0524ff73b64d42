//! Redirections that the page does not tell of.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "undocumented-redirect",
    group: Group::Status,
    page: include_str!("../../../specs/checks/undocumented-redirect.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.documented_answer() else {
        return;
    };
    let status = answer.status;
    let is_redirect = (300..400).contains(&status) && status != 304;
    let is_fine = !is_redirect || evidence.documents(status);
    let ruling = if is_fine {
        Ruling::Passed
    } else {
        Ruling::Warning
    };
    let target = answer.header("location").unwrap_or("nowhere");
    // The query of an address may hold credentials.
    let target = target.split(['?', '#']).next().unwrap_or("");
    let verdict = Verdict::new(
        CHECK.id,
        ruling,
        "the operation answers itself",
        evidence.endpoint(),
    )
    .expected("an answer")
    .actual(format!("status {status}, which leads to {target}"))
    .cause(format!("status {status}"));
    verdicts.push(verdict);
}
