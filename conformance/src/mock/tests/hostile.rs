//! Requests that mean no good: an answer or a closed connection, soon, and the server goes on.

use super::socket::{bytes, exchange, parts, serve};
use super::*;
use std::time::Duration;

fn limits() -> Limits {
    Limits {
        body: 4096,
        head: 8192,
        head_time: Duration::from_millis(300),
        body_time: Duration::from_millis(300),
        connections: 8,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_requests_end_and_others_go_on() {
    let (address, _handle) = serve(Options {
        limits: limits(),
        ..Options::default()
    })
    .await;
    let post = |body: String| {
        bytes(
            &asked("POST", "/")
                .json(&Value::Null)
                .bytes("application/json", body),
            "/api/v1/ChatSession",
        )
    };
    let header = |size: usize| {
        format!(
            "GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n",
            "x".repeat(size)
        )
    };
    let lying =
        "POST /api/v1/ChatSession HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\n\r\n{}";
    let chunks = format!(
        "POST /api/v1/ChatSession HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n{}",
        "1000\r\n".to_owned()
            + &"x".repeat(4096)
            + "\r\n1000\r\n"
            + &"x".repeat(4096)
            + "\r\n0\r\n\r\n"
    );
    let slow_body = "POST /api/v1/ChatSession HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{";
    for (name, request, expected) in [
        ("huge header", header(1 << 20).into_bytes(), 431),
        (
            "long target",
            format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(1 << 20)).into_bytes(),
            431,
        ),
        ("no HTTP", b"\x16\x03\x01 hello\r\n\r\n".to_vec(), 400),
        ("lying length", lying.as_bytes().to_vec(), 413),
        ("too many chunks", chunks.into_bytes(), 413),
        ("large body", post("x".repeat(10_000)), 413),
        ("slow body", slow_body.as_bytes().to_vec(), 408),
        ("deep JSON", post("[".repeat(4000)), 400),
        (
            "bad encoding",
            bytes(&asked("GET", "/"), "/api/v1/Contact/%FF%zz/Simple"),
            404,
        ),
        (
            "many segments",
            bytes(&asked("GET", "/"), &"/a".repeat(3000)),
            404,
        ),
        (
            "dots",
            bytes(&asked("GET", "/"), "/api/v1/../../../etc/passwd"),
            404,
        ),
    ] {
        let exchanging = exchange(address, &request);
        let ended = tokio::time::timeout(Duration::from_secs(20), exchanging).await;
        let (answer, _) = ended.unwrap_or_else(|_| panic!("{name} hangs"));
        // Where much is left unsent the reset may overtake the answer.
        if !answer.is_empty() {
            assert_eq!(parts(&answer).0, expected, "{name}");
        }
    }
    let operation = CHAT.operation("v1ContactEntity_Simple");
    let (answer, _) = exchange(address, &bytes(&good(operation), &target(operation))).await;
    assert_eq!(parts(&answer).0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_nothing_is_cut_off_and_blocks_nobody() {
    let (address, _handle) = serve(Options {
        limits: limits(),
        ..Options::default()
    })
    .await;
    // More than are served at a time; each sends half a head and waits.
    let slow = (0..20)
        .map(|_| tokio::spawn(async move { exchange(address, b"GET / HTTP/1.1\r\nhost:").await }));
    let slow: Vec<_> = slow.collect();
    let operation = CHAT.operation("v1ContactEntity_Simple");
    let request = bytes(&good(operation), &target(operation));
    let answered = tokio::time::timeout(Duration::from_secs(20), exchange(address, &request)).await;
    let (answer, _) = answered.expect("it is answered once the others are cut off");
    assert_eq!(parts(&answer).0, 200);
    for one in slow {
        let ended = tokio::time::timeout(Duration::from_secs(20), one).await;
        assert!(ended.is_ok(), "it is cut off");
    }
}

#[test]
fn any_query_and_header_is_borne() {
    let mock = mock(Options {
        stateful: true,
        ..Options::default()
    });
    let deep = "(".repeat(50_000);
    let chain = "a eq 1 and ".repeat(5_000) + "a eq 1";
    for query in [
        deep.as_str(),
        chain.as_str(),
        "'",
        "a eq '",
        "$",
        "\u{0}",
        "a/b/c/d eq null",
    ] {
        let mut request = asked("GET", "/api/v1/ChatSession");
        for name in ["$filter", "$orderby", "$select"] {
            request.query.push((name.to_owned(), query.to_owned()));
        }
        assert_eq!(mock.reply(&request).0.status, 200);
    }
    for accept in [
        ",,,",
        ";;;q=",
        "*/*;q=nan",
        "a/b;q=-5,*/*",
        &"a/b,".repeat(1000),
    ] {
        let status = mock
            .reply(&asked("GET", "/api/v1/ChatSession").with("accept", accept))
            .0
            .status;
        assert!(status == 200 || status == 406, "{accept}: {status}");
    }
    for prefer in [
        "code=",
        "code=99999",
        "example=0",
        "example=-1",
        "dynamic=x",
        ";;,=",
    ] {
        mock.reply(&asked("GET", "/api/v1/ChatSession").with("prefer", prefer));
    }
}
