//! Reports of one fixed list of events.

use super::*;
use crate::case::{Case, CaseKind, Credentials};
use crate::effects;
use crate::event::Reason;
use crate::exchange::{Answer, Exchange, Header, Outcome, Request, Wire};
use crate::findings;
use crate::send::credentials::Origin;
use crate::testing::CHAT;
use crate::verdict::{Likelier, Party, Ruling, Verdict};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

fn case(operation: usize, name: &str) -> Arc<Case> {
    Arc::new(Case {
        id: format!("{}/{name}", CHAT.api.operations[operation].id.value),
        operation,
        kind: CaseKind::Required,
        parameters: Vec::new(),
        body: None,
        accept: Vec::new(),
        credentials: Credentials::Given,
        method: None,
        path: None,
    })
}

fn judged(operation: usize, name: &str, ruling: Ruling) -> Event {
    let documented = CHAT.api.operations[operation].path.span();
    let verdict = Verdict::new("wrong-type", ruling, "`Id` is an int32", documented)
        .expected("an integer")
        .actual("\"x\" <&>")
        .at("/Id")
        .cause("Pen/Id")
        .likelier(Some(Likelier {
            wrong: Party::Server,
            because: "table and sample agree".to_owned(),
        }));
    let request = Request {
        method: "GET".to_owned(),
        url: "http://localhost/pens?x=1".to_owned(),
        headers: vec![Header::new("Authorization", "Bearer hush")],
        body: None,
    };
    let answer = Answer {
        status: 200,
        headers: vec![Header::new("Set-Cookie", "hush")],
        body: "{\"AssociateId\": null, \"More\": 1}".into(),
        cut: None,
        elapsed: Duration::from_millis(7),
    };
    Event::Judged {
        case: case(operation, name),
        exchange: Arc::new(Exchange {
            request,
            outcome: Outcome::Answer(answer),
            wire: None,
        }),
        verdicts: vec![verdict],
    }
}

fn events() -> Vec<Event> {
    vec![
        Event::Started {
            planned: 3,
            left_out: 1,
        },
        judged(0, "b", Ruling::Failed),
        judged(0, "a", Ruling::Failed),
        judged(10, "a", Ruling::Failed),
        judged(12, "a", Ruling::Passed),
        Event::LeftOut {
            case: case(5, "required"),
            reason: Reason::NotAllowed("it deletes".to_owned()),
        },
        Event::LeftBehind {
            what: "a pen".to_owned(),
            because: "it is stuck".to_owned(),
        },
        Event::Ended { early: None },
    ]
}

fn document(events: &[Event]) -> Document {
    let effects: Vec<_> = CHAT.api.operations.iter().map(effects::effect).collect();
    let mut collector = Collector::new(&CHAT.api, &CHAT.sources, &effects, Known::default());
    events.iter().for_each(|event| collector.event(event));
    collector.finish();
    collector.document()
}

#[test]
fn an_operation_of_which_only_another_method_was_answered_is_skipped() {
    use super::document::Outcome::{Passed, Skipped};
    let of_kind = |operation: usize, kind: CaseKind, method: Option<&str>, status: u16| {
        let mut event = judged(operation, "a", Ruling::Passed);
        if let Event::Judged { case, exchange, .. } = &mut event {
            let case = Arc::make_mut(case);
            case.kind = kind;
            case.method = method.map(str::to_owned);
            if let Outcome::Answer(answer) = &mut Arc::make_mut(exchange).outcome {
                answer.status = status;
            }
        }
        event
    };
    let document = document(&[
        of_kind(0, CaseKind::UnknownMethod, Some("TRACE"), 405),
        of_kind(0, CaseKind::WrongCredentials, None, 401),
        of_kind(1, CaseKind::UnknownMethod, Some("TRACE"), 405),
        of_kind(1, CaseKind::BrokenBody, None, 400),
    ]);
    let outcomes: Vec<_> = document.operations[..2]
        .iter()
        .map(|one| one.outcome)
        .collect();
    assert_eq!(outcomes, [Skipped, Passed]);
    assert_eq!(document.summary.passed, 1);
}

