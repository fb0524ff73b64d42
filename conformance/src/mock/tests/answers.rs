//! What good requests are answered.

use super::*;
use crate::values::misfit;
use serde_json::json;

const LIST: &str = "/api/v1/ChatSession";

#[test]
fn every_operation_answers_its_documented_sample_and_generated_values() {
    for answers in [Answers::Sample, Answers::Generated] {
        for stateful in [false, true] {
            let mock = mock(Options {
                answers,
                stateful,
                ..Options::default()
            });
            for operation in &CHAT.api.operations {
                mock.forget();
                let (reply, _) = mock.reply(&good(operation));
                let id = &operation.id.value;
                let response = &operation.responses[0];
                assert_eq!(
                    reply.status.as_u16(),
                    response.status.value,
                    "{id}: {reply:?}"
                );
                let Some(documented) = &response.body else {
                    assert!(reply.body.is_empty(), "{id}");
                    continue;
                };
                let value = body(&reply);
                let wrong = misfit(&CHAT.api, &value, &documented.value_type);
                assert_eq!(wrong, None, "{id}");
                let shown = operation.sample_responses[0]
                    .body
                    .as_ref()
                    .and_then(|body| body.json());
                if answers == Answers::Sample
                    && !stateful
                    && let Some(shown) = shown
                {
                    assert_eq!(value, crate::values::json(shown), "{id}");
                }
            }
        }
    }
}

#[test]
fn the_sample_s_own_header_fields_are_sent_but_not_those_of_its_way() {
    let mock = mock(Options::default());
    for operation in &CHAT.api.operations {
        let (reply, _) = mock.reply(&good(operation));
        for field in operation
            .sample_responses
            .iter()
            .flat_map(|sample| &sample.headers)
        {
            let name = HeaderName::try_from(field.name.as_str()).expect("it is a name");
            let is_framing = name == "content-length";
            assert!(is_framing != reply.get(&name).is_some(), "{}", field.name);
        }
    }
}

#[test]
fn the_media_type_that_is_wanted_is_sent() {
    let mock = mock(Options::default());
    let of = |accept: &str| {
        let (reply, _) =
            mock.reply(&asked("GET", "/api/v1/Contact/5/Simple").with("accept", accept));
        let media_type = reply
            .get(&axum::http::header::CONTENT_TYPE)
            .map(str::to_owned);
        (media_type.expect("it has one"), reply.body)
    };
    assert_eq!(of("text/json").0, "text/json; charset=utf-8");
    let (media_type, xml) = of("text/xml;q=0.3, image/png");
    assert_eq!(media_type, "text/xml; charset=utf-8");
    assert!(
        xml.starts_with(b"<?xml") && xml.ends_with(b"</Contact>"),
        "{xml:?}"
    );
    let by_format =
        asked("GET", "/api/v1/ChatSession?$format=XML").with("accept", "application/json");
    let (reply, _) = mock.reply(&by_format);
    assert!(reply.body.starts_with(b"<?xml"));
}

