//! Objects that keep what they had when they are replaced.

use crate::body::Json;
use crate::case::{CaseKind, Step};
use crate::check::{Check, Evidence, Group};
use crate::judge::{are_times, change, is_same, sent_json};
use crate::verdict::{Ruling, Verdict};
use bindery_model::Method;

pub(super) const CHECK: Check = Check {
    id: "put-not-replacing",
    group: Group::State,
    page: include_str!("../../../specs/checks/put-not-replacing.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let Some(change) = change(evidence, &[Step::Replace, Step::ReplaceAgain, Step::Save]) else {
        return;
    };
    let (Some(before), Json::Object(sent)) = (&change.before, &change.sent) else {
        return;
    };
    let is_put = change.operation.method.value == Method::Put;
    let requirement = match is_put {
        true => "PUT puts what is sent in place of what was there (RFC 9110 section 9.3.4)",
        false => "what is saved is there",
    };
    let verdict =
        |ruling| Verdict::new(CHECK.id, ruling, requirement, change.operation.path.span());
    let id = &change.operation.id.value;
    let start = verdicts.len();
    // What was sent and differs from what was there before, and what became of it.
    let wanted: Vec<_> = sent
        .iter()
        .filter_map(|(name, value)| Some((name, value, before.get(name)?, change.after.get(name)?)))
        .filter(|(_, value, was, _)| !is_same(value, was))
        .collect();
    // A server may keep some properties for itself, but not all.
    if let Some((name, value, was, _)) = wanted.first()
        && wanted.iter().all(|(_, _, was, is)| is_same(was, is))
    {
        let told = verdict(Ruling::Failed)
            .expected(value.shown())
            .actual(was.shown());
        verdicts.push(
            told.at(format!("/{name}"))
                .cause(format!("{id} changes nothing")),
        );
    }
    // No standard says what other methods do with what is left out.
    let left_over = match is_put {
        true => left_over(evidence, &change.sent, before, change.after),
        false => Vec::new(),
    };
    for (name, is) in left_over {
        let told = verdict(Ruling::Failed)
            .expected("nothing, as it was left out")
            .actual(is.shown());
        verdicts.push(
            told.at(format!("/{name}"))
                .cause(format!("{id} keeps what is left out")),
        );
    }
    if verdicts.len() == start && !wanted.is_empty() {
        verdicts.push(verdict(Ruling::Passed));
    }
}

/// What the run had written itself before, was left out now, and is there as before.
fn left_over<'a>(
    evidence: &Evidence<'a>,
    sent: &Json,
    before: &Json,
    after: &'a Json,
) -> Vec<(String, &'a Json)> {
    let is_write = |kind: &CaseKind| {
        matches!(
            kind,
            CaseKind::Lifecycle(Step::Create | Step::Replace | Step::ReplaceAgain)
        )
    };
    let writes = evidence
        .earlier
        .iter()
        .filter(|(case, _)| is_write(&case.kind));
    let address = &evidence.exchange.request.url;
    let mut found = Vec::new();
    for written in writes.filter_map(|(_, exchange)| sent_json(&exchange.request)) {
        let Json::Object(members) = written else {
            continue;
        };
        for (name, value) in members {
            let (Some(was), Some(is)) = (before.get(&name), after.get(&name)) else {
                continue;
            };
            let stayed = is_same(was, &value) && is_same(is, was) && !is.is_blank();
            // A key that the address holds stays what it is, and times are the server's own.
            let is_own = are_times(was, is) || address.ends_with(&format!("/{}", plain(is)));
            let known = found.iter().any(|(one, _)| *one == name);
            if sent.get(&name).is_none() && stayed && !is_own && !known {
                found.push((name, is));
            }
        }
    }
    found
}

/// A value as an address holds it.
fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.shown(),
    }
}
