use super::*;
use crate::exchange::{Header, Outcome, Request};
use bytes::Bytes;
use std::time::Duration;

fn reading(content_type: &str, body: &[u8]) -> Reading {
    let answer = Answer {
        status: 200,
        headers: vec![Header::new("Content-Type", content_type)],
        body: Bytes::copy_from_slice(body),
        cut: None,
        elapsed: Duration::ZERO,
    };
    let request = Request {
        method: "GET".to_owned(),
        url: "http://localhost/".to_owned(),
        headers: Vec::new(),
        body: None,
    };
    Reading::new(&Exchange {
        request,
        outcome: Outcome::Answer(answer),
        wire: None,
    })
}

#[test]
fn names_that_stand_twice_are_kept() {
    let reading = reading("application/json", br#"{"a":1,"b":[{}],"a":2}"#);
    let Some(Json::Object(members)) = reading.json() else {
        panic!("it is an object");
    };
    assert_eq!(members.len(), 3);
    assert_eq!(
        reading.json().and_then(|v| v.get("a")).map(Json::shown),
        Some("2".to_owned())
    );
    assert_eq!(
        reading.json().and_then(|v| v.at("/b/0")).map(Json::kind),
        Some("an object")
    );
}

#[test]
fn deep_values_are_told_and_not_followed() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let body = open.repeat(100_000) + &close.repeat(100_000);
        let reading = reading("application/json", body.as_bytes());
        let told = format!("{:?}", reading.troubles);
        assert!(told.contains("nest more than 127 deep"), "{told}");
    }
    let body = "[".repeat(DEEPEST) + &"]".repeat(DEEPEST);
    assert_eq!(reading("application/json", body.as_bytes()).troubles, []);
    let body = "[".repeat(DEEPEST + 1) + &"]".repeat(DEEPEST + 1);
    assert_ne!(reading("application/json", body.as_bytes()).troubles, []);
}

#[test]
fn what_is_wrong_is_told_by_kind() {
    let of = |media: &str, body: &[u8]| reading(media, body).troubles;
    assert_eq!(of("application/json", b" {} \r\n"), []);
    assert_eq!(of("application/json", b"{}{}"), [Trouble::Trailing(2)]);
    assert_eq!(of("application/json", b"{\"a\":"), [Trouble::EndsEarly]);
    assert_eq!(of("application/json", b"  "), [Trouble::EndsEarly]);
    assert_eq!(
        of("application/json", b"\xEF\xBB\xBF{}"),
        [Trouble::ByteOrderMark]
    );
    assert_eq!(
        of("application/json", b"\"caf\xE9 \""),
        [Trouble::Encoding(
            "byte 4 (0xE9) is no part of UTF-8 text".to_owned()
        )]
    );
    assert_eq!(
        of("application/json; charset=ISO-8859-1", b"\"caf\xE9 \""),
        [Trouble::Encoding("the header says `iso-8859-1`".to_owned())]
    );
    assert_eq!(
        of("application/problem+json", b"<html>"),
        [Trouble::Unparsable(
            "line 1, column 1: expected value".to_owned()
        )]
    );
    assert_eq!(of("image/png", b"\x89PNG{"), []);
    assert_eq!(of("text/plain; charset=latin1", b"caf\xE9"), []);
}

#[test]
fn xml_is_read_without_its_entities() {
    let of = |body: &[u8]| reading("text/xml", body);
    let laughs = b"<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><l><m>&b;</m></l>";
    assert!(matches!(of(laughs).content, Content::Xml(root) if root == "l"));
    assert_eq!(of(b"<a><b></a>").troubles.len(), 1);
    assert_eq!(of(b"<a><b/>").troubles, [Trouble::EndsEarly]);
    assert_eq!(of(b"<a/><b/>").troubles.len(), 1);
    assert_eq!(of(b"{}").troubles.len(), 1);
    let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
    assert_eq!(of(deep.as_bytes()).troubles, []);
}
