//! The same over a real connection.

use super::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Serves the pages.
pub(super) async fn serve(options: Options) -> (std::net::SocketAddr, Handle) {
    let (api, sources) = model();
    let served = Server::spawn(api, sources, options).await;
    served.expect("there is a free port")
}

/// Sends bytes and reads until the connection ends: what came, and how it ended.
pub(super) async fn exchange(
    address: std::net::SocketAddr,
    request: &[u8],
) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    // The server may answer and close before all is sent.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    loop {
        match stream.read(&mut part).await {
            Ok(0) => return (answer, Ok(())),
            Ok(length) => answer.extend_from_slice(&part[..length]),
            Err(error) => return (answer, Err(error)),
        }
    }
}

/// The bytes of a request after which the connection is closed.
pub(super) fn bytes(asked: &Asked, target: &str) -> Vec<u8> {
    let mut text = format!(
        "{} {target} HTTP/1.1\r\nhost: mock\r\nconnection: close\r\n",
        asked.method
    );
    for (name, value) in &asked.headers {
        text += &format!("{name}: {}\r\n", value.to_str().expect("it is text"));
    }
    if !asked.body.is_empty() {
        text += &format!("content-length: {}\r\n", asked.body.len());
    }
    let mut bytes = format!("{text}\r\n").into_bytes();
    bytes.extend_from_slice(&asked.body);
    bytes
}

/// The status and the body of an answer.
pub(super) fn parts(answer: &[u8]) -> (u16, &[u8]) {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no head: {}", String::from_utf8_lossy(answer)));
    let status = std::str::from_utf8(&answer[9..12]).expect("it is a status");
    (status.parse().expect("it is a number"), &answer[end + 4..])
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_answers_over_a_socket_as_it_does_without() {
    let (address, handle) = serve(Options::default()).await;
    for operation in &CHAT.api.operations {
        let good = good(operation);
        let (answer, ended) = exchange(address, &bytes(&good, &target(operation))).await;
        assert!(ended.is_ok(), "{}", operation.id.value);
        let (status, body) = parts(&answer);
        let (reply, _) = handle.mock().reply(&good);
        assert_eq!(
            (status, body),
            (reply.status.as_u16(), &*reply.body),
            "{}",
            operation.id.value
        );
    }
    handle.stop().await;
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nothing listens any more"
    );
}

/// What comes of the sample request where this fault is injected.
async fn broken(name: &str) -> (Vec<u8>, std::io::Result<()>) {
    let faults = vec![Injected::parse(name).expect("there is one")];
    let (address, _handle) = serve(Options {
        faults,
        ..Options::default()
    })
    .await;
    let operation = CHAT.operation("v1ChatTopicEntity_IsWithinOpeningHours");
    exchange(address, &bytes(&good(operation), &target(operation))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_can_be_broken_on_their_way() {
    let (answer, ended) = broken("connection-reset").await;
    assert_eq!(
        ended.map_err(|error| error.kind()),
        Err(std::io::ErrorKind::ConnectionReset)
    );
    assert_eq!(answer, b"");
    let (answer, _) = broken("length-wrong").await;
    let text = String::from_utf8_lossy(&answer).into_owned();
    let (_, body) = parts(&answer);
    let announced = body.len() + 16;
    assert!(
        text.contains(&format!("content-length: {announced}\r\n")),
        "{text}"
    );
    let hanging = tokio::time::timeout(Duration::from_millis(200), broken("hang")).await;
    assert!(hanging.is_err());
    let dripping = tokio::time::timeout(Duration::from_millis(1500), broken("drip")).await;
    assert!(dripping.is_err(), "four bytes take four seconds");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_without_end_is_sent_in_bounded_memory() {
    let faults = vec![Injected::parse("endless-body").expect("there is one")];
    let (address, _handle) = serve(Options {
        faults,
        ..Options::default()
    })
    .await;
    let operation = CHAT.operation("v1ContactEntity_Simple");
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let request = bytes(&good(operation), &target(operation));
    stream.write_all(&request).await.expect("it is sent");
    let mut part = vec![0; 1 << 16];
    let mut read = 0;
    while read < 64 << 20 {
        let length = stream.read(&mut part).await.expect("it goes on");
        assert!(length > 0, "it ended behind {read} bytes");
        read += length;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_can_be_injected_while_it_runs_and_for_one_operation() {
    let (address, handle) = serve(Options::default()).await;
    let status = async |id: &str| {
        let operation = CHAT.operation(id);
        let (answer, _) = exchange(address, &bytes(&good(operation), &target(operation))).await;
        parts(&answer).0
    };
    assert_eq!(status("v1ContactEntity_Simple").await, 200);
    handle.inject(vec![
        Injected::parse("server-error@v1ContactEntity_Simple").expect("there is one"),
    ]);
    assert_eq!(status("v1ContactEntity_Simple").await, 500);
    assert_eq!(status("v1PersonEntity_Simple").await, 200);
    handle.inject(Vec::new());
    assert_eq!(status("v1ContactEntity_Simple").await, 200);
}
