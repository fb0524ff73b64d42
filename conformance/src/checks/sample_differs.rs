//! Answers that are built otherwise than the page's sample, where its table leaves that open.

use crate::check::{Check, Evidence, Group};
use crate::judge::{open_differences, sample_bodies};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "sample-differs",
    group: Group::Shape,
    page: include_str!("../../../specs/checks/sample-differs.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(body), Some(value)) = (evidence.documented_body(), evidence.reading.json()) else {
        return;
    };
    let Some(sample) = sample_bodies(evidence).next() else {
        return;
    };
    let operation = evidence.operation;
    let comparison = open_differences(evidence.api, &body.value_type, sample, value);
    for one in &comparison.differences {
        let requirement = format!("`{}` is {}, as the sample shows it", one.pointer, one.shown);
        let verdict = Verdict::new(
            CHECK.id,
            Ruling::Warning,
            requirement,
            one.node.span(operation.file),
        )
        .expected(one.shown)
        .actual(one.actual.clone())
        .at(&one.pointer)
        .cause(format!("{}{}", operation.id.value, one.pointer));
        verdicts.push(verdict);
    }
    if comparison.differences.is_empty() && comparison.compared {
        let requirement = "the answer is built as the sample is";
        let span = sample.span(operation.file);
        verdicts.push(Verdict::new(CHECK.id, Ruling::Passed, requirement, span));
    }
}