#[test]
fn what_the_query_asks_for_is_done() {
    let mock = mock(Options::default());
    let rows = |query: &str| {
        let (status, value) = ask(&mock, &asked("GET", &format!("{LIST}?{query}")));
        assert_eq!(status, 200, "{value}");
        value["value"].as_array().expect("there are rows").clone()
    };
    let ids = |query: &str| -> Vec<i64> {
        rows(query)
            .iter()
            .filter_map(|row| row["chatSessionId"].as_i64())
            .collect()
    };
    let all = ids("");
    assert_eq!(all.len(), 2, "the page shows two rows");
    assert_eq!(ids("$top=1"), all[..1]);
    assert_eq!(ids("$skip=1"), all[1..]);
    assert_eq!(ids("$orderBy=chatSessionId%20desc"), [all[1], all[0]]);
    assert_eq!(
        ids(&format!("$filter=chatSessionId+eq+{}", all[1])),
        all[1..]
    );
    assert_eq!(ids("$filter=startswith(customerName,'Ing')"), all[..1]);
    assert_eq!(ids("$filter=chatSessionId+lt+0"), [0; 0]);
    let selected = &rows("$select=customerName")[0];
    assert!(selected["customerName"].is_string() && selected["chatSessionId"].is_null());
    let unknown = asked("GET", &format!("{LIST}?$filter=status+oneOf+(1)"));
    let (reply, _) = mock.reply(&unknown);
    assert!(
        reply.get(&HeaderName::from_static("mock-note")).is_some(),
        "it says so"
    );
    let (_, one) = ask(
        &mock,
        &asked(
            "GET",
            "/api/v1/ChatSession/1?$select=CustomerName,User/FullName",
        ),
    );
    assert!(one["CustomerName"].is_string() && one["Status"].is_null());
    // Where no page documents it, it means nothing.
    let (_, other) = ask(
        &mock,
        &asked("GET", "/api/v1/Contact/5/Simple?$select=Name"),
    );
    assert!(other["City"].is_string());
}

#[test]
fn a_preference_is_heeded() {
    let mock = mock(Options::default());
    let of = |prefer: &str| {
        let asked = asked("GET", "/api/v1/ChatSession/1").with("prefer", prefer);
        let (reply, _) = mock.reply(&asked);
        let applied = reply
            .get(&HeaderName::from_static("preference-applied"))
            .map(str::to_owned);
        (reply.status.as_u16(), reply.body, applied)
    };
    let sample = of("return=minimal");
    assert_eq!((sample.0, sample.2), (200, None));
    let gone = of("code=404");
    assert_eq!((gone.0, gone.2.as_deref()), (404, Some("code=404")));
    assert_eq!(
        of("code=503").0,
        503,
        "a failure that the page does not list can be had"
    );
    assert_eq!(of("code=299").0, 404, "a success cannot");
    let made = of("dynamic=true");
    assert_eq!(made.0, 200);
    assert_ne!(made.1, sample.1);
    assert_eq!(of("dynamic=false").1, sample.1);
    assert_eq!(of("example=1").1, sample.1);
    assert_eq!(of("example=9").0, 404);
}

#[test]
fn a_head_is_that_of_what_can_be_got() {
    let mock = mock(Options::default());
    assert_eq!(
        mock.reply(&asked("HEAD", "/api/v1/ChatSession/1")).0.status,
        200
    );
}

#[test]
fn a_seed_decides_what_is_made_up() {
    let of = |seed| {
        let mock = mock(Options {
            seed,
            answers: Answers::Generated,
            ..Options::default()
        });
        ask(&mock, &asked("GET", "/api/v1/ChatSession/1")).1
    };
    assert_eq!(of(4), of(4));
    assert_ne!(of(4), of(5));
}

#[test]
fn a_form_and_xml_are_bodies_as_json_is() {
    let mock = mock(Options {
        stateful: true,
        ..Options::default()
    });
    let post = |media_type: &str, body: &str| {
        let asked = asked("POST", LIST).bytes(media_type, body.to_owned());
        ask(&mock, &asked)
    };
    for (media_type, body) in [
        (
            "application/x-www-form-urlencoded",
            "CustomerName=Zo%C3%AB&TopicId=3",
        ),
        (
            "text/xml",
            "<x><CustomerName>Zoë</CustomerName><TopicId>3</TopicId></x>",
        ),
        (
            "application/json; charset=utf-8",
            r#"{"CustomerName": "Zoë", "TopicId": 3}"#,
        ),
    ] {
        let (status, value) = post(media_type, body);
        assert_eq!(status, 200, "{media_type}: {value}");
        assert_eq!(value["CustomerName"], json!("Zoë"), "{media_type}");
        assert_eq!(value["TopicId"], json!(3), "{media_type}");
    }
}
