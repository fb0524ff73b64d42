//! Documented statuses.

use super::Pair;
use super::findings::{Finding, Findings};
use super::kind::{Kind, Seen};
use super::operations::anchor;
use bindery_model::EvidenceKind;
use bindery_model::resolved::{Operation, Response};

pub(super) fn compare(pair: Pair<'_>, findings: &mut Findings) {
    let (old, new) = (stated(pair.old), stated(pair.new));
    // A page that lists no status says nothing of them.
    if old.is_empty() || new.is_empty() {
        return;
    }
    let (holder_before, holder_after) = anchor(pair);
    let has = |all: &[&Response], one: &Response| {
        all.iter()
            .any(|other| other.status.value == one.status.value)
    };
    for before in old.iter().filter(|one| !has(&new, one)) {
        let status = before.status.value;
        let place = format!("status.{status}");
        let was = Some(status.to_string());
        let finding = Finding::new(Kind::StatusRemoved, pair, place, was, None);
        let seen = Seen {
            in_response: (200..300).contains(&status),
            ..Seen::default()
        };
        findings.push(finding.at(before.status.span(), holder_after).seen(seen));
    }
    for after in new.iter().filter(|one| !has(&old, one)) {
        let status = after.status.value;
        let place = format!("status.{status}");
        let is = Some(status.to_string());
        let finding = Finding::new(Kind::StatusAdded, pair, place, None, is);
        findings.push(finding.at(holder_before, after.status.span()));
    }
}

/// The statuses that the page lists; one that was only assumed stands at the endpoint.
fn stated(operation: &Operation) -> Vec<&Response> {
    let all = operation.responses.iter();
    all.filter(|one| one.status.evidence.kind != EvidenceKind::Endpoint)
        .collect()
}
