//! Operations, what they take and what they give.

use super::{FlagFact, NumberFact, SampleDocument, Spot, TextFact, TypeFact, Writer};
use crate::resolved::{Operation, Parameter, RequestBody, Response, ResponseBody};
use schemars::JsonSchema;
use serde::Serialize;

/// An operation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OperationDocument<'a> {
    /// The id, of which no two operations have the same.
    pub id: TextFact<'a>,
    /// The method in capitals.
    pub method: TextFact<'a>,
    /// The path, with `{name}` for its parameters.
    pub path: TextFact<'a>,
    /// The resource or group that it belongs to.
    pub resource: &'a str,
    /// The title of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<TextFact<'a>>,
    /// One line on what it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<TextFact<'a>>,
    /// More on what it does, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextFact<'a>>,
    /// Parameters in path and query, in the order of the page.
    pub parameters: Vec<ParameterDocument<'a>>,
    /// The names of the request headers that it takes.
    pub headers: Vec<&'a str>,
    /// The names of the security schemes of which any will do.
    pub security: Vec<&'a str>,
    /// The request body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestDocument<'a>>,
    /// The statuses, in ascending order.
    pub responses: Vec<ResponseDocument<'a>>,
    /// The response time that the page promises, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_time_ms: Option<NumberFact<'a>>,
    /// The sample requests of the page.
    pub sample_requests: Vec<SampleDocument<'a>>,
    /// The sample responses of the page.
    pub sample_responses: Vec<SampleDocument<'a>>,
    /// The dialect that read the page.
    pub dialect: &'a str,
    /// Where the page starts to document it.
    pub documented_at: Spot<'a>,
}

/// A parameter in path or query.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ParameterDocument<'a> {
    /// The name.
    pub name: TextFact<'a>,
    /// Where it is sent.
    #[serde(rename = "in")]
    #[schemars(extend("enum" = ["path", "query", "header"]))]
    pub location: &'static str,
    /// The type.
    #[serde(rename = "type")]
    pub value_type: TypeFact<'a>,
    /// Whether it must be sent.
    pub required: FlagFact<'a>,
    /// The default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<TextFact<'a>>,
    /// What it means, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextFact<'a>>,
    /// A value that an example of the page gives it, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<TextFact<'a>>,
}

/// A request body.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RequestDocument<'a> {
    /// The name of the parameter that carries it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<TextFact<'a>>,
    /// What it means, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextFact<'a>>,
    /// The media types in which it may be sent.
    pub media_types: &'a [String],
    /// The type.
    #[serde(rename = "type")]
    pub value_type: TypeFact<'a>,
}

/// A response.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ResponseDocument<'a> {
    /// The status code.
    pub status: NumberFact<'a>,
    /// What it means, as CommonMark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TextFact<'a>>,
    /// Its body, where it has one that the page documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyDocument<'a>>,
}

/// The body of a response.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BodyDocument<'a> {
    /// The media types in which it may come.
    pub media_types: &'a [String],
    /// The type.
    #[serde(rename = "type")]
    pub value_type: TypeFact<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn operation(self, operation: &'a Operation) -> OperationDocument<'a> {
        let text = |stated| self.text(stated);
        let api = self.api;
        let header = |at: &usize| api.headers[*at].name.value.as_str();
        let scheme = |at: &usize| api.security[*at].name.as_str();
        let samples = |all: &'a [_]| all.iter().map(|one| self.sample(one)).collect();
        OperationDocument {
            id: text(&operation.id),
            method: TextFact {
                value: operation.method.value.as_str(),
                evidence: self.places(&[operation.method.evidence]),
            },
            path: text(&operation.path),
            resource: &operation.resource,
            title: operation.title.as_ref().map(text),
            summary: operation.summary.as_ref().map(text),
            description: operation.description.as_ref().map(text),
            parameters: operation
                .parameters
                .iter()
                .map(|one| self.parameter(one))
                .collect(),
            headers: operation.headers.iter().map(header).collect(),
            security: operation.security.iter().map(scheme).collect(),
            request: operation.request.as_ref().map(|body| self.request(body)),
            responses: operation
                .responses
                .iter()
                .map(|one| self.response(one))
                .collect(),
            response_time_ms: operation
                .response_time
                .as_ref()
                .map(|time| self.number(time)),
            sample_requests: samples(&operation.sample_requests),
            sample_responses: samples(&operation.sample_responses),
            dialect: &operation.dialect,
            documented_at: self.spot(operation.span),
        }
    }

    fn parameter(self, parameter: &'a Parameter) -> ParameterDocument<'a> {
        ParameterDocument {
            name: self.text(&parameter.name),
            location: parameter.location.as_str(),
            value_type: self.typed(&parameter.value_type, &[parameter.type_evidence]),
            required: self.flag(parameter.required),
            default: parameter.default.as_ref().map(|text| self.text(text)),
            description: parameter.description.as_ref().map(|text| self.text(text)),
            example: parameter.example.as_ref().map(|text| self.text(text)),
        }
    }

    fn request(self, body: &'a RequestBody) -> RequestDocument<'a> {
        RequestDocument {
            name: body.name.as_ref().map(|text| self.text(text)),
            description: body.description.as_ref().map(|text| self.text(text)),
            media_types: &body.media_types,
            value_type: self.typed(&body.value_type, &[body.type_evidence]),
        }
    }

    fn response(self, response: &'a Response) -> ResponseDocument<'a> {
        ResponseDocument {
            status: self.number(&response.status),
            description: response.description.as_ref().map(|text| self.text(text)),
            body: response.body.as_ref().map(|body| self.response_body(body)),
        }
    }

    fn response_body(self, body: &'a ResponseBody) -> BodyDocument<'a> {
        BodyDocument {
            media_types: &body.media_types,
            value_type: self.typed(&body.value_type, &[body.type_evidence]),
        }
    }
}
