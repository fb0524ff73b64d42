//! Answers that take longer than the page says.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};
use std::time::Duration;

pub(super) const CHECK: Check = Check {
    id: "slower-than-documented",
    group: Group::Timing,
    page: include_str!("../../../specs/checks/slower-than-documented.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(answer) = evidence.good_answer().filter(|answer| answer.is_success()) else {
        return;
    };
    let Some(promise) = &evidence.operation.response_time else {
        return;
    };
    let percent = u64::from(evidence.policy.slack_percent) + 100;
    let limit = Duration::from_millis(u64::from(promise.value) * percent / 100);
    let ruling = match answer.elapsed > limit {
        true => Ruling::Failed,
        false => Ruling::Passed,
    };
    let requirement = format!("an answer takes no longer than {} ms", promise.value);
    let verdict = Verdict::new(CHECK.id, ruling, requirement, promise.span())
        .expected(format!("at most {} ms", limit.as_millis()))
        .actual(format!("{} ms", answer.elapsed.as_millis()))
        .cause(&evidence.operation.id.value);
    verdicts.push(verdict);
}
