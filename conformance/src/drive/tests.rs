//! Runs against the mock, and against servers that mean no good.

use super::*;
use crate::check::Policy;
use crate::exchange::Outcome;
use crate::judge;
use crate::mock::{self, Server};
use crate::plan::Options;
use crate::report::{Collector, Document, Known, Reporter};
use crate::send;
use crate::send::credentials::Origin;
use crate::testing::{CHAT, pages};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

fn plan(allowed: &[Effect]) -> Plan {
    let options = Options {
        allowed: allowed.iter().copied().collect(),
        ..Options::default()
    };
    Plan::new(&CHAT.api, &options)
}

/// What came of a plan, and the events.
async fn run_at(url: &str, plan: &Plan, jobs: usize) -> (Result<(), CannotStart>, Vec<Event>) {
    let policy = Policy::default();
    let checks = judge::select(&[], &[]).expect("nothing is named");
    let judge = Judge::new(&CHAT.api, &CHAT.sources, &policy, checks);
    let sender = Sender::new(send::Options {
        connect_timeout: Duration::from_millis(300),
        wait_timeout: Duration::from_millis(300),
        body_timeout: Duration::from_millis(300),
        largest_body: 1 << 20,
        retries: 0,
        ..send::Options::default()
    })
    .expect("the options are right");
    let origin = Origin::parse("basic:me:me").expect("it is right");
    let credentials = Credentials::new(&CHAT.api, Some(origin)).expect("they need no ticket");
    let base = Base {
        url: url.to_owned(),
        headers: Vec::new(),
    };
    let run = Run {
        api: &CHAT.api,
        plan,
        judge: &judge,
        sender: &sender,
        credentials: &credentials,
        base: &base,
        jobs,
        patience: 3,
        stop: Arc::default(),
    };
    let mut events = Vec::new();
    let done = super::run(&run, &mut |event| events.push(event)).await;
    (done, events)
}

async fn mocked(stateful: bool) -> (String, mock::Handle) {
    let pages = pages();
    let options = mock::Options {
        stateful,
        ..mock::Options::default()
    };
    let (address, handle) = Server::spawn(Arc::new(pages.api), Arc::new(pages.sources), options)
        .await
        .expect("a port is free");
    (format!("http://{address}"), handle)
}

fn document(plan: &Plan, events: &[Event]) -> Document {
    let mut collector = Collector::new(&CHAT.api, &CHAT.sources, &plan.effects, Known::default());
    events.iter().for_each(|event| collector.event(event));
    collector.finish();
    let mut document = collector.document();
    for one in &mut document.operations {
        one.milliseconds.clear();
    }
    document
}

