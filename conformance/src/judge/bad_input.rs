//! What checks of bad input do: whether the server refused what it was meant to refuse.

use crate::case::CaseKind;
use crate::check::{Check, Evidence};
use crate::exchange::Answer;
use crate::verdict::{Ruling, Verdict};
use bindery_model::Span;
use bindery_model::resolved::Parameter;

/// What was wrong with a request, for people; nothing where nothing was meant to be.
pub(crate) fn fault(kind: &CaseKind) -> Option<&'static str> {
    Some(match kind {
        CaseKind::NoCredentials => "no credentials",
        CaseKind::WrongCredentials => "wrong credentials",
        CaseKind::Missing(_) => "a required parameter left out",
        CaseKind::Malformed(_) => "a malformed parameter",
        CaseKind::OutsideEnum(_) => "a word that is no member",
        CaseKind::BrokenBody => "a body that does not parse",
        CaseKind::WrongTypes => "a body of wrong types",
        CaseKind::WrongMediaType => "a body in an undocumented media type",
        CaseKind::UnacceptableMediaType => "an unacceptable media type",
        CaseKind::UnknownMethod => "an undocumented method",
        CaseKind::UnknownPath => "an undocumented path",
        _ => return None,
    })
}

/// What a request must be refused for.
pub(crate) struct Fault {
    /// What the page promises.
    pub(crate) requirement: String,
    /// Where.
    pub(crate) place: Span,
    /// The cause.
    pub(crate) cause: String,
    /// How bad it is that it was not refused.
    pub(crate) severity: Ruling,
}

/// Tells whether `answer` refuses a request. A server error is neither refusal nor acceptance, and a
/// redirection may be either; checks of their own tell those.
pub(crate) fn refused(check: &Check, answer: &Answer, fault: Fault, verdicts: &mut Vec<Verdict>) {
    let ruling = match answer {
        _ if answer.is_refusal() => Ruling::Passed,
        _ if answer.is_success() => fault.severity,
        _ => return,
    };
    let verdict = Verdict::new(check.id, ruling, fault.requirement, fault.place)
        .expected("a status from 400 to 499")
        .actual(format!("status {}", answer.status))
        .cause(fault.cause);
    verdicts.push(verdict);
}

/// The parameter of this name.
pub(crate) fn parameter<'a>(evidence: &Evidence<'a>, name: &str) -> Option<&'a Parameter> {
    let mut parameters = evidence.operation.parameters.iter();
    parameters.find(|one| one.name.value == name)
}

/// Where the page tells of the request body, or of the operation where it tells of none.
pub(crate) fn body_place(evidence: &Evidence<'_>) -> Span {
    let body = evidence.operation.request.as_ref();
    body.map_or(evidence.endpoint(), |body| body.type_evidence.span)
}
