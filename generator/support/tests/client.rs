//! Requests against a server of a few lines, which keeps what it was sent.

use bindery_support::client::{
    Body, Client, ClientBuilder, ErrorKind, JsonPatch, Multipart, Operation, Outcome, Page,
    Request, RetryPolicy,
};
use bindery_support::value::{present, present_in};
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const OPERATION: Operation = Operation {
    id: "getPen",
    method: Method::GET,
    path: "/pens/{id}",
    accept: "application/json",
    statuses: &[(200, "OK"), (404, "There is no such pen.")],
};
const CREATE: Operation = Operation {
    id: "createPen",
    method: Method::POST,
    path: "/pens",
    accept: "application/json",
    statuses: &[],
};

#[derive(Debug, Deserialize)]
struct Pen {
    inks: Vec<Ink>,
}

#[derive(Debug, Deserialize)]
struct Ink {
    depth: i32,
}

const CHANGE: Operation = Operation {
    id: "changePen",
    method: Method::PATCH,
    path: "/pens",
    accept: "application/json",
    statuses: &[(200, "OK"), (409, "It is in use."), (404, "There is none.")],
};

/// A page of a list.
#[derive(Debug, Deserialize)]
struct Pens {
    next: Option<String>,
    #[serde(default, deserialize_with = "present")]
    value: Option<Vec<i32>>,
}

impl Page for Pens {
    fn next_link(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

type Seen = Arc<Mutex<Vec<String>>>;

/// Gives these answers in turn; what it gets is kept.
async fn server(answers: Vec<&'static str>) -> (ClientBuilder, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let url = format!(
        "http://{}/tenant/",
        listener.local_addr().expect("it listens")
    );
    let seen = Seen::default();
    let kept = Arc::clone(&seen);
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.expect("a client comes");
            let mut buffer = vec![0; 65_536];
            let read = stream.read(&mut buffer).await.expect("it says something");
            let text = String::from_utf8_lossy(&buffer[..read]).into_owned();
            kept.lock().expect("no panic").push(text);
            let (head, body) = answer.split_once("\n\n").unwrap_or((answer, ""));
            let head = head.replace('\n', "\r\n");
            let length = body.len();
            let whole = format!(
                "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            );
            stream
                .write_all(whole.as_bytes())
                .await
                .expect("it listens");
        }
    });
    let policy = RetryPolicy {
        attempts: 3,
        first_wait: Duration::from_millis(1),
        longest_wait: Duration::from_secs(1),
    };
    (Client::builder().base_url(url).retry(policy), seen)
}

fn requests(seen: &Seen) -> Vec<String> {
    seen.lock().expect("no panic").clone()
}

fn get(client: &Client) -> Request<'_, Pen> {
    Request::json(client, &OPERATION).with_path("id", &7)
}

#[tokio::test]
async fn a_request_carries_what_it_was_given() {
    let (builder, seen) = server(vec!["200 OK\n\n{\"inks\": [{\"depth\": 3}]}"]).await;
    let client = builder
        .basic_auth("u", "p")
        .default_header("X-Zone", "utc")
        .build();
    let client = client.expect("it can be built");
    let request: Request<'_, Pen> = Request::json(&client, &OPERATION);
    let request = request
        .with_path("id", &"a/b c")
        .with_query("$top", &"1&2 ø");
    let pen = request.send().await.expect("it is a pen");
    assert_eq!(pen.inks[0].depth, 3);
    let sent = requests(&seen).remove(0).to_lowercase();
    assert!(
        sent.starts_with("get /tenant/pens/a%2fb%20c?$top=1%262%20%c3%b8 http/1.1\r\n"),
        "{sent}"
    );
    for field in [
        "authorization: basic dtpw",
        "x-zone: utc",
        "accept: application/json",
    ] {
        assert!(sent.contains(&format!("{field}\r\n")), "{field} in {sent}");
    }
    assert!(sent.contains("user-agent: bindery-support/"), "{sent}");
}

