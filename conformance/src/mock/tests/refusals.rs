//! What bad requests are answered: a status for each way to be wrong, and a problem that says where.

use super::*;
use crate::exchange::Header;
use axum::http::header;
use serde_json::json;

const POST: &str = "/api/v1/ChatSession";

/// The problem document of a refusal.
fn refused(asked: &Asked, status: u16) -> Value {
    let (reply, _) = mock(Options::default()).reply(asked);
    assert_eq!(reply.status.as_u16(), status, "{reply:?}");
    assert_eq!(
        reply.get(&header::CONTENT_TYPE),
        Some("application/problem+json")
    );
    let problem = body(&reply);
    assert_eq!(problem["status"], json!(status));
    problem
}

/// Whether the problem names a page and a line.
fn names_a_line(problem: &Value) -> bool {
    let place = problem["documented"]
        .as_str()
        .and_then(|place| place.rsplit_once(':'));
    place.is_some_and(|(file, line)| file.starts_with("chat/") && line.parse::<u32>().is_ok())
}

#[test]
fn a_parameter_that_is_missing_or_of_another_type_is_named() {
    let missing = refused(&asked("POST", "/api/v1/Agents/Contact/GetContact"), 400);
    assert_eq!(
        (&missing["in"], &missing["name"]),
        (&json!("query parameter"), &json!("contactId"))
    );
    assert!(names_a_line(&missing), "{missing}");
    for (target, name) in [
        ("/api/v1/Contact/five/Simple", "id"),
        ("/api/v1/Contact/99999999999/Simple", "id"),
        ("/api/v1/ChatSession?$top=many", "$top"),
        ("/api/v1/ChatSession?$top=-1", "$top"),
        ("/api/v1/ChatSession?$mode=slimmer", "$mode"),
        ("/api/v1/ChatSession?$jsonSafe=perhaps", "$jsonSafe"),
    ] {
        let problem = refused(&asked("GET", target), 400);
        assert_eq!(problem["name"], json!(name), "{target}");
        assert!(names_a_line(&problem), "{problem}");
        assert!(
            !problem.to_string().contains("five"),
            "values are not repeated"
        );
    }
}

#[test]
fn credentials_are_asked_for() {
    let without = asked("GET", "/api/v1/Contact/5/Simple").without("authorization");
    let (reply, _) = mock(Options::default()).reply(&without);
    let challenges = reply
        .headers
        .iter()
        .filter(|(name, _)| *name == header::WWW_AUTHENTICATE);
    assert_eq!((reply.status.as_u16(), challenges.count()), (401, 4));
    let with = |name: &'static str, value: &str| {
        let asked = without.clone().with(name, value);
        mock(Options::default()).reply(&asked).0.status.as_u16()
    };
    for fine in [BASIC, "Bearer abc", "bearer abc", "SoTicket abc"] {
        assert_eq!(with("authorization", fine), 200, "{fine}");
    }
    assert_eq!(with("x-xsrf-token", "abc"), 200);
    for wrong in ["Basic", "Basic !", "Basic YWJj", "Digest a=b", "Bearer "] {
        assert_eq!(with("authorization", wrong), 401, "{wrong}");
    }
    let right = Options {
        credentials: vec![Header::new("Authorization", BASIC)],
        ..Options::default()
    };
    let mock = mock(right);
    let of = |value: &str| {
        mock.reply(&without.clone().with("authorization", value))
            .0
            .status
            .as_u16()
    };
    assert_eq!(
        (of(BASIC), of("Basic bm86b25l"), of("Bearer x")),
        (200, 401, 401)
    );
}

#[test]
fn a_path_or_method_that_no_page_documents_is_refused() {
    for path in [
        "/",
        "/api/v1/Nothing",
        "/api/v1/ChatSession/1/",
        "/api/v1/ChatSession/1/Nothing",
        "//",
        "/%FF",
    ] {
        refused(&asked("GET", path), 404);
    }
    let (reply, _) = mock(Options::default()).reply(&asked("BREW", "/api/v1/ChatSession/1"));
    assert_eq!(reply.status.as_u16(), 405);
    assert_eq!(
        reply.get(&header::ALLOW),
        Some("DELETE, GET, HEAD, PATCH, PUT")
    );
    // Who may not ask learns nothing of parameters.
    refused(
        &asked("GET", "/api/v1/Contact/five/Simple").without("authorization"),
        401,
    );
}

#[test]
fn media_types_that_the_page_does_not_list_are_refused() {
    let problem = refused(
        &asked("GET", "/api/v1/Contact/5/Simple").with("accept", "image/png"),
        406,
    );
    assert!(names_a_line(&problem), "{problem}");
    let problem = refused(&asked("POST", POST).bytes("image/png", "x"), 415);
    assert!(names_a_line(&problem), "{problem}");
    let patch = asked("PATCH", "/api/v1/ChatSession/1").json(&json!([]));
    refused(&patch, 415);
}

#[test]
fn a_body_must_parse_and_be_of_its_type() {
    for (media_type, body) in [
        ("application/json", ""),
        ("application/json", "{"),
        ("application/json", "{} {}"),
        ("application/json", "{\"a\": \"\u{1}\"}"),
        ("text/xml", "<a>"),
        ("text/xml", "no element"),
    ] {
        let problem = refused(&asked("POST", POST).bytes(media_type, body), 400);
        assert_eq!(problem["in"], json!("body"), "{body}");
    }
    refused(
        &asked("POST", POST).bytes("application/json", &b"{\"a\": \"\xFF\"}"[..]),
        400,
    );
    for (wrong, pointer) in [
        (json!([]), ""),
        (json!({"TopicId": "three"}), "/TopicId"),
        (json!({"User": {"AssociateId": []}}), "/User/AssociateId"),
        (json!({"WhenStarted": "yesterday"}), "/WhenStarted"),
    ] {
        let problem = refused(&asked("POST", POST).json(&wrong), 422);
        assert_eq!(problem["name"], json!(pointer), "{wrong}");
        assert!(names_a_line(&problem), "{problem}");
        assert!(
            !problem.to_string().contains("yesterday"),
            "values are not repeated"
        );
    }
    let patch = |media_type: &str, body: &Value| {
        asked("PATCH", "/api/v1/ChatSession/1").bytes(media_type, body.to_string())
    };
    refused(
        &patch("application/json-patch+json", &json!({"op": "add"})),
        422,
    );
    refused(&patch("application/merge-patch+json", &json!([1])), 422);
}
