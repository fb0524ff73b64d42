//! The exchanges of a run as an HTTP archive (<http://www.softwareishard.com/blog/har-12-spec/>).

use super::Reporter;
use crate::event::Event;
use crate::exchange::{Exchange, Header, Outcome};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// Keeps every exchange. Secrets are left out.
#[derive(Debug, Default)]
pub struct Har {
    /// When it was sent, the case's id, and the entry as it is written: a value would take many times as
    /// much memory.
    entries: Vec<(Option<SystemTime>, String, String)>,
}

impl Har {
    /// The text of the archive, in the order in which they were sent, then of the cases' ids, an entry a line.
    pub fn text(&self) -> String {
        let mut sorted: Vec<_> = self.entries.iter().collect();
        sorted.sort();
        let entries: Vec<&str> = sorted.iter().map(|(.., entry)| entry.as_str()).collect();
        let creator = json!({"name": "bindery", "version": env!("CARGO_PKG_VERSION")});
        format!(
            "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"entries\":[\n{}\n]}}}}\n",
            entries.join(",\n")
        )
    }
}

impl Reporter for Har {
    fn event(&mut self, event: &Event) {
        if let Event::Judged { case, exchange, .. } = event {
            let entry = entry(&case.id, exchange).to_string();
            let started = exchange.wire.as_ref().map(|wire| wire.started);
            self.entries.push((started, case.id.clone(), entry));
        }
    }

    fn finish(&mut self) {}
}

fn entry(case: &str, exchange: &Exchange) -> Value {
    let request = &exchange.request;
    let wire = exchange.wire.as_ref();
    let version = wire.map_or("", |wire| wire.version);
    let (_, query) = request.url.split_once('?').unwrap_or(("", ""));
    let query: Vec<Value> = crate::path::query(query)
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    let mut told = json!({
        "method": request.method,
        "url": request.url,
        "httpVersion": version,
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
    // What was not sent by us has no time of ours, and the format wants one.
    let started = wire.and_then(|wire| Timestamp::try_from(wire.started).ok());
    let elapsed = exchange.answer().map(|answer| answer.elapsed);
    let waited = wire.map(|wire| wire.waited);
    let waited = waited.or(elapsed).unwrap_or_default();
    let received = elapsed.unwrap_or_default().saturating_sub(waited);
    json!({
        "startedDateTime": format!("{:.3}", started.unwrap_or(Timestamp::UNIX_EPOCH)),
        "time": milliseconds(waited + received),
        "request": told,
        "response": response(&exchange.outcome, version),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds(waited), "receive": milliseconds(received)},
        "comment": case,
    })
}

/// Milliseconds to the thousandth.
fn milliseconds(time: Duration) -> f64 {
    time.as_micros() as f64 / 1000.0
}

fn response(outcome: &Outcome, version: &str) -> Value {
    let answer = match outcome {
        Outcome::Answer(answer) => answer,
        // Browsers write what never came as status 0.
        Outcome::Lost(lost) => {
            return json!({
                "status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [],
                "content": {"size": 0, "mimeType": ""}, "redirectURL": "", "headersSize": -1,
                "bodySize": -1, "_error": lost.message,
            });
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
    json!({
        "status": answer.status,
        "statusText": "",
        "httpVersion": version,
        "cookies": [],
        "headers": headers(&answer.headers),
        "content": content,
        "redirectURL": answer.header("location").unwrap_or(""),
        "headersSize": -1,
        "bodySize": -1,
    })
}

fn headers(fields: &[Header]) -> Vec<Value> {
    let told = |field: &Header| json!({"name": field.name, "value": field.shown()});
    fields.iter().map(told).collect()
}
