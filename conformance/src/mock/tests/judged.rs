//! What the checks say of answers: nothing where no promise is broken, and what they should where one is.

use super::*;
use crate::case::{Case, CaseKind, Credentials};
use crate::check::Policy;
use crate::exchange::{Answer, Exchange, Header, Outcome, Request};
use crate::judge::{Judge, select};
use crate::verdict::Ruling;
use std::collections::BTreeSet;
use std::time::Duration;

/// The request that a page describes and its answer, as a client sees them.
fn exchange(mock: &Mock, at: usize) -> (Case, Exchange) {
    let operation = &CHAT.api.operations[at];
    let good = good(operation);
    let fields = good
        .headers
        .iter()
        .map(|(name, value)| Header::new(name.as_str(), value.to_str().expect("it is text")));
    let request = Request {
        method: good.method.clone(),
        url: format!("http://mock{}", target(operation)),
        headers: fields.collect(),
        body: (!good.body.is_empty()).then(|| good.body.clone()),
    };
    let (reply, _) = mock.reply(&good);
    let fields = reply
        .headers
        .iter()
        .map(|(name, value)| Header::new(name.as_str(), value.to_str().expect("it is text")));
    let answer = Answer {
        status: reply.status.as_u16(),
        headers: fields.collect(),
        body: reply.body.clone(),
        cut: None,
        elapsed: Duration::from_millis(1),
    };
    let case = Case {
        id: format!("{}/sample", operation.id.value),
        operation: at,
        kind: CaseKind::Sample,
        parameters: Vec::new(),
        body: None,
        accept: Vec::new(),
        credentials: Credentials::Given,
        method: None,
        path: None,
    };
    (
        case,
        Exchange {
            request,
            outcome: Outcome::Answer(answer),
            wire: None,
        },
    )
}

/// The checks that complain of a mock's answers to all documented requests.
fn complaints(options: Options) -> BTreeSet<String> {
    let mock = mock(options);
    let policy = Policy::default();
    let checks = select(&[], &[]).expect("nothing is named");
    let judge = Judge::new(&CHAT.api, &CHAT.sources, &policy, checks);
    let mut found = BTreeSet::new();
    for at in 0..CHAT.api.operations.len() {
        mock.forget();
        let (case, exchange) = exchange(&mock, at);
        for verdict in judge.judge(&case, &exchange, &[]) {
            if matches!(verdict.ruling, Ruling::Failed | Ruling::Warning) {
                found.insert(format!(
                    "{}: {} {} {}",
                    verdict.check, case.id, verdict.requirement, verdict.actual
                ));
            }
        }
    }
    found
}

#[test]
fn nothing_is_wrong_with_a_mock_that_breaks_nothing() {
    for answers in [Answers::Sample, Answers::Generated] {
        for stateful in [false, true] {
            let found = complaints(Options {
                answers,
                stateful,
                ..Options::default()
            });
            assert_eq!(found, BTreeSet::new(), "{answers:?}, stateful: {stateful}");
        }
    }
}

/// Faults that answers to documented requests show, as far as bodies and fields show them.
#[test]
fn the_check_that_is_meant_to_notices_each_broken_answer() {
    for group in ["shape", "media", "status"] {
        for fault in faults::ALL.iter() {
            let mut all = crate::checks::ALL.iter();
            let check = all
                .find(|check| check.id == fault.check)
                .expect("there is one");
            let needs_more = [
                // Other requests than documented ones, or what only a connection shows.
                "acceptance-ignored",
                "accept-ignored",
                "allow-missing",
                "bad-input-500",
                "connection-reset",
                "drip",
                "endless-body",
                "gzip-bomb",
                "gzip-broken",
                "hang",
                "length-wrong",
                "secret-leaked",
                "stack-trace-leaked",
                "unknown-method-answered",
                "unknown-path-answered",
                "request-media-type-ignored",
                "challenge-missing",
                // Nothing of that kind is on these pages.
                "bytes-malformed",
                "enum-unknown",
                "header-missing",
            ];
            if check.group.id() != group || needs_more.contains(&fault.id) {
                continue;
            }
            let injected = Injected {
                fault,
                operation: None,
            };
            let found = complaints(Options {
                faults: vec![injected],
                ..Options::default()
            });
            let meant = format!("{}: ", fault.check);
            assert!(
                found.iter().any(|one| one.starts_with(&meant)),
                "{}: {found:#?}",
                fault.id
            );
        }
    }
}
