//! What a request says: only what the page's sample does, and whether it names an object.

use crate::check::Evidence;
use crate::identity::is_identifier;
use crate::path::Template;
use crate::plan::is_nothing;
use crate::values::{self, Source, Values};
use bindery_model::resolved::Parameter;
use bindery_model::{Location, Sample, SampleBody};
use serde_json::Value;

impl Evidence<'_> {
    /// Whether every value that was sent stands in the page: nothing came from the server and nothing
    /// was made up.
    pub(crate) fn sends_what_the_page_shows(&self) -> bool {
        // What is not made up does not depend on the seed.
        let values = Values::new(self.api, 0);
        let is_shown = |one: &Parameter| {
            let (shown, source) = values.parameter(self.operation, one);
            let sent = self.sent(one);
            sent.is_none_or(|sent| source != Source::Generated && values::text(&shown) == sent)
        };
        self.operation.parameters.iter().all(is_shown) && self.sends_a_shown_body()
    }

    /// Whether an identifier stands in the path, the query or the body.
    pub(crate) fn names_object(&self) -> bool {
        let mut parameters = self.operation.parameters.iter();
        let in_parameters = parameters.any(|one| {
            one.location == Location::Path
                || is_identifier(&one.name.value) && self.sent(one).is_some_and(|one| one != "0")
        });
        in_parameters || self.sent_body().is_some_and(|body| has_identifier(&body))
    }

    /// What was sent of a parameter, decoded.
    fn sent(&self, parameter: &Parameter) -> Option<String> {
        let request = &self.exchange.request;
        let name = &parameter.name.value;
        let (address, query) = request.url.split_once('?').unwrap_or((&request.url, ""));
        match parameter.location {
            Location::Path => {
                let template = Template::new(&self.operation.path.value);
                // The address of the server may have a path of its own.
                let mut from_behind: Vec<&str> = address
                    .rsplit('/')
                    .take(template.segments().len())
                    .collect();
                from_behind.reverse();
                let values = template.values(&from_behind.join("/"))?;
                let mut named = template.names().zip(values);
                named.find(|(one, _)| one == name).map(|(_, value)| value)
            }
            Location::Query => {
                let mut pairs = crate::path::query(query);
                let found = pairs.find(|(one, _)| one.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value)
            }
            Location::Header => request.header(name).map(str::to_owned),
        }
    }

    fn sent_body(&self) -> Option<Value> {
        serde_json::from_slice(self.exchange.request.body.as_ref()?).ok()
    }

    fn sends_a_shown_body(&self) -> bool {
        let body = self.exchange.request.body.as_deref().unwrap_or_default();
        let mut samples = self.operation.sample_requests.iter();
        let shows = |sample: &Sample| match &sample.body {
            Some(SampleBody::Json(node)) => self
                .sent_body()
                .is_some_and(|sent| is_part(&sent, &values::json(node))),
            Some(SampleBody::Text(span)) => {
                self.sources.text(*span).trim().as_bytes() == body.trim_ascii()
            }
            None => false,
        };
        body.is_empty() || samples.any(shows)
    }
}

/// Whether the sample has all of what was sent; what is put right before it is sent may be less.
fn is_part(sent: &Value, shown: &Value) -> bool {
    match (sent, shown) {
        (Value::Object(sent), Value::Object(shown)) => sent
            .iter()
            .all(|(name, sent)| shown.get(name).is_some_and(|one| is_part(sent, one))),
        (Value::Array(sent), Value::Array(shown)) => {
            sent.len() == shown.len() && sent.iter().zip(shown).all(|(one, two)| is_part(one, two))
        }
        _ => sent == shown,
    }
}

/// Nesting is bounded by the reader of the value.
fn has_identifier(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| {
            let is_plain = matches!(value, Value::Number(_) | Value::String(_));
            is_plain && is_identifier(name) && !is_nothing(value) || has_identifier(value)
        }),
        Value::Array(items) => items.iter().any(has_identifier),
        _ => false,
    }
}
