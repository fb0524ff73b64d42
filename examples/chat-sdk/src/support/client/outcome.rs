//! Answers that tell no success and yet are documented as a turn that things may take.

use super::handle::Answer;
use reqwest::StatusCode;

/// What became of a request whose documentation has it that the state of things may stand in its
/// way. All other statuses that tell no success are errors.
#[derive(Clone, Debug)]
#[must_use = "it may not have been done"]
#[non_exhaustive]
pub enum Outcome<T> {
    /// It was done, and this is the answer.
    Done(T),
    /// What is there is what the caller has already (304, RFC 9110 section 15.4.5).
    NotModified(Answer),
    /// What is there stands in its way (409, RFC 9110 section 15.5.10).
    Conflict(Answer),
    /// What the request made a condition does not hold (412, RFC 9110 section 15.5.13).
    PreconditionFailed(Answer),
}

impl<T> Outcome<T> {
    /// The answer, if it was done.
    pub fn done(self) -> Option<T> {
        match self {
            Outcome::Done(value) => Some(value),
            _ => None,
        }
    }

    /// The answer that tells why not, if it was not done.
    pub fn obstacle(&self) -> Option<&Answer> {
        match self {
            Outcome::Done(_) => None,
            Outcome::NotModified(answer)
            | Outcome::Conflict(answer)
            | Outcome::PreconditionFailed(answer) => Some(answer),
        }
    }

    /// The outcome that an answer tells, if its status is one of those.
    pub(crate) fn of(answer: &Answer) -> Option<Self> {
        let outcome: fn(Answer) -> Self = match answer.status {
            StatusCode::NOT_MODIFIED => Outcome::NotModified,
            StatusCode::CONFLICT => Outcome::Conflict,
            StatusCode::PRECONDITION_FAILED => Outcome::PreconditionFailed,
            _ => return None,
        };
        Some(outcome(answer.clone()))
    }
}
