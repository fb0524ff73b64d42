//! Bodies of requests and responses: whether they are there, in which form, of which type.

use super::Pair;
use super::findings::{Finding, Findings};
use super::kind::{Kind, Seen};
use super::operations::anchor;
use super::schemas::{Root, Schemas};
use super::types::{self, Known};
use bindery_model::resolved::Operation;
use bindery_model::{Evidence, Type};
use rustc_hash::FxHashSet;

pub(super) fn compare(pair: Pair<'_>, schemas: &mut Schemas<'_>, findings: &mut Findings) {
    for in_request in [true, false] {
        let side = Side { pair, in_request };
        match (body(pair.old, in_request), body(pair.new, in_request)) {
            (None, None) => {}
            (Some(before), None) => side.removed(before, findings),
            (None, Some(after)) => side.added(after, findings),
            (Some(before), Some(after)) => {
                side.media_types(before, after, findings);
                side.types(before, after, schemas, findings);
            }
        }
    }
}

/// The request or the response of a pair.
#[derive(Clone, Copy)]
struct Side<'a> {
    pair: Pair<'a>,
    in_request: bool,
}

#[derive(Clone, Copy)]
struct Body<'a> {
    media_types: &'a [String],
    value_type: &'a Type,
    evidence: Evidence,
}

fn body(operation: &Operation, in_request: bool) -> Option<Body<'_>> {
    if in_request {
        let body = operation.request.as_ref()?;
        return Some(Body {
            media_types: &body.media_types,
            value_type: &body.value_type,
            evidence: body.type_evidence,
        });
    }
    let body = operation
        .responses
        .iter()
        .find_map(|one| one.body.as_ref())?;
    Some(Body {
        media_types: &body.media_types,
        value_type: &body.value_type,
        evidence: body.type_evidence,
    })
}

impl Side<'_> {
    fn place(self) -> &'static str {
        match self.in_request {
            true => "request",
            false => "response",
        }
    }

    fn seen(self) -> Seen {
        Seen {
            in_request: self.in_request,
            in_response: !self.in_request,
            ..Seen::default()
        }
    }

    fn finding(self, kind: Kind, before: Option<String>, after: Option<String>) -> Finding {
        let finding = Finding::new(kind, self.pair, self.place().to_owned(), before, after);
        finding.seen(self.seen())
    }

    fn removed(self, before: Body<'_>, findings: &mut Findings) {
        let was = types::text(self.pair.old_api, before.value_type);
        let finding = self.finding(Kind::BodyRemoved, Some(was), None);
        findings.push(finding.at(before.evidence.span, anchor(self.pair).1));
    }

    fn added(self, after: Body<'_>, findings: &mut Findings) {
        let is = types::text(self.pair.new_api, after.value_type);
        let finding = self.finding(Kind::BodyAdded, None, Some(is));
        findings.push(finding.at(anchor(self.pair).0, after.evidence.span));
    }

    /// Media types have no case (RFC 9110 section 8.3.1).
    fn media_types(self, before: Body<'_>, after: Body<'_>, findings: &mut Findings) {
        let at = (before.evidence.span, after.evidence.span);
        let folded = |all: &[String]| -> FxHashSet<String> {
            all.iter().map(|one| one.to_ascii_lowercase()).collect()
        };
        let (old, new) = (folded(before.media_types), folded(after.media_types));
        for gone in before.media_types {
            if !new.contains(&gone.to_ascii_lowercase()) {
                let finding = self.finding(Kind::MediaTypeRemoved, Some(gone.clone()), None);
                findings.push(finding.at(at.0, at.1));
            }
        }
        for come in after.media_types {
            if !old.contains(&come.to_ascii_lowercase()) {
                let finding = self.finding(Kind::MediaTypeAdded, None, Some(come.clone()));
                findings.push(finding.at(at.0, at.1));
            }
        }
    }

    fn types(
        self,
        before: Body<'_>,
        after: Body<'_>,
        schemas: &mut Schemas<'_>,
        findings: &mut Findings,
    ) {
        let at = (before.evidence.span, after.evidence.span);
        let known = types::known_by(Some(&before.evidence), Some(&after.evidence));
        let (old_type, new_type) = match (before.value_type, after.value_type) {
            // One sample more, and a table turns out to be of items.
            (Type::Array(items), one @ Type::Schema(_)) if known != Known::Stated => {
                (&**items, one)
            }
            (one @ Type::Schema(_), Type::Array(items)) if known != Known::Stated => {
                (one, &**items)
            }
            both => both,
        };
        let found = types::compare(old_type, new_type, known);
        if let Some(fit) = found.differs {
            let was = types::text(self.pair.old_api, before.value_type);
            let is = types::text(self.pair.new_api, after.value_type);
            let finding = self.finding(Kind::BodyTypeChanged, Some(was), Some(is));
            let seen = Seen {
                old_fits_new: fit.old_fits_new,
                new_fits_old: fit.new_fits_old,
                ..self.seen()
            };
            findings.push(finding.at(at.0, at.1).seen(seen));
        }
        for member in found.removed {
            let finding = self.finding(Kind::EnumMemberRemoved, Some(member), None);
            findings.push(finding.at(at.0, at.1));
        }
        for member in found.added {
            let finding = self.finding(Kind::EnumMemberAdded, None, Some(member));
            findings.push(finding.at(at.0, at.1));
        }
        if let Some((old, new, path)) = found.schemas {
            schemas.hold(
                (old, new),
                Root {
                    operation: self.pair.id().to_owned(),
                    place: format!("{}{path}", self.place()),
                    in_request: self.in_request,
                },
            );
        }
    }
}