#[test]
fn an_operation_that_answers_only_401_is_skipped_and_why_is_told_once() {
    let answered = |operation: usize, name: &str, status: u16| {
        let mut event = judged(operation, name, Ruling::Passed);
        if let Event::Judged { exchange, .. } = &mut event {
            let exchange = Arc::make_mut(exchange);
            if let Outcome::Answer(answer) = &mut exchange.outcome {
                answer.status = status;
            }
        }
        event
    };
    let document = document(&[
        answered(0, "a", 401),
        answered(0, "b", 403),
        answered(1, "a", 401),
        answered(1, "b", 200),
    ]);
    let outcomes: Vec<_> = document.operations[..2]
        .iter()
        .map(|one| one.outcome)
        .collect();
    use super::document::Outcome::{Passed, Skipped};
    assert_eq!(outcomes, [Skipped, Passed]);
    assert_eq!((document.summary.passed, document.summary.failed), (1, 0));
    let text = summary(&document);
    assert_eq!(text.matches(" operations answered every right").count(), 1);
    assert_eq!(
        json(&document).matches("are credentials missing").count(),
        1
    );
}

#[test]
fn the_json_has_the_form_of_the_contract_and_is_read_back() {
    let document = document(&events());
    let text = json(&document);
    assert_eq!(read(&text).expect("we wrote it"), document);
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let operation = &value["operations"][0];
    for (name, expected) in [
        ("id", "v1AssociateAgent_GetAssociate"),
        ("method", "POST"),
        ("path", "/api/v1/Agents/Associate/GetAssociate"),
        ("outcome", "failed"),
    ] {
        assert_eq!(operation[name], expected);
    }
    let verdict = &operation["verdicts"][0];
    assert_eq!(verdict["outcome"], "failed");
    for name in ["check", "requirement", "expected", "actual", "reproduce"] {
        assert!(verdict[name].is_string(), "{name}");
    }
    let file = verdict["documented"]["file"].as_str();
    assert!(file.is_some_and(|file| file.ends_with("v1AssociateAgent_GetAssociate.md")));
    assert_eq!(verdict["documented"]["line"], 9);
    assert_eq!(verdict["times"], 2);
    assert_eq!(value["operations"][5]["outcome"], "skipped");
    assert_eq!(value["operations"][12]["outcome"], "passed");
    assert_eq!(value["summary"]["failures"], 1);
}

#[test]
fn the_order_of_events_does_not_matter() {
    let mut turned = events();
    turned[1..6].reverse();
    assert_eq!(json(&document(&events())), json(&document(&turned)));
}

#[test]
fn no_report_holds_a_secret() {
    let document = document(&events());
    let mut har = Har::default();
    events().iter().for_each(|event| har.event(event));
    for text in [
        json(&document),
        junit(&document),
        sarif(&document),
        annotations(&document),
        job_summary(&document),
        summary(&document),
        har.text(),
        html(&[Run {
            label: "",
            document: &document,
        }]),
    ] {
        assert!(!text.contains("hush"), "{text}");
        assert!(
            text.contains("wrong-type") || text.contains("\"entries\""),
            "{text}"
        );
    }
}

#[test]
fn what_a_server_repeats_of_credentials_is_in_no_report() {
    let secrets = |text: &str| Secrets::new(Origin::parse(text).ok().as_ref());
    for (given, sent, repeated) in [
        ("basic:u:p", "Basic dTpw", "dTpw"),
        ("basic:me:hush", "Basic bWU6aHVzaA==", "hush"),
        ("bearer:h\"ush", "Bearer h\"ush", "h\\\"ush"),
        ("ticket:hu/sh", "SoTicket hu/sh", "hu%2Fsh"),
        // The token is known from the request alone.
        ("command:echo hush", "Bearer hush", "aHVzaA=="),
        ("command:echo basic:me:hush", "Basic bWU6aHVzaA==", "hush"),
    ] {
        let mut event = judged(0, "a", Ruling::Failed);
        if let Event::Judged {
            exchange, verdicts, ..
        } = &mut event
        {
            let exchange = Arc::make_mut(exchange);
            exchange.request.headers = vec![Header::new("Authorization", sent)];
            exchange.request.body = Some(format!("{{\"a\": \"{repeated}\"}}").into());
            if let Outcome::Answer(answer) = &mut exchange.outcome {
                answer.headers = vec![Header::new("X-Told", format!("<{repeated}>"))];
                let body = [b"\xff".as_slice(), repeated.as_bytes(), b" and more"].concat();
                answer.body = if given == "basic:u:p" {
                    body.into()
                } else {
                    format!("<{repeated}>").into()
                };
            }
            verdicts[0].actual = format!("\"{repeated}\"");
        }
        let mut hidden = secrets(given);
        let event = hidden.hidden(event);
        let Event::Judged { exchange, .. } = &event else {
            panic!("it stays what it was");
        };
        let body = &exchange.answer().expect("it was answered").body;
        assert!(
            body.windows(3).any(|one| one == b"***"),
            "{given}: {body:?}"
        );
        let mut har = Har::default();
        har.event(&event);
        let text = har.text();
        assert!(text.contains("<***>"), "{given}: {text}");
        assert!(!text.contains(repeated), "{given}: {text}");
        let text = json(&document(&[event]));
        assert!(!text.contains(repeated), "{given}: {text}");
        assert!(text.contains("***"), "{given}: {text}");
    }
}