#[tokio::test]
async fn a_status_comes_with_what_it_means() {
    let (builder, _) = server(vec!["404 Not Found\nX-Trace: 5\n\nlost"]).await;
    let client = builder.build().expect("it can be built");
    let error = get(&client).send().await.expect_err("there is none");
    assert_eq!(error.kind(), &ErrorKind::Status(StatusCode::NOT_FOUND));
    assert_eq!(
        (error.operation(), error.body()),
        ("getPen", Some(&b"lost"[..]))
    );
    assert_eq!(error.headers().expect("they came")["x-trace"], "5");
    let shown = "failed to call getPen: the server answers 404 Not Found (There is no such pen.)";
    assert_eq!(error.to_string(), shown);
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_told_with_its_place() {
    let body = "200 OK\n\n{\"inks\": [{\"depth\": 3}, {\"depth\": \"deep\"}]}";
    let (builder, _) = server(vec![body]).await;
    let client = builder.build().expect("it can be built");
    let error = get(&client).send().await.expect_err("it does not fit");
    assert_eq!(error.json_path(), Some("$.inks[1].depth"));
    assert_eq!(error.status(), Some(StatusCode::OK));
}

#[tokio::test]
async fn a_busy_server_is_asked_again_if_that_does_no_harm() {
    let answers = vec![
        "503 Busy\n",
        "429 Slow\nRetry-After: 0\n",
        "200 OK\n\n{\"inks\": []}",
    ];
    let (builder, seen) = server(answers).await;
    let client = builder.build().expect("it can be built");
    get(&client).send().await.expect("the third time");
    assert_eq!(requests(&seen).len(), 3);

    let (builder, seen) = server(vec!["503 Busy\n", "200 OK\n"]).await;
    let client = builder.build().expect("it can be built");
    let create: Request<'_, ()> = Request::empty(&client, &CREATE);
    let error = create
        .with_json("application/json", &[1])
        .send()
        .await
        .expect_err("once");
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    let sent = requests(&seen);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].ends_with("\r\n\r\n[1]"), "{sent:?}");

    let (builder, seen) = server(vec!["503 Busy\nRetry-After: 90\n", "200 OK\n"]).await;
    let client = builder.build().expect("it can be built");
    assert!(
        get(&client).send().await.is_err(),
        "90 seconds are too long to wait"
    );
    assert_eq!(requests(&seen).len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read() {
    let (builder, _) = server(vec!["200 OK\n\n{\"inks\": [{\"depth\": 3}]}"]).await;
    let client = builder.max_response(9).build().expect("it can be built");
    let error = get(&client).send().await.expect_err("it is too large");
    assert_eq!(error.kind(), &ErrorKind::TooLarge { limit: 9 });
}

#[tokio::test]
async fn a_redirect_to_somewhere_else_is_not_followed() {
    let (builder, seen) = server(vec!["302 Found\nLocation: http://127.0.0.1:9/steal\n"]).await;
    let client = builder
        .api_key("X-Key", "sesame")
        .build()
        .expect("it can be built");
    let error = get(&client).send().await.expect_err("it leads elsewhere");
    assert_eq!(error.status(), Some(StatusCode::FOUND));
    assert_eq!(requests(&seen).len(), 1);
}

#[tokio::test]
async fn secrets_are_shown_nowhere() {
    let (builder, _) = server(vec!["500 Oops\n\nsesame"]).await;
    let builder = builder.api_key("X-Key", "sesame").bearer_auth("sesame");
    let shown = format!("{builder:?}");
    let client = builder.build().expect("it can be built");
    let request = get(&client).with_query("token", &"sesame");
    let shown = format!("{shown}{client:?}{request:?}");
    let error = request.send().await.expect_err("it failed");
    let shown = format!("{shown}{error:?}{error}");
    assert!(!shown.contains("sesame"), "{shown}");
    let gone = Client::builder()
        .base_url("http://127.0.0.1:1")
        .retry(RetryPolicy::never());
    let gone = gone.build().expect("it can be built");
    let error = get(&gone)
        .with_query("token", &"sesame")
        .send()
        .await
        .expect_err("none is there");
    assert_eq!(error.kind(), &ErrorKind::Connection);
    let whole = format!("{error:?}{error}{:?}", std::error::Error::source(&error));
    assert!(!whole.contains("sesame"), "{whole}");
}

#[tokio::test]
async fn what_cannot_be_sent_is_told_before() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:1")
        .build()
        .expect("it can be");
    for id in ["", ".", ".."] {
        let request: Request<'_, Pen> = Request::json(&client, &OPERATION);
        let error = request
            .with_path("id", &id)
            .send()
            .await
            .expect_err("it is no segment");
        assert!(matches!(error.kind(), ErrorKind::Request(_)), "{error}");
    }
    for url in [
        "",
        "pens",
        "ftp://e.com",
        "https://u:p@e.com",
        "https://e.com?x",
    ] {
        assert!(Client::builder().base_url(url).build().is_err(), "{url}");
    }
    let key = Client::builder()
        .base_url("https://e.com")
        .api_key("X-Key", "a\nb")
        .build();
    assert!(
        !key.expect_err("it cannot be sent")
            .to_string()
            .contains("a\nb")
    );
}

