//! Servers repeat what they should not: no report may show it.

use crate::event::Event;
use crate::exchange::{Exchange, Header, Outcome};
use crate::send::credentials::{Origin, Secret};
use crate::verdict::Verdict;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What stands for a secret.
const HIDDEN: &str = "***";

/// What a URL has to encode: all but what RFC 3986 section 2.3 calls unreserved.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Shorter values stand anywhere by chance.
const SHORTEST: usize = 4;

/// The secrets of a run: the credentials that were given, and what requests carried.
#[derive(Clone, Default)]
pub struct Secrets {
    /// Longest first, so that what holds another goes whole.
    values: BTreeSet<(std::cmp::Reverse<usize>, String)>,
}

impl Secrets {
    /// The secrets of these credentials. What a command prints is learned from the requests.
    pub fn new(origin: Option<&Origin>) -> Self {
        let mut secrets = Secrets::default();
        match origin {
            Some(Origin::Known(Secret::Basic(user, password))) => {
                let both = format!("{user}:{password}");
                secrets.add(&STANDARD.encode(&both));
                secrets.add(&both);
                secrets.add(password);
            }
            Some(Origin::Known(Secret::Bearer(value) | Secret::Ticket(value))) => {
                secrets.add(value);
            }
            Some(Origin::Command(_)) | None => {}
        }
        secrets
    }

    /// The event as reports may tell it: secrets are `***`, wherever a server or a case repeats them.
    pub fn hidden(&mut self, event: Event) -> Event {
        match event {
            Event::Judged {
                case,
                exchange,
                verdicts,
            } => {
                exchange
                    .request
                    .headers
                    .iter()
                    .for_each(|one| self.learn(one));
                Event::Judged {
                    case,
                    exchange: self.exchange(exchange),
                    verdicts: verdicts.into_iter().map(|one| self.verdict(one)).collect(),
                }
            }
            Event::LeftBehind { what, because } => Event::LeftBehind {
                what: self.text(what),
                because: self.text(because),
            },
            Event::Ended { early } => Event::Ended {
                early: early.map(|why| self.text(why)),
            },
            other @ (Event::Started { .. } | Event::LeftOut { .. }) => other,
        }
    }

    /// Takes a field of a request for a secret, if it is one.
    fn learn(&mut self, field: &Header) {
        if !field.secret {
            return;
        }
        self.add(&field.value);
        // Before it stands the name of a scheme (RFC 9110 section 11.4).
        let Some((scheme, value)) = field.value.split_once(' ') else {
            return;
        };
        self.add(value);
        if scheme.eq_ignore_ascii_case("basic")
            && let Ok(decoded) = STANDARD.decode(value.trim())
            && let Ok(both) = std::str::from_utf8(&decoded)
        {
            self.add(both);
            self.add(both.split_once(':').map_or("", |(_, password)| password));
        }
    }

    /// As it is, as base64, and as either stands in a text of JSON or a URL.
    fn add(&mut self, value: &str) {
        if value.len() < SHORTEST {
            return;
        }
        let encoded = STANDARD.encode(value);
        for form in [value, &encoded] {
            let json = serde_json::to_string(form).unwrap_or_default();
            let url = utf8_percent_encode(form, RESERVED).to_string();
            for one in [form, json.trim_matches('"'), &url] {
                self.values
                    .insert((std::cmp::Reverse(one.len()), one.to_owned()));
            }
        }
    }

    fn text(&self, mut text: String) -> String {
        for (_, value) in &self.values {
            if text.contains(value) {
                text = text.replace(value, HIDDEN);
            }
        }
        text
    }

    fn bytes(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut hidden: Option<Vec<u8>> = None;
        for (_, value) in &self.values {
            let all = hidden.as_deref().unwrap_or(bytes);
            if memchr::memmem::find(all, value.as_bytes()).is_some() {
                hidden = Some(replaced(all, value.as_bytes()));
            }
        }
        hidden
    }

    fn verdict(&self, verdict: Verdict) -> Verdict {
        Verdict {
            expected: self.text(verdict.expected),
            actual: self.text(verdict.actual),
            cause: self.text(verdict.cause),
            pointer: verdict.pointer.map(|one| self.text(one)),
            ..verdict
        }
    }

    /// Copied only where it shows a secret.
    fn exchange(&self, exchange: Arc<Exchange>) -> Arc<Exchange> {
        let shows = |text: &str| self.values.iter().any(|(_, value)| text.contains(value));
        let fields_show = |all: &[Header]| all.iter().any(|one| !one.secret && shows(&one.value));
        let request = &exchange.request;
        let sent = request.body.as_ref().and_then(|body| self.bytes(body));
        let answered = exchange.answer().and_then(|one| self.bytes(&one.body));
        let shown_elsewhere = shows(&request.url)
            || fields_show(&request.headers)
            || match &exchange.outcome {
                Outcome::Answer(answer) => fields_show(&answer.headers),
                Outcome::Lost(lost) => shows(&lost.message),
            };
        if sent.is_none() && answered.is_none() && !shown_elsewhere {
            return exchange;
        }
        let mut hidden = Arc::unwrap_or_clone(exchange);
        let request = &mut hidden.request;
        request.url = self.text(std::mem::take(&mut request.url));
        self.fields(&mut request.headers);
        if let Some(body) = sent {
            request.body = Some(body.into());
        }
        match &mut hidden.outcome {
            Outcome::Answer(answer) => {
                self.fields(&mut answer.headers);
                if let Some(body) = answered {
                    answer.body = body.into();
                }
            }
            Outcome::Lost(lost) => lost.message = self.text(std::mem::take(&mut lost.message)),
        }
        Arc::new(hidden)
    }

    fn fields(&self, fields: &mut [Header]) {
        for field in fields.iter_mut().filter(|one| !one.secret) {
            field.value = self.text(std::mem::take(&mut field.value));
        }
    }
}

fn replaced(all: &[u8], value: &[u8]) -> Vec<u8> {
    let mut hidden = Vec::with_capacity(all.len());
    let mut from = 0;
    for at in memchr::memmem::find_iter(all, value) {
        hidden.extend_from_slice(&all[from..at]);
        hidden.extend_from_slice(HIDDEN.as_bytes());
        from = at + value.len();
    }
    hidden.extend_from_slice(&all[from..]);
    hidden
}
