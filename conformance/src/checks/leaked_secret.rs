//! Error bodies that repeat a secret.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "leaked-secret",
    group: Group::Auth,
    page: include_str!("../../../specs/checks/leaked-secret.md"),
    judge,
};

/// The shortest value that is looked for: shorter ones may stand anywhere by chance.
const SHORTEST: usize = 8;

/// How secrets of programs begin.
const SIGNS: &[&str] = &[
    "-----BEGIN PRIVATE KEY",
    "-----BEGIN RSA PRIVATE KEY",
    "Password=",
    "Pwd=",
];

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.answer().filter(|answer| answer.status >= 400) else {
        return;
    };
    let text = String::from_utf8_lossy(&answer.body);
    let headers = evidence.exchange.request.headers.iter();
    let repeated = headers.filter(|header| header.secret).find(|header| {
        // `Bearer` and the like are no secret, what stands behind them is.
        let secret = header.value.split_whitespace().next_back().unwrap_or("");
        secret.len() >= SHORTEST && text.contains(secret)
    });
    let sign = SIGNS.iter().find(|sign| text.contains(**sign));
    let (cause, what) = match (repeated, sign) {
        (Some(header), _) => {
            let told = format!("the value of `{}`, which the request sent", header.name);
            ("credentials sent", told)
        }
        (None, Some(sign)) => ("secret of the server", format!("what begins with `{sign}`")),
        (None, None) => ("", String::new()),
    };
    let ruling = if what.is_empty() {
        Ruling::Passed
    } else {
        Ruling::Failed
    };
    let requirement = "a failure is told without secrets";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected("no secret")
        .cause(cause)
        .actual(what);
    verdicts.push(verdict);
}
