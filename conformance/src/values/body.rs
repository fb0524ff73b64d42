//! The bodies of operations.

use super::Values;
use super::sample::Needs;
use bindery_model::resolved::{Operation, Response};
use bindery_model::{JsonNode, Sample, SampleBody, SampleLine, Type};
use serde_json::Value;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A sample of the page shows it, perhaps corrected.
    Sample,
    /// An example in the text or table of the page.
    Example,
    /// The page gives it as the default.
    Default,
    /// It is made up.
    Generated,
}

impl Values<'_> {
    /// A body that a request of the operation may carry; `None` where the page documents none.
    pub fn request_body(&self, operation: &Operation) -> Option<(Value, Source)> {
        let wanted = &operation.request.as_ref()?.value_type;
        let place = format!("{}/request", operation.id.value);
        let shown = operation.sample_requests.iter().find_map(json_of);
        Some(self.body(shown, wanted, &place, Needs::Required))
    }

    /// The same, whatever the samples show.
    pub fn generated_request_body(&self, operation: &Operation) -> Option<Value> {
        let wanted = &operation.request.as_ref()?.value_type;
        Some(self.generate(wanted, &format!("{}/request", operation.id.value)))
    }

    /// A body that an answer of the operation may carry; `None` where the page documents none.
    pub fn response_body(
        &self,
        operation: &Operation,
        response: &Response,
    ) -> Option<(Value, Source)> {
        let wanted = &response.body.as_ref()?.value_type;
        let samples = operation.sample_responses.iter();
        let shown = samples
            .filter(|sample| is_of(sample, response.status.value))
            .find_map(json_of);
        Some(self.body(shown, wanted, &place_of(operation, response), Needs::All))
    }

    /// The same, whatever the samples show.
    pub fn generated_response_body(
        &self,
        operation: &Operation,
        response: &Response,
    ) -> Option<Value> {
        let wanted = &response.body.as_ref()?.value_type;
        Some(self.generate(wanted, &place_of(operation, response)))
    }

    fn body(
        &self,
        shown: Option<&JsonNode>,
        wanted: &Type,
        place: &str,
        needs: Needs,
    ) -> (Value, Source) {
        match shown {
            Some(node) => {
                let value = self.correct(super::json(node), wanted, place, needs);
                (value, Source::Sample)
            }
            None => (self.generate(wanted, place), Source::Generated),
        }
    }
}

fn place_of(operation: &Operation, response: &Response) -> String {
    format!("{}/{}", operation.id.value, response.status.value)
}

/// Whether a sample shows an answer of this status; one without a status line shows a success.
pub(super) fn is_of(sample: &Sample, status: u16) -> bool {
    match &sample.start_line {
        SampleLine::Status { code, .. } => *code == status,
        SampleLine::Absent => (200..300).contains(&status),
        SampleLine::Request { .. } => false,
    }
}

fn json_of(sample: &Sample) -> Option<&JsonNode> {
    sample.body.as_ref().and_then(SampleBody::json)
}
