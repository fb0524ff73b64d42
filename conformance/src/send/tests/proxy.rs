//! What a proxy is asked. That the environment names one is tried with the program.

use super::*;

/// A proxy that lets nothing through, and the head of the first request that it gets.
async fn refusing() -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it has one");
    let head = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("somebody comes");
        let mut head = [0; 4096];
        let length = stream.read(&mut head).await.expect("it asks");
        let refused = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
        let _ = stream.write_all(refused).await;
        String::from_utf8_lossy(&head[..length]).into_owned()
    });
    (address.to_string(), head)
}

#[tokio::test]
async fn a_proxy_is_asked_for_the_whole_address_with_its_own_credentials() {
    let (address, head) = refusing().await;
    let options = Options {
        proxy: Some(format!("http://u:p@{address}")),
        ..options()
    };
    let answer = answer(get_with(options, "http://pens.invalid/a?b=c").await.outcome);
    assert_eq!(answer.status, 403);
    let head = head.await.expect("it was asked").to_lowercase();
    assert!(
        head.starts_with("get http://pens.invalid/a?b=c http/1.1\r\n"),
        "{head}"
    );
    // `u:p` as it travels (RFC 7617 section 2).
    assert!(
        head.contains("proxy-authorization: basic dtpw\r\n"),
        "{head}"
    );
}

#[tokio::test]
async fn a_proxy_sees_nothing_of_what_is_encrypted() {
    let (address, head) = refusing().await;
    let options = Options {
        proxy: Some(format!("http://{address}")),
        retries: 0,
        ..options()
    };
    let lost = lost(
        get_with(options, "https://pens.invalid/a?b=c")
            .await
            .outcome,
    );
    assert_eq!(lost.phase, Phase::Connect, "{}", lost.message);
    let head = head.await.expect("it was asked");
    assert!(
        head.starts_with("CONNECT pens.invalid:443 HTTP/1.1\r\n"),
        "{head}"
    );
    assert!(!head.contains("b=c"), "{head}");
}

#[tokio::test]
async fn a_service_of_this_machine_is_asked_past_every_proxy() {
    let (address, head) = refusing().await;
    let options = Options {
        proxy: Some("http://127.0.0.1:9".to_owned()),
        is_direct: true,
        ..options()
    };
    let answer = answer(
        get_with(options, &format!("http://{address}/a"))
            .await
            .outcome,
    );
    assert_eq!(answer.status, 403);
    assert!(
        head.await
            .expect("it was asked")
            .starts_with("GET /a HTTP/1.1\r\n")
    );
}

#[test]
fn what_is_no_address_of_a_proxy_is_told_without_it() {
    let options = Options {
        proxy: Some("http://u:hush@ pens".to_owned()),
        ..options()
    };
    let wrong = Sender::new(options)
        .map(drop)
        .expect_err("it is no address");
    assert!(
        wrong.0.starts_with("the proxy's address is not one"),
        "{wrong}"
    );
    assert!(!wrong.0.contains("hush"), "{wrong}");
}
