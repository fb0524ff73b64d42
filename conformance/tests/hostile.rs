//! Whatever a server answers, judging it ends, and points at what exists.

// Of its helpers this test needs but the pages.
#[allow(dead_code)]
mod documented;

use bindery_conformance::case::{Case, CaseKind, Step};
use bindery_conformance::check::Policy;
use bindery_conformance::exchange::{Answer, Cut, Exchange, Header, Outcome, Request};
use bindery_conformance::findings;
use bindery_conformance::judge::{Judge, select};
use bindery_conformance::verdict::Ruling;
use bindery_model::{ResolvedApi, SourceMap};
use bytes::Bytes;
use documented::{case, read};
use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Duration;

static API: LazyLock<(ResolvedApi, SourceMap)> = LazyLock::new(|| read(None));

fn any_kind() -> impl Strategy<Value = CaseKind> {
    let name = prop_oneof![Just("id".to_owned()), Just("$top".to_owned()), ".{0,5}"];
    prop_oneof![
        Just(CaseKind::Sample),
        Just(CaseKind::Recorded),
        Just(CaseKind::NoCredentials),
        Just(CaseKind::WrongCredentials),
        Just(CaseKind::BrokenBody),
        Just(CaseKind::UnknownPath),
        Just(CaseKind::UnacceptableMediaType),
        name.clone().prop_map(CaseKind::Missing),
        name.clone().prop_map(CaseKind::Malformed),
        name.clone().prop_map(CaseKind::OutsideEnum),
        name.prop_map(CaseKind::QueryOption),
        prop::sample::select(vec![
            Step::Create,
            Step::Read,
            Step::Replace,
            Step::ReplaceAgain,
            Step::Patch,
            Step::Delete,
            Step::ReadGone,
        ])
        .prop_map(CaseKind::Lifecycle),
    ]
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let word = prop::sample::select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"a\"",
        "\"ChatSessionId\"",
        "\"value\"",
        "null",
        "1",
        "-9e99",
        "true",
        "\"\\ud800\"",
        "<a>",
        "</a>",
        "at a.b(",
        "\n",
        " ",
        "\u{FEFF}",
        "/Date(1)/",
        "\"op\"",
        "\"replace\"",
        "\"path\"",
        "\"/Name\"",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        prop::collection::vec(word, 0..30).prop_map(|words| words.concat().into_bytes()),
        Just(b"[{\"op\":\"replace\",\"path\":\"/a/~0~1/0\",\"value\":{}}]".to_vec()),
        Just(b"{\"value\":[{\"id\":1},{\"id\":\"x\"},{}],\"ChatSessionId\":null}".to_vec()),
    ]
}

fn any_exchange() -> impl Strategy<Value = Exchange> {
    let media_type = prop::sample::select(vec![
        "application/json",
        "text/xml; charset=utf-8",
        "application/json;charset=\"latin1",
        "text/plain",
        "image/png",
        ";;",
        "",
    ]);
    let target = prop::sample::select(vec![
        "",
        "?$top=1&$skip=99999999999999999999&$orderby=,&$filter=a eq 'b' and",
        "?%24select=%FF,a/b,*&$orderBy=id desc&$filter=id gt 1",
        "?&&==&#?",
    ]);
    let cut = prop::option::of(prop::sample::select(vec![
        Cut::EndedEarly,
        Cut::Limit(0),
        Cut::Timeout(Duration::MAX),
        Cut::Coding(String::new()),
        Cut::NotRecorded,
    ]));
    let status = prop_oneof![
        Just(200),
        Just(204),
        Just(401),
        Just(405),
        Just(500),
        0..u16::MAX
    ];
    (any_body(), any_body(), media_type, target, cut, status).prop_map(
        |(sent, body, media_type, target, cut, status)| {
            let headers = vec![Header::new("Content-Type", media_type)];
            let request = Request {
                method: "GET".to_owned(),
                url: format!("http://localhost/api{target}"),
                headers: vec![
                    Header::new("Authorization", "Basic éé"),
                    Header::new("Accept", ",;q=0, */*"),
                ],
                body: Some(Bytes::from(sent)),
            };
            let answer = Answer {
                status,
                headers,
                body: Bytes::from(body),
                cut,
                elapsed: Duration::MAX,
            };
            Exchange {
                request,
                outcome: Outcome::Answer(answer),
                wire: None,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_can_be_judged(
        operation in 0..60_usize,
        kind in any_kind(),
        exchange in any_exchange(),
        earlier in prop::collection::vec((any_kind(), any_exchange()), 0..4),
    ) {
        let (api, sources) = &*API;
        let policy = Policy::default();
        let judge = Judge::new(api, sources, &policy, select(&[], &[]).expect("nothing is named"));
        let of = |kind: CaseKind| {
            let known = operation.min(api.operations.len() - 1);
            Case { kind, operation, ..case(api, known) }
        };
        let earlier: Vec<_> = earlier.into_iter().map(|(kind, one)| (of(kind), one)).collect();
        let verdicts = judge.judge(&of(kind), &exchange, &earlier);
        prop_assert!(operation < api.operations.len() || verdicts.is_empty());
        for verdict in verdicts {
            let file = sources.file(verdict.documented.file);
            prop_assert!(verdict.documented.end as usize <= file.text.len());
            if matches!(verdict.ruling, Ruling::Failed | Ruling::Warning) {
                prop_assert!(!verdict.expected.is_empty() && !verdict.actual.is_empty(), "{verdict:?}");
                let id = findings::id(&verdict);
                prop_assert!(!id.contains([' ', '\n', '"', '\'', '*', '[', '$']), "{id}");
            }
        }
    }
}