fn sent(events: &[Event]) -> Vec<(&str, &Outcome)> {
    let judged = events.iter().filter_map(|event| match event {
        Event::Judged { case, exchange, .. } => Some((case.id.as_str(), &exchange.outcome)),
        _ => None,
    });
    judged.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn findings_do_not_depend_on_the_number_of_jobs() {
    let (url, _handle) = mocked(false).await;
    let plan = plan(&[]);
    let (done, one) = run_at(&url, &plan, 1).await;
    assert_eq!(done, Ok(()));
    let (_, many) = run_at(&url, &plan, 16).await;
    let (one, many) = (document(&plan, &one), document(&plan, &many));
    assert!(
        one.summary.cases > 200 && one.summary.failures == 0,
        "{:?}",
        one.findings
    );
    assert_eq!(one, many);
}

#[test]
fn only_what_query_options_are_compared_with_is_kept() {
    let mut plan = plan(&[]);
    let compared_at_first = compared(&plan);
    let all = CHAT.api.operations.len();
    assert!(!compared_at_first.is_empty() && compared_at_first.len() < all);
    for one in &mut plan.cases {
        one.left_out = Some(Reason::NotSelected);
    }
    assert_eq!(compared(&plan), BTreeSet::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_bracket_is_sent_and_only_what_reads() {
    let (url, _handle) = mocked(false).await;
    let plan = plan(&[]);
    let (_, events) = run_at(&url, &plan, 4).await;
    for event in &events {
        if let Event::Judged { case, exchange, .. } = event {
            assert!(
                !exchange.request.url.contains(['{', '}']),
                "{}",
                exchange.request.url
            );
            assert_eq!(effect_of(case, &plan.effects), Effect::Read);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_created_is_removed() {
    let (url, _handle) = mocked(true).await;
    let plan = plan(&[Effect::Create]);
    let (done, events) = run_at(&url, &plan, 4).await;
    assert_eq!(done, Ok(()));
    let is_create = |at: usize| plan.effects[at].effect == Effect::Create;
    let created = events.iter().filter(|event| {
        matches!(event, Event::Judged { case, exchange, .. }
        if is_create(case.operation) && exchange.answer().is_some_and(|one| one.status / 100 == 2))
    });
    assert!(created.count() > 5);
    let left: Vec<_> = events
        .iter()
        .filter(|event| matches!(event, Event::LeftBehind { .. }))
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_object_lives_and_every_step_is_answered_well() {
    let (url, _handle) = mocked(true).await;
    let plan = plan(&[Effect::Create, Effect::Update, Effect::Delete]);
    let (_, events) = run_at(&url, &plan, 4).await;
    let steps: Vec<(&str, u16)> = sent(&events)
        .into_iter()
        .filter(|(id, _)| id.contains("/life:"))
        .map(|(id, outcome)| match outcome {
            Outcome::Answer(answer) => (id, answer.status),
            Outcome::Lost(_) => (id, 0),
        })
        .collect();
    assert_eq!(steps.len(), 10, "{steps:?}");
    for (id, status) in &steps {
        let expected = if id.ends_with("read-gone") { 4 } else { 2 };
        assert_eq!(status / 100, expected, "{id}: {status}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_there_is_one_error() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it has one").port();
    drop(listener);
    let (done, _) = run_at(&format!("http://127.0.0.1:{port}"), &plan(&[]), 4).await;
    assert!(matches!(done, Err(CannotStart::Unreachable(_))), "{done:?}");
}

/// A server that answers the first request well and is gone after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_goes_away_ends_the_run() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it has one").port();
    tokio::spawn(async move {
        if let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            let answer = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
            let _ = stream.write_all(answer).await;
        }
    });
    let (done, events) = run_at(&format!("http://127.0.0.1:{port}"), &plan(&[]), 1).await;
    assert_eq!(done, Ok(()));
    let ended = events.last();
    let told = matches!(ended, Some(Event::Ended { early: Some(why) }) if why.contains("in a row"));
    assert!(told, "{ended:?}");
    assert!(sent(&events).len() < 10);
}

/// A server that begins an answer to everything and never gets to its end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_drips_ends_the_run() {
    for head in ["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", "HTTP/1.1 "] {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let port = listener.local_addr().expect("it has one").port();
        let server = tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let _ = stream.write_all(head.as_bytes()).await;
                open.push(stream);
            }
        });
        let (done, events) = run_at(&format!("http://127.0.0.1:{port}"), &plan(&[]), 1).await;
        server.abort();
        assert_eq!(done, Ok(()));
        let ended = events.last();
        let told = matches!(ended, Some(Event::Ended { early: Some(why) }) if why.contains("3 requests in a row"));
        assert!(told, "{ended:?}");
        assert_eq!(sent(&events).len(), 3);
    }
}

/// A server that answers everything with what nobody can use, another thing each time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_changes_its_mind_does_not_stop_a_run() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it has one").port();
    let server = tokio::spawn(async move {
        let mut number = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            number += 1;
            tokio::spawn(async move {
                let mut head = [0; 4096];
                let _ = stream.read(&mut head).await;
                let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
                let (head, body) = match number % 5 {
                    0 => ("200 OK\r\nContent-Type: application/json", deep.as_str()),
                    1 => ("200 OK\r\nContent-Type: application/json", "{\"a\": \u{1}"),
                    2 => ("302 Found\r\nLocation: /", ""),
                    3 => ("200 OK\r\nContent-Encoding: gzip", "no gzip"),
                    _ => ("500 Oops", "{}"),
                };
                let length = body.len();
                let text = format!(
                    "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                );
                let _ = stream.write_all(text.as_bytes()).await;
            });
        }
    });
    let plan = plan(&[]);
    let (done, events) = run_at(&format!("http://127.0.0.1:{port}"), &plan, 4).await;
    server.abort();
    assert_eq!(done, Ok(()));
    assert!(matches!(events.last(), Some(Event::Ended { early: None })));
    let document = document(&plan, &events);
    assert!(document.summary.failures > 0);
    assert!(document.summary.cases > 100);
}