#[test]
fn junit_has_a_suite_an_operation_and_a_case_a_check() {
    let text = junit(&document(&events()));
    assert_eq!(
        text.matches("<testsuite name=").count(),
        CHAT.api.operations.len()
    );
    assert!(text.contains("<testsuite name=\"v1AssociateAgent_GetAssociate\""));
    assert!(text.contains("<testcase name=\"wrong-type\""));
    assert_eq!(text.matches("<failure ").count(), 2);
    assert!(!text.contains("<&>"), "text is escaped");
}

#[test]
fn sarif_points_at_the_line_of_the_page() {
    let text = sarif(&document(&events()));
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let result = &value["runs"][0]["results"][0];
    assert_eq!(
        (&result["ruleId"], &result["level"]),
        (&"wrong-type".into(), &"error".into())
    );
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["region"]["startLine"], 9);
}

#[test]
fn the_ledger_tells_what_was_seen() {
    let document = document(&events());
    let of = |name: &str| {
        let mut all = document.ledger.properties.iter();
        all.find(|one| one.schema == "Associate" && one.name == name)
            .map(|one| one.state.as_str())
    };
    assert_eq!(of("AssociateId"), Some("null-only"));
    assert_eq!(of("Name"), Some("never"));
    assert_eq!(of("More"), Some("undocumented"));
    assert_eq!(document.ledger.coverage["operations"].seen, 3);
}

#[test]
fn two_halves_make_a_whole() {
    let events = events();
    let (one, other) = (&events[..3], &events[3..]);
    let merged = merge(vec![document(one), document(other)]);
    let whole = document(&events);
    assert_eq!(merged.summary, whole.summary);
    assert_eq!(merged.findings, whole.findings);
    assert_eq!(merged.ledger.coverage, whole.ledger.coverage);
    assert!(merged.ledger == whole.ledger, "what was seen adds up");
    assert!(
        merged.operations == whole.operations,
        "operations are put together"
    );
}

#[test]
fn what_a_baseline_knows_warns_and_fails_nothing() {
    let known = |text: &str| Known {
        baseline: findings::Baseline::read(text).expect("it is right"),
        ..Known::default()
    };
    let of = |known: Known| {
        let effects: Vec<_> = CHAT.api.operations.iter().map(effects::effect).collect();
        let mut collector = Collector::new(&CHAT.api, &CHAT.sources, &effects, known);
        events().iter().for_each(|event| collector.event(event));
        collector.finish();
        collector.document()
    };
    let document = of(known("wrong-type:Pen/Id\t2\t-\tticket 12\n"));
    use super::document::Outcome::{Failed, Passed, Warning};
    let operation = &document.operations[0];
    let verdict = &operation.verdicts[0];
    assert_eq!((operation.outcome, verdict.outcome), (Passed, Warning));
    assert_eq!(verdict.known.as_deref(), Some("ticket 12"));
    assert_eq!(document.findings[0].verdict.outcome, Warning);
    assert_eq!(document.summary.failed, 0);
    assert!(!junit(&document).contains("<failure "));
    let again = merge(vec![document.clone(), document.clone()]);
    assert_eq!(again.operations[0].verdicts[0].outcome, Warning);
    assert_eq!(again.operations[0].verdicts.len(), operation.verdicts.len());
    // What another run does not know fails.
    let mixed = merge(vec![document, of(Known::default())]);
    let operation = &mixed.operations[0];
    assert_eq!(
        (operation.outcome, operation.verdicts[0].outcome),
        (Failed, Failed)
    );
    assert_eq!(operation.verdicts[0].known, None);
    assert_eq!(operation.verdicts.len(), 1);
}

