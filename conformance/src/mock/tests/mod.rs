//! The mock over the pages of `specs/pages`: what it answers, refuses, keeps and breaks.

mod answers;
mod corpus;
mod hostile;
mod judged;
mod life;
mod refusals;
mod socket;

use super::*;
use crate::testing::CHAT;
use crate::values::{Values, text};
use axum::http::{HeaderName, HeaderValue};
use bindery_model::Location;
use bindery_model::resolved::Operation;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// A user and a password, as Base64: `who:knows`.
pub(crate) const BASIC: &str = "Basic d2hvOmtub3dz";

/// A mock of the pages.
pub(crate) fn mock(options: Options) -> Mock {
    let (api, sources) = model();
    Mock::new(api, sources, options)
}

/// The model and the pages, shared.
pub(crate) fn model() -> (Arc<ResolvedApi>, Arc<SourceMap>) {
    use std::sync::LazyLock;
    static MODEL: LazyLock<(Arc<ResolvedApi>, Arc<SourceMap>)> = LazyLock::new(|| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/pages");
        let pages = crate::testing::read(&folder);
        (Arc::new(pages.api), Arc::new(pages.sources))
    });
    MODEL.clone()
}

/// A request with credentials.
pub(crate) fn asked(method: &str, target: &str) -> Asked {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let asked = Asked {
        method: method.to_owned(),
        path: path.to_owned(),
        query: crate::path::query(query).collect(),
        ..Asked::default()
    };
    asked.with("authorization", BASIC)
}

impl Asked {
    /// With a header field in place of those of its name.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("it is a value");
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.bytes("application/json", body.to_string())
    }

    pub(crate) fn bytes(mut self, media_type: &str, body: impl Into<bytes::Bytes>) -> Self {
        self.body = body.into();
        self.with("content-type", media_type)
    }
}

/// The request that an operation's page describes: required parameters and the documented body.
pub(crate) fn good(operation: &Operation) -> Asked {
    good_of(&CHAT.api, operation)
}

/// The same of another model.
fn good_of(api: &ResolvedApi, operation: &Operation) -> Asked {
    let target = target_of(api, operation);
    let asked = asked(operation.method.value.as_str(), &target);
    let values = Values::new(api, 1);
    match (values.request_body(operation), &operation.request) {
        (Some((body, _)), Some(request)) => asked.bytes(&request.media_types[0], body.to_string()),
        _ => asked,
    }
}

/// The path and query with the required parameters.
pub(crate) fn target(operation: &Operation) -> String {
    target_of(&CHAT.api, operation)
}

fn target_of(api: &ResolvedApi, operation: &Operation) -> String {
    let values = Values::new(api, 1);
    let mut path = operation.path.value.clone();
    let mut query = Vec::new();
    for parameter in &operation.parameters {
        let value = text(&values.parameter(operation, parameter).0);
        let value = utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string();
        let name = &parameter.name.value;
        match parameter.location {
            Location::Path => path = path.replace(&format!("{{{name}}}"), &value),
            Location::Query if parameter.required.is_some() => {
                query.push(format!("{name}={value}"))
            }
            _ => {}
        }
    }
    match query.is_empty() {
        true => path,
        false => format!("{path}?{}", query.join("&")),
    }
}

/// The JSON of an answer.
pub(crate) fn body(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).expect("it is JSON")
}

/// Status and JSON of the answer to a request.
pub(crate) fn ask(mock: &Mock, asked: &Asked) -> (u16, Value) {
    let (reply, _) = mock.reply(asked);
    let value = match reply.body.is_empty() {
        true => Value::Null,
        false => body(&reply),
    };
    (reply.status.as_u16(), value)
}