#[tokio::test]
async fn a_request_by_hand_gives_any_answer() {
    let (builder, seen) = server(vec!["404 Lost\n\nx"]).await;
    let client = builder.build().expect("it can be built");
    let answer = client
        .raw(Method::GET, "/odd")
        .query("a", 1)
        .send()
        .await
        .expect("it came");
    assert_eq!(
        (answer.status, &*answer.body),
        (StatusCode::NOT_FOUND, &b"x"[..])
    );
    assert!(requests(&seen)[0].starts_with("GET /tenant/odd?a=1 "));
}

#[tokio::test]
async fn documented_obstacles_are_outcomes_and_others_are_errors() {
    let answers = vec![
        "200 OK\n\n[3]",
        "409 Conflict\n\nbusy",
        "412 Precondition Failed\n",
    ];
    let (builder, seen) = server(answers).await;
    let client = builder.build().expect("it can be built");
    let change = || -> Request<'_, Outcome<Vec<i32>>> {
        let patch = JsonPatch::new().remove("/ink");
        let request: Request<'_, Vec<i32>> = Request::items(&client, &CHANGE);
        let request = request.or_outcome();
        request.with_json("application/json-patch+json", &patch)
    };
    let done = change().send().await.expect("it is an outcome").done();
    assert_eq!(done, Some(vec![3]));
    let conflict = change().send().await.expect("it is an outcome");
    let obstacle = conflict.obstacle().expect("it was not done");
    assert_eq!(&*obstacle.body, b"busy");
    assert!(matches!(conflict, Outcome::Conflict(_)));
    // It is not documented.
    let error = change().send().await.expect_err("it is no outcome");
    assert_eq!(error.status(), Some(StatusCode::PRECONDITION_FAILED));
    let sent = requests(&seen).remove(0);
    assert!(sent.contains("content-type: application/json-patch+json\r\n"));
    assert!(
        sent.ends_with(r#"[{"op":"remove","path":"/ink"}]"#),
        "{sent}"
    );
}