#[test]
fn the_archive_is_in_the_order_in_which_requests_were_sent() {
    let sent = |name: &str, second: u64| {
        let mut event = judged(0, name, Ruling::Passed);
        if let Event::Judged { exchange, .. } = &mut event {
            Arc::make_mut(exchange).wire = Some(Wire {
                started: SystemTime::UNIX_EPOCH + Duration::from_secs(second),
                waited: Duration::ZERO,
                version: "HTTP/1.1",
            });
        }
        event
    };
    let mut har = Har::default();
    for event in [sent("a", 3), sent("c", 1), sent("b", 1)] {
        har.event(&event);
    }
    let text = har.text();
    let at = |name: &str| text.find(&format!("GetAssociate/{name}\""));
    assert!(
        at("b").is_some() && at("b") < at("c") && at("c") < at("a"),
        "{text}"
    );
}

#[test]
fn three_shards_make_a_whole_in_every_order() {
    let left_out = |name: &str, reason: Reason| Event::LeftOut {
        case: case(0, name),
        reason,
    };
    let blocked = || left_out("blocked", Reason::Blocked("no value".to_owned()));
    let write = || left_out("write", Reason::NotAllowed("it writes".to_owned()));
    let elsewhere = |name: &str| left_out(name, Reason::OtherShard);
    let whole = document(&[
        judged(0, "a", Ruling::Failed),
        judged(0, "b", Ruling::Failed),
        blocked(),
        write(),
    ]);
    let shards = [
        document(&[
            judged(0, "b", Ruling::Failed),
            elsewhere("a"),
            blocked(),
            elsewhere("write"),
        ]),
        document(&[
            elsewhere("a"),
            elsewhere("b"),
            elsewhere("blocked"),
            write(),
        ]),
        document(&[
            judged(0, "a", Ruling::Failed),
            elsewhere("b"),
            elsewhere("blocked"),
            elsewhere("write"),
        ]),
    ];
    for order in [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ] {
        let merged = merge(order.map(|at| shards[at].clone()).to_vec());
        assert_eq!(merged.operations[0], whole.operations[0], "{order:?}");
        assert_eq!(merged.summary, whole.summary, "{order:?}");
    }
}

#[test]
fn the_summary_shows_the_line_with_a_caret() {
    let text = summary(&document(&events()));
    assert!(
        text.contains("9 | POST /api/v1/Agents/Associate/GetAssociate"),
        "{text}"
    );
    assert!(text.contains("\n  |      ^^^^"), "{text}");
    assert!(text.contains("left behind: a pen (it is stuck)"), "{text}");
}

#[test]
fn a_server_that_invents_causes_makes_a_bounded_report_in_whatever_order() {
    let more = crate::findings::TOLD_APART + 20;
    let mut all: Vec<Event> = (0..more)
        .flat_map(|at| [(at, "b"), (at, "a")])
        .map(|(at, name)| {
            let mut event = judged(0, &format!("{name}{at}"), Ruling::Failed);
            if let Event::Judged { verdicts, .. } = &mut event {
                verdicts[0].cause = format!("Pen/{at}");
            }
            event
        })
        .collect();
    let told = document(&all);
    let verdicts = &told.operations[0].verdicts;
    assert_eq!(verdicts.len(), crate::findings::TOLD_APART + 1);
    assert_eq!(
        verdicts.iter().map(|one| one.times).sum::<usize>(),
        2 * more
    );
    let rest = verdicts.iter().filter(|one| one.times == 40);
    let rest: Vec<_> = rest.filter_map(|one| one.finding.as_deref()).collect();
    assert_eq!(rest, ["wrong-type:and-more"]);
    let is_told = |id: &str| told.findings.iter().any(|one| one.id == id);
    assert!(
        verdicts
            .iter()
            .filter_map(|one| one.finding.as_deref())
            .all(is_told)
    );
    let length = all.len();
    all.reverse();
    assert_eq!(document(&all), told);
    all.rotate_left(length / 3);
    assert_eq!(document(&all), told);
}
