//! Recorded traffic: HTTP archives of version 1.2 (<http://www.softwareishard.com/blog/har-12-spec/>), as
//! browsers and proxies write them, so that it is judged like traffic of our own.

mod format;
mod route;

pub use route::{Match, Routes};

use crate::case::{Case, CaseBody, CaseKind, Content, Credentials, Given, Source, Target};
use crate::exchange::{Answer, Cut, Exchange, Header, Lost, Outcome, Phase, Request};
use crate::judge::query;
use bindery_model::ResolvedApi;
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;

/// What an archive holds.
#[derive(Debug, Default)]
pub struct Archive {
    /// What was made of a documented operation, in the order of the archive.
    pub recorded: Vec<(Case, Exchange)>,
    /// The other entries.
    pub left_out: Vec<LeftOut>,
}

/// An entry of an archive that cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Which, from 0.
    pub entry: usize,
    /// Method and address without its query, or what is known of it.
    pub what: String,
    /// Why.
    pub because: String,
}

/// Why something is no archive.
#[derive(Debug, thiserror::Error)]
pub enum HarError {
    /// It is no JSON.
    #[error("not a HAR file: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON of another kind.
    #[error("not a HAR file: it has no list `log.entries`")]
    NoEntries,
}

/// Reads an archive. Entries that are broken or call nothing that is documented are left out, and told.
///
/// # Errors
/// It is no HAR file at all.
pub fn read(text: &str, api: &ResolvedApi) -> Result<Archive, HarError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut document: Value = serde_json::from_str(text)?;
    let entries = document.pointer_mut("/log/entries").map(Value::take);
    let Some(Value::Array(entries)) = entries else {
        return Err(HarError::NoEntries);
    };
    let routes = Routes::new(api);
    let mut archive = Archive::default();
    for (at, entry) in entries.into_iter().enumerate() {
        match serde_json::from_value::<format::Entry>(entry) {
            Ok(entry) => archive.add(at, entry, api, &routes),
            Err(error) => archive.left_out.push(LeftOut {
                entry: at,
                what: format!("entry {at}"),
                because: format!("it is broken: {error}"),
            }),
        }
    }
    Ok(archive)
}

impl Archive {
    fn add(&mut self, at: usize, entry: format::Entry, api: &ResolvedApi, routes: &Routes) {
        let url = &entry.request.url;
        let without_query = url.split(['?', '#']).next().unwrap_or("");
        let Some(found) = routes.find(&entry.request.method, path(without_query)) else {
            self.left_out.push(LeftOut {
                entry: at,
                what: format!("{} {without_query}", entry.request.method),
                because: "no page documents it".to_owned(),
            });
            return;
        };
        let given = route::parameters(api, &found, &query(url));
        let id = &api.operations[found.operation].id.value;
        let exchange = exchange(entry);
        let case = Case {
            id: format!("{id}/recorded:{at}"),
            operation: found.operation,
            kind: CaseKind::Recorded,
            parameters: given
                .into_iter()
                .map(|(parameter, value)| Given {
                    parameter: Target::Parameter(parameter),
                    value: Source::Known(Value::String(value)),
                })
                .collect(),
            body: exchange.request.body.as_ref().map(|body| CaseBody {
                media_type: exchange
                    .request
                    .header("content-type")
                    .unwrap_or("")
                    .to_owned(),
                content: Content::Bytes(body.to_vec()),
            }),
            accept: accept(&exchange.request),
            credentials: match exchange.request.headers.iter().any(|header| header.secret) {
                true => Credentials::Given,
                false => Credentials::Absent,
            },
            method: None,
            path: None,
        };
        self.recorded.push((case, exchange));
    }
}

fn accept(request: &Request) -> Vec<String> {
    let asked = request.header("accept").unwrap_or("").split(',');
    let range = |one: &str| one.split(';').next().unwrap_or("").trim().to_owned();
    asked.map(range).filter(|one| !one.is_empty()).collect()
}

/// The path of an absolute address.
fn path(url: &str) -> &str {
    let behind_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    behind_scheme
        .find('/')
        .map_or("/", |at| &behind_scheme[at..])
}

fn exchange(entry: format::Entry) -> Exchange {
    let elapsed = entry.elapsed();
    let request = Request {
        method: entry.request.method,
        url: entry.request.url,
        headers: headers(entry.request.headers),
        body: entry
            .request
            .post_data
            .and_then(|data| data.text)
            .map(Bytes::from),
    };
    // Browsers write 0 where no answer came.
    let Ok(status @ 100..=999) = u16::try_from(entry.response.status) else {
        let message = entry
            .response
            .error
            .unwrap_or_else(|| "no status was recorded".to_owned());
        let phase = Phase::Wait;
        return Exchange {
            request,
            outcome: Outcome::Lost(Lost { phase, message }),
            wire: None,
        };
    };
    let (body, cut) = entry.response.content.body();
    let answer = Answer {
        status,
        headers: headers(entry.response.headers),
        body,
        cut: cut.then_some(Cut::NotRecorded),
        elapsed: Duration::from_secs_f64(elapsed / 1000.0),
    };
    Exchange {
        request,
        outcome: Outcome::Answer(answer),
        wire: None,
    }
}

fn headers(fields: Vec<format::Field>) -> Vec<Header> {
    let fields = fields
        .into_iter()
        .filter(|field| !field.name.starts_with(':'));
    fields
        .map(|field| Header::new(field.name, field.value))
        .collect()
}

#[cfg(test)]
mod tests;
