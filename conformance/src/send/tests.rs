//! Servers that mean no good, on real sockets.

mod proxy;
mod tls;

use super::*;
use crate::exchange::Cut;
use std::future::Future;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Small limits, so that tests are quick.
fn options() -> Options {
    Options {
        connect_timeout: Duration::from_millis(300),
        wait_timeout: Duration::from_millis(200),
        body_timeout: Duration::from_millis(300),
        largest_body: 100_000,
        retries: 1,
        ..Options::default()
    }
}

/// Sends one request to a server that does this with every connection.
async fn against<F, W>(serve: F) -> Outcome
where
    F: Fn(TcpStream) -> W + Send + 'static,
    W: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it has one").port();
    let server = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            tokio::spawn(serve(stream));
        }
    });
    let outcome = get(&format!("http://127.0.0.1:{port}/")).await;
    server.abort();
    outcome
}

async fn get(url: &str) -> Outcome {
    get_with(options(), url).await.outcome
}

async fn get_with(options: Options, url: &str) -> Exchange {
    let sender = Sender::new(options).expect("the options are right");
    let request = Request {
        method: "GET".to_owned(),
        url: url.to_owned(),
        headers: Vec::new(),
        body: None,
    };
    sender.send(request).await
}

fn says(
    bytes: &'static [u8],
) -> impl Fn(TcpStream) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>> {
    move |mut stream| {
        Box::pin(async move {
            let _ = stream.write_all(bytes).await;
            let _ = stream.shutdown().await;
        })
    }
}

fn answer(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Answer(answer) => answer,
        Outcome::Lost(lost) => unreachable!("an answer came: {lost:?}"),
    }
}

fn lost(outcome: Outcome) -> Lost {
    match outcome {
        Outcome::Lost(lost) => lost,
        Outcome::Answer(answer) => unreachable!("no answer came: {answer:?}"),
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left() {
    let hangs = |stream: TcpStream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    };
    assert_eq!(lost(against(hangs).await).phase, Phase::Wait);
}

#[tokio::test]
async fn a_connection_that_is_cut_is_told() {
    let resets = |stream: TcpStream| async move {
        // Closing with a wait of nothing sends RST.
        #[allow(deprecated, reason = "the wait is nothing, so nothing blocks")]
        let _ = stream.set_linger(Some(Duration::ZERO));
    };
    assert_eq!(lost(against(resets).await).phase, Phase::Wait);
    assert_eq!(
        lost(against(says(b"SSH-2.0-nothing\r\n\r\n")).await).phase,
        Phase::Parse
    );
}

#[tokio::test]
async fn a_drip_takes_no_longer_than_a_body_may() {
    let drips = |mut stream: TcpStream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
        while stream.write_all(b".").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let answer = answer(against(drips).await);
    assert_eq!(answer.cut, Some(Cut::Timeout(options().body_timeout)));
    assert!(!answer.body.is_empty());
}

#[tokio::test]
async fn an_endless_body_is_cut_at_the_limit() {
    let pours = |mut stream: TcpStream| async move {
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
            .await;
        let block = vec![b' '; 1 << 16];
        while stream.write_all(&block).await.is_ok() {}
    };
    let answer = answer(against(pours).await);
    assert_eq!(answer.cut, Some(Cut::Limit(100_000)));
    assert_eq!(answer.body.len(), 100_000);
}

#[tokio::test]
async fn a_length_that_is_a_lie_is_told() {
    let short = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc";
    let short = answer(against(says(short)).await);
    assert_eq!(
        (&*short.body, short.cut),
        (&b"abc"[..], Some(Cut::EndedEarly))
    );
    let long = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc";
    assert_eq!(&*answer(against(says(long)).await).body, b"ab");
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let circle = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n";
    let answer = answer(against(says(circle)).await);
    assert_eq!((answer.status, answer.header("location")), (302, Some("/")));
}

#[tokio::test]
async fn a_header_without_an_end_is_left() {
    let endless = |mut stream: TcpStream| async move {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n").await;
        while stream
            .write_all(b"X-More: and more and more\r\n")
            .await
            .is_ok()
        {}
    };
    let phase = lost(against(endless).await).phase;
    assert!(matches!(phase, Phase::Parse | Phase::Wait), "{phase:?}");
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_and_told() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it has one").port();
    drop(listener);
    let lost = lost(get(&format!("http://127.0.0.1:{port}/")).await);
    assert_eq!(lost.phase, Phase::Connect);
    assert!(lost.message.contains("refused"), "{}", lost.message);
}

#[tokio::test]
async fn a_server_without_tls_is_told_as_such() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it has one").port();
    let server = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let lost = lost(get(&format!("https://127.0.0.1:{port}/")).await);
    server.abort();
    assert_eq!(lost.phase, Phase::Tls, "{}", lost.message);
}