#[tokio::test]
async fn nulls_in_lists_and_maps_fail_nothing() {
    let bodies = vec![
        "200 OK\n\n[1, null, 2]",
        "200 OK\n\n{\"a\": null, \"b\": 2}",
        "204 No Content\n",
    ];
    let (builder, _) = server(bodies).await;
    let client = builder.build().expect("it can be built");
    let list: Request<'_, Vec<i32>> = Request::items(&client, &OPERATION);
    assert_eq!(list.send().await.expect("it came"), [1, 2]);
    let map: Request<'_, BTreeMap<String, i32>> = Request::items(&client, &OPERATION);
    let expected = BTreeMap::from([("b".to_owned(), 2)]);
    assert_eq!(map.send().await.expect("it came"), expected);
    let list: Request<'_, Vec<i32>> = Request::items(&client, &OPERATION);
    assert_eq!(list.or_empty().send().await.expect("it came"), None);

    #[derive(Debug, PartialEq, Deserialize)]
    struct Fields {
        #[serde(default, deserialize_with = "present")]
        names: Option<BTreeMap<String, String>>,
        #[serde(default, deserialize_with = "present_in")]
        rows: Option<Vec<Vec<i32>>>,
    }
    let read = |text| serde_json::from_str::<Fields>(text).expect("it fits");
    let absent = Fields {
        names: None,
        rows: None,
    };
    assert_eq!(read("{}"), absent);
    assert_eq!(read(r#"{"names": null, "rows": null}"#), absent);
    let both = read(r#"{"names": {"a": null}, "rows": [null, [1, null]]}"#);
    assert_eq!(
        (both.names, both.rows),
        (Some(BTreeMap::new()), Some(vec![vec![1]]))
    );
}

#[tokio::test]
async fn pages_are_followed_to_the_last() {
    let answers = vec![
        "200 OK\n\n{\"value\": [1, null], \"next\": \"?$skip=1\"}",
        "200 OK\n\n{\"value\": [2], \"next\": \"/other?a=%20\"}",
        "200 OK\n\n{\"value\": [3], \"next\": \"\"}",
    ];
    let (builder, seen) = server(answers).await;
    let client = builder.bearer_auth("t").build().expect("it can be built");
    let request: Request<'_, Pens> = Request::json(&client, &OPERATION).with_path("id", &7);
    let mut pages = request.with_query("$top", &1).pages();
    let mut rows = Vec::new();
    while let Some(page) = pages.next().await {
        rows.extend(page.expect("it came").value.unwrap_or_default());
    }
    assert_eq!(rows, [1, 2, 3]);
    assert!(pages.next().await.is_none());
    let seen = requests(&seen);
    let lines: Vec<&str> = seen.iter().filter_map(|one| one.lines().next()).collect();
    let expected = [
        "GET /tenant/pens/7?$top=1 HTTP/1.1",
        "GET /tenant/pens/7?$skip=1 HTTP/1.1",
        "GET /other?a=%20 HTTP/1.1",
    ];
    assert_eq!(lines, expected);
    assert!(seen[2].contains("authorization: Bearer t\r\n"), "{seen:?}");
}

#[tokio::test]
async fn links_that_lead_astray_are_not_followed() {
    for link in ["http://127.0.0.1:9/steal", "//evil.example", "", "http://["] {
        let answer = format!("200 OK\n\n{{\"next\": \"{link}\"}}");
        let (builder, seen) = server(vec![answer.leak()]).await;
        let client = builder.bearer_auth("t").build().expect("it can be built");
        let request: Request<'_, Pens> = Request::json(&client, &OPERATION).with_path("id", &7);
        let mut pages = request.pages();
        assert!(pages.next().await.expect("the first").is_ok());
        let second = pages.next().await;
        if link.is_empty() {
            assert!(second.is_none());
        } else {
            let error = second.expect("it is told").expect_err("it leads astray");
            assert!(matches!(error.kind(), ErrorKind::NextLink(_)), "{error}");
            assert!(!format!("{error}{error:?}").contains("evil"), "{error:?}");
            assert!(
                pages.next().await.is_none(),
                "nothing comes behind an error"
            );
        }
        assert_eq!(requests(&seen).len(), 1);
    }
}

#[tokio::test]
async fn pages_without_an_end_end() {
    let again = "200 OK\n\n{\"next\": \"/tenant/pens/7\"}";
    let (builder, seen) = server(vec![again]).await;
    let client = builder.build().expect("it can be built");
    let request: Request<'_, Pens> = Request::json(&client, &OPERATION).with_path("id", &7);
    let mut pages = request.pages();
    assert!(pages.next().await.expect("the first").is_ok());
    let error = pages
        .next()
        .await
        .expect("it is told")
        .expect_err("it is a circle");
    assert!(error.to_string().contains("the same page"), "{error}");
    assert_eq!(requests(&seen).len(), 1);

    let (builder, seen) = server(vec!["200 OK\n\n{\"next\": \"?2\"}"; 2]).await;
    let client = builder.build().expect("it can be built");
    let request: Request<'_, Pens> = Request::json(&client, &OPERATION).with_path("id", &7);
    let mut pages = request.pages().at_most(1);
    assert!(pages.next().await.expect("the first").is_ok());
    assert!(pages.next().await.expect("it is told").is_err());
    assert!(pages.next().await.is_none());
    assert_eq!(requests(&seen).len(), 1);

    let request: Request<'_, Pens> = Request::json(&client, &CREATE);
    let error = request.pages().next().await.expect("it is told");
    assert!(matches!(
        error.expect_err("no GET").kind(),
        ErrorKind::Request(_)
    ));
}

#[tokio::test]
async fn bodies_go_as_they_are() {
    let (builder, seen) = server(vec!["200 OK\n", "200 OK\n"]).await;
    let client = builder.build().expect("it can be built");
    let create = |body: Body| -> Request<'_, ()> {
        let request: Request<'_, ()> = Request::empty(&client, &CREATE);
        request.with_body(body)
    };
    create(Body::new("image/png", "x"))
        .send()
        .await
        .expect("it came");
    create(Multipart::new().text("a", "b").into())
        .send()
        .await
        .expect("it came");
    let seen = requests(&seen);
    assert!(seen[0].contains("content-type: image/png\r\n") && seen[0].ends_with("\r\n\r\nx"));
    assert!(
        seen[1].contains("content-type: multipart/form-data; boundary="),
        "{seen:?}"
    );
    let error = create(Body::new("a\nb", ""))
        .send()
        .await
        .expect_err("it is no media type");
    assert!(matches!(error.kind(), ErrorKind::Request(_)), "{error}");
}

#[tokio::test]
async fn names_are_parted_by_commas() {
    let (builder, seen) = server(vec!["200 OK\n"]).await;
    let client = builder.build().expect("it can be built");
    let request: Request<'_, ()> = Request::empty(&client, &CREATE);
    request
        .with_names("$select", ["Name", "User/Id"])
        .send()
        .await
        .expect("it came");
    assert!(requests(&seen)[0].starts_with("POST /tenant/pens?$select=Name%2CUser%2FId "));
}
