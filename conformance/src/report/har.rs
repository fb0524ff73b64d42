//! The exchanges of a run as an HTTP archive (<http://www.softwareishard.com/blog/har-12-spec/>).

use super::Reporter;
use crate::event::Event;
use crate::exchange::{Exchange, Header, Outcome};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// Keeps every exchange. Secrets are left out.
#[derive(Debug, Default)]
pub struct Har {
    entries: Vec<(String, Value)>,
}

impl Har {
    /// The text of the archive, in the order of the cases' ids.
    pub fn text(&self) -> String {
        let mut sorted: Vec<&(String, Value)> = self.entries.iter().collect();
        sorted.sort_by(|one, other| one.0.cmp(&other.0));
        let entries: Vec<&Value> = sorted.into_iter().map(|(_, entry)| entry).collect();
        let archive = json!({"log": {
            "version": "1.2",
            "creator": {"name": "bindery", "version": env!("CARGO_PKG_VERSION")},
            "entries": entries,
        }});
        format!("{archive:#}\n")
    }
}

impl Reporter for Har {
    fn event(&mut self, event: &Event) {
        if let Event::Judged { case, exchange, .. } = event {
            self.entries
                .push((case.id.clone(), entry(&case.id, exchange)));
        }
    }

    fn finish(&mut self) {}
}

fn entry(case: &str, exchange: &Exchange) -> Value {
    let request = &exchange.request;
    let (_, query) = request.url.split_once('?').unwrap_or(("", ""));
    let query: Vec<Value> = crate::path::query(query)
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    let mut told = json!({
        "method": request.method,
        "url": request.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&request.headers),
        "queryString": query,
        "headersSize": -1,
        "bodySize": request.body.as_ref().map_or(0, |body| body.len()),
    });
    if let Some(body) = &request.body {
        told["postData"] = json!({
            "mimeType": request.header("content-type").unwrap_or(""),
            "text": String::from_utf8_lossy(body),
        });
    }
    let (response, time) = response(&exchange.outcome);
    json!({
        "startedDateTime": "1970-01-01T00:00:00Z",
        "time": time,
        "request": told,
        "response": response,
        "cache": {},
        "timings": {"send": 0, "wait": time, "receive": 0},
        "comment": case,
    })
}

fn response(outcome: &Outcome) -> (Value, u64) {
    let answer = match outcome {
        Outcome::Answer(answer) => answer,
        // Browsers write what never came as status 0.
        Outcome::Lost(lost) => {
            let response = json!({
                "status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [],
                "content": {"size": 0, "mimeType": ""}, "redirectURL": "", "headersSize": -1,
                "bodySize": -1, "_error": lost.message,
            });
            return (response, 0);
        }
    };
    let mut content = json!({
        "size": answer.body.len(),
        "mimeType": answer.header("content-type").unwrap_or(""),
    });
    match std::str::from_utf8(&answer.body) {
        Ok(text) => content["text"] = json!(text),
        Err(_) => {
            content["text"] = json!(STANDARD.encode(&answer.body));
            content["encoding"] = json!("base64");
        }
    }
    let response = json!({
        "status": answer.status,
        "statusText": "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": headers(&answer.headers),
        "content": content,
        "redirectURL": answer.header("location").unwrap_or(""),
        "headersSize": -1,
        "bodySize": -1,
    });
    let time = u64::try_from(answer.elapsed.as_millis()).unwrap_or(u64::MAX);
    (response, time)
}

fn headers(fields: &[Header]) -> Vec<Value> {
    let told = |field: &Header| json!({"name": field.name, "value": field.shown()});
    fields.iter().map(told).collect()
}
