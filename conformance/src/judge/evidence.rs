//! What most checks ask of the evidence.

use crate::case::{CaseKind, Step};
use crate::check::Evidence;
use crate::exchange::{Answer, Exchange};
use bindery_model::Span;
use bindery_model::resolved::{Operation, Response, ResponseBody};

impl<'a> Evidence<'a> {
    /// The answer, if one came.
    pub(crate) fn answer(&self) -> Option<&'a Answer> {
        self.exchange.answer()
    }

    /// The answer to a request that the page documents, with its method and its path.
    pub(crate) fn documented_answer(&self) -> Option<&'a Answer> {
        let is_other = self.case.method.is_some() || self.case.path.is_some();
        self.answer().filter(|_| !is_other)
    }

    /// The answer to a request with which nothing is wrong.
    pub(crate) fn good_answer(&self) -> Option<&'a Answer> {
        let is_gone = self.case.kind == CaseKind::Lifecycle(Step::ReadGone);
        let is_good = !self.case.kind.is_negative() && !is_gone;
        self.documented_answer().filter(|_| is_good)
    }

    /// What the page says of the status that came.
    pub(crate) fn response(&self) -> Option<&'a Response> {
        let status = self.documented_answer()?.status;
        let mut responses = self.operation.responses.iter();
        responses.find(|response| response.status.value == status)
    }

    /// What the page says of the body of that status.
    pub(crate) fn documented_body(&self) -> Option<&'a ResponseBody> {
        self.response()?.body.as_ref()
    }

    /// Whether the page lists this status.
    pub(crate) fn documents(&self, status: u16) -> bool {
        let mut responses = self.operation.responses.iter();
        responses.any(|response| response.status.value == status)
    }

    /// Where the page gives method and path.
    pub(crate) fn endpoint(&self) -> Span {
        self.operation.path.span()
    }

    /// Where the page starts to list statuses.
    pub(crate) fn statuses(&self) -> Span {
        let first = self.operation.responses.iter().map(|one| one.status.span());
        first.min().unwrap_or(self.endpoint())
    }

    /// Method and path as the page has them.
    pub(crate) fn title(&self) -> String {
        let operation = self.operation;
        format!("{} {}", operation.method.value, operation.path.value)
    }

    /// The last earlier exchange that was this step, with its operation.
    pub(crate) fn step(&self, step: Step) -> Option<(&'a Operation, &'a Exchange)> {
        let kind = CaseKind::Lifecycle(step);
        let mut steps = self.earlier.iter().rev();
        let (case, exchange) = steps.find(|(case, _)| case.kind == kind)?;
        Some((self.api.operations.get(case.operation)?, exchange))
    }
}

impl Answer {
    /// Whether the status says that what was asked for was done (RFC 9110 section 15.3).
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the status says that the request was wrong (RFC 9110 section 15.5).
    pub(crate) fn is_refusal(&self) -> bool {
        (400..500).contains(&self.status)
    }

    /// Whether the status says that the server failed (RFC 9110 section 15.6).
    pub(crate) fn is_server_error(&self) -> bool {
        self.status >= 500
    }
}
