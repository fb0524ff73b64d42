//! How a caller wants to see things: language, culture and time zone.

mod culture;
mod language;
mod links;
mod moment;
mod precondition;
mod time_zone;

pub(crate) use links::base_url;
pub(crate) use precondition::{check_unmodified, last_modified, unmodified_since};

use crate::storage::Instant;
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use chat_server_stub::{DateTime, Problem, ReplyHeaders};
use culture::Culture;
use jiff::tz::TimeZone;
use serde_json::Value;

const VARIES: &str = "accept, accept-language, so-language, so-culture, so-timezone";

/// What a caller gets is for nobody else, and may change at any time (RFC 9111 section 5.2.2).
const CACHES: &str = "private, no-cache";

/// How a caller wants to see things.
#[derive(Clone, Debug)]
pub(crate) struct View {
    zone: TimeZone,
    /// The best first.
    languages: Vec<String>,
    culture: Culture,
    /// Where the service is reached: `http://127.0.0.1:8080`.
    pub(crate) base_url: String,
}

impl View {
    /// What the header fields of a request say, which is told to the caller in those of the answer.
    pub(crate) fn of(headers: &HeaderMap, reply: &ReplyHeaders) -> Result<Self, Problem> {
        let languages = language::wanted(headers);
        let spoken = language::spoken(&languages);
        reply.set(CONTENT_LANGUAGE, HeaderValue::from_static(spoken));
        reply.set(CACHE_CONTROL, HeaderValue::from_static(CACHES));
        reply.set(VARY, HeaderValue::from_static(VARIES));
        Ok(View {
            zone: time_zone::wanted(headers)?,
            culture: Culture::wanted(headers, &languages),
            languages,
            base_url: base_url(headers),
        })
    }

    /// UTC, and no language: what is stored as it is.
    pub(crate) fn plain() -> Self {
        View {
            zone: TimeZone::UTC,
            languages: Vec::new(),
            culture: Culture::PLAIN,
            base_url: String::new(),
        }
    }

    /// A moment in the wanted zone, with seven decimals.
    pub(crate) fn date_time(&self, instant: Instant) -> String {
        moment::in_zone(instant, &self.zone)
    }

    /// A moment as text for people.
    pub(crate) fn display(&self, instant: Instant) -> String {
        self.culture.display(instant, &self.zone)
    }

    /// One text of several languages.
    pub(crate) fn text(&self, text: &str) -> String {
        language::one_of(text, &self.languages).to_owned()
    }

    /// Texts and moments of what is stored as JSON, as the caller wants them.
    pub(crate) fn localise(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(instant) = moment::stored(text) {
                    *text = self.date_time(instant);
                } else if language::is_of_several(text) {
                    *text = self.text(text);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|one| self.localise(one)),
            Value::Object(members) => members.values_mut().for_each(|one| self.localise(one)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    pub(crate) fn moment(&self, instant: Instant) -> Option<DateTime> {
        Some(DateTime::from_text(self.date_time(instant)))
    }
}
