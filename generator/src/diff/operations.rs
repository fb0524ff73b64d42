//! Operations that came, went, or are called otherwise.

use super::Pair;
use super::change::Use;
use super::findings::{Finding, Findings};
use super::kind::{Kind, Seen};
use super::matching::{Matched, template};
use bindery_model::resolved::Operation;
use bindery_model::{EvidenceKind, Span};

pub(super) fn compare(matched: &Matched<'_>, findings: &mut Findings) {
    for operation in &matched.removed {
        let before = Some(place(operation));
        findings.push(alone(Kind::OperationRemoved, operation, before, None));
    }
    for operation in &matched.added {
        let after = Some(place(operation));
        findings.push(alone(Kind::OperationAdded, operation, None, after));
    }
    for (old, new) in &matched.pairs {
        let moved = old.method.value != new.method.value || template(old) != template(new);
        // An id that is made of method and path says nothing that those do not.
        let is_made = |operation: &Operation| operation.id.evidence.kind == EvidenceKind::Endpoint;
        let renamed = old.id.value != new.id.value && !is_made(old) && !is_made(new);
        let (kind, before, after) = match (moved, renamed) {
            (false, false) => continue,
            (true, false) => (Kind::OperationMoved, place(old), place(new)),
            (false, true) => (
                Kind::OperationIdChanged,
                old.id.value.clone(),
                new.id.value.clone(),
            ),
            (true, true) => (Kind::OperationRenamed, whole(old), whole(new)),
        };
        let mut finding = alone(kind, new, Some(before), Some(after));
        finding.found_in.old = Some(if moved {
            old.path.span()
        } else {
            old.id.span()
        });
        finding.found_in.new = Some(if moved {
            new.path.span()
        } else {
            new.id.span()
        });
        finding.because = matched.alike.get(&std::ptr::from_ref(*old)).cloned();
        findings.push(finding);
    }
}

fn alone(
    kind: Kind,
    operation: &Operation,
    before: Option<String>,
    after: Option<String>,
) -> Finding {
    let span = Some(operation.path.span());
    Finding {
        kind,
        cause: operation.id.value.clone(),
        found_in: Use {
            operation: operation.id.value.clone(),
            place: "operation".to_owned(),
            old: span.filter(|_| after.is_none()),
            new: span.filter(|_| after.is_some()),
        },
        before,
        after,
        seen: Seen::default(),
        because: None,
    }
}

fn place(operation: &Operation) -> String {
    format!("{} {}", operation.method.value, operation.path.value)
}

fn whole(operation: &Operation) -> String {
    format!("{} ({})", place(operation), operation.id.value)
}

/// A place that stands for the operation where nothing nearer is known.
pub(super) fn anchor(pair: Pair<'_>) -> (Span, Span) {
    (pair.old.path.span(), pair.new.path.span())
}

/// The place of something that several pages may list: only its first place is known, which may be
/// another page's.
pub(super) fn own(listed: Span, anchor: Span) -> Span {
    match listed.file == anchor.file {
        true => listed,
        false => anchor,
    }
}
