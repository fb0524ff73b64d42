//! Header fields that the page's sample has and the answer has not.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};
use bindery_model::SampleLine;

pub(super) const CHECK: Check = Check {
    id: "missing-header",
    group: Group::Status,
    page: include_str!("../../../specs/checks/missing-header.md"),
    judge,
};

/// Fields that belong to the way of a message and not to the operation, or have checks of their own.
const LEFT_OUT: &[&str] = &[
    "age",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "expires",
    "keep-alive",
    "pragma",
    "server",
    "set-cookie",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "via",
];

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.good_answer() else {
        return;
    };
    let samples = evidence.operation.sample_responses.iter().filter(|sample| {
        matches!(sample.start_line, SampleLine::Status { code, .. } if code == answer.status)
    });
    for field in samples.flat_map(|sample| &sample.headers) {
        let name = field.name.to_ascii_lowercase();
        if LEFT_OUT.contains(&name.as_str()) || name.starts_with("x-powered") {
            continue;
        }
        let is_there = answer.header(&name).is_some();
        let ruling = if is_there {
            Ruling::Passed
        } else {
            Ruling::Warning
        };
        let requirement = format!(
            "the answer has the field `{}`, as the sample shows",
            field.name
        );
        let verdict = Verdict::new(CHECK.id, ruling, requirement, field.span)
            .expected(format!("`{}`", field.name))
            .actual(if is_there { "one" } else { "no such field" })
            .cause(name);
        verdicts.push(verdict);
    }
}
