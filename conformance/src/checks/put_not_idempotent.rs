//! Replacing by the same, which is not the same as replacing once.

use crate::body::{Json, Reading};
use crate::case::{CaseKind, Step};
use crate::check::{Check, Evidence, Group};
use crate::judge::{are_times, differences, sent_json};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "put-not-idempotent",
    group: Group::State,
    page: include_str!("../../../specs/checks/put-not-idempotent.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some((_, once))) = (evidence.answer(), evidence.step(Step::Replace)) else {
        return;
    };
    let Some(first) = once.answer().filter(|answer| answer.is_success()) else {
        return;
    };
    if evidence.case.kind != CaseKind::Lifecycle(Step::ReplaceAgain) {
        return;
    }
    let requirement = "PUT twice is PUT once (RFC 9110 section 9.2.2)";
    let verdict = |ruling| Verdict::new(CHECK.id, ruling, requirement, evidence.endpoint());
    let id = &evidence.operation.id.value;
    // Created twice, or refused the second time. 409, 412 and 429 tell of others who write.
    let made_another = answer.status == 201 && first.status == 201;
    let is_other_party = matches!(answer.status, 409 | 412 | 429) || answer.is_server_error();
    if made_another || !(answer.is_success() || is_other_party) {
        let told = verdict(Ruling::Failed).expected("the same once more");
        return verdicts.push(told.actual(format!("status {}", answer.status)).cause(id));
    }
    let reading = Reading::new(once);
    let sent = sent_json(&evidence.exchange.request);
    let (Some(before), Some(after), Some(sent)) = (reading.json(), evidence.reading.json(), sent)
    else {
        return;
    };
    let changed = differences(before, after)
        .into_iter()
        .find(|(pointer, was, is)| {
            // Counters and times of changes are the server's own.
            let is_sent = sent.at(pointer).is_some_and(|value| *value != Json::Null);
            is_sent && !are_times(was, is)
        });
    verdicts.push(match changed {
        None => verdict(Ruling::Passed),
        Some((pointer, was, is)) => {
            let told = verdict(Ruling::Failed)
                .expected(was.shown())
                .actual(is.shown());
            told.cause(format!("{id}{pointer}")).at(pointer)
        }
    });
}
