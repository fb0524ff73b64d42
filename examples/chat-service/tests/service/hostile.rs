//! Input that wants to do harm: each piece is refused, and the service goes on.

use crate::service::{GotFrom, PASSWORD, Service};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn is_well(service: &Service) {
    let got = service.get("ChatSession").await;
    assert_eq!(got.status, 200);
    assert_eq!(got.json()["value"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn sql_is_text() {
    let service = Service::start().await;
    let evil = "x'; DROP TABLE chat_session; --";
    let quoted = evil.replace('\'', "''");
    for (name, text, status) in [
        ("$filter", format!("customerName eq '{quoted}'"), 200),
        (
            "$filter",
            format!("contains(customerName, '{quoted}')"),
            200,
        ),
        ("$filter", evil.to_owned(), 400),
        ("$filter", "1=1 OR 1=1".to_owned(), 400),
        ("$filter", "chatSessionId eq (select 1)".to_owned(), 400),
        (
            "$orderBy",
            "chatSessionId; DROP TABLE chat_session".to_owned(),
            400,
        ),
        (
            "$orderBy",
            "(SELECT password FROM associate)".to_owned(),
            400,
        ),
        ("$select", "password".to_owned(), 400),
        ("$select", "s.id FROM chat_session; --".to_owned(), 400),
    ] {
        let request = service
            .request("GET", "ChatSession")
            .query(&[(name, &text)]);
        let got = request.basic_auth("helpdesk", Some(PASSWORD)).got().await;
        assert_eq!(got.status, status, "{name}={text} {}", got.text);
        assert!(!got.text.contains("argon2"), "{}", got.text);
    }
    let body = serde_json::json!({"TopicId": 3, "CustomerName": evil}).to_string();
    let created = service
        .send("POST", "ChatSession", "application/json", &body)
        .await
        .json();
    assert_eq!(created["CustomerName"], evil);
    let id = &created["ChatSessionId"];
    let transfer = format!("ChatSession/{id}/TransferTo/x'%20OR%20'1'='1");
    assert_eq!(
        service
            .send("POST", &transfer, "application/json", "")
            .await
            .status,
        404
    );
    let login = service
        .request("GET", "ChatSession")
        .basic_auth("' OR 1=1 --", Some(""));
    assert_eq!(login.got().await.status, 401);
    service.get(&format!("ChatSession/{id}")).await.json();
}

#[tokio::test]
async fn bodies_and_ids_have_bounds() {
    let service = Service::start().await;
    for id in [
        "99999999999999999999",
        "2147483648",
        "-2147483649",
        "4e3",
        "0x10",
        "%00",
        "١",
    ] {
        assert_eq!(
            service.get(&format!("ChatSession/{id}")).await.status,
            400,
            "{id}"
        );
    }
    for id in ["2147483647", "-1", "0"] {
        assert_eq!(
            service.get(&format!("ChatSession/{id}")).await.status,
            404,
            "{id}"
        );
    }
    let post = async |media_type: &str, body: String| {
        service
            .send("POST", "ChatSession", media_type, &body)
            .await
            .status
    };
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(
        post("application/json", format!("{{\"User\": {deep}}}")).await,
        422
    );
    let merge = format!("{{\"User\": {deep}}}");
    let got = service.send(
        "PATCH",
        "ChatSession/4203",
        "application/merge-patch+json",
        &merge,
    );
    assert_eq!(got.await.status, 400);
    let huge = format!("{{\"CustomerName\": \"{}\"}}", "x".repeat(300_000));
    assert_eq!(post("application/json", huge).await, 413);
    let long = format!(
        "{{\"TopicId\": 3, \"CustomerName\": \"{}\"}}",
        "ø".repeat(256)
    );
    assert_eq!(post("application/json", long).await, 422);
    assert_eq!(
        post("application/json", "{\"TopicId\": 1e99}".to_owned()).await,
        422
    );
    assert_eq!(
        post("application/json", "{\"TopicId\": 3".to_owned()).await,
        400
    );
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
                <ChatSessionEntity><CustomerName>&b;</CustomerName></ChatSessionEntity>";
    assert_eq!(post("application/xml", bomb.to_owned()).await, 400);
    let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><ChatSessionEntity/>";
    assert_eq!(post("text/xml", outside.to_owned()).await, 400);
    assert_eq!(post("application/xml", "<a>".repeat(50_000)).await, 400);
    let filter = format!("{}rank eq 1{}", "(".repeat(3000), ")".repeat(3000));
    let request = service
        .request("GET", "ChatSession")
        .query(&[("$filter", &filter)]);
    let got = request.basic_auth("helpdesk", Some(PASSWORD)).got().await;
    assert!(matches!(got.status, 400 | 414), "{}", got.status);
    let patch = format!(
        "[{}]",
        vec!["{\"op\":\"remove\",\"path\":\"a\"}"; 2000].join(",")
    );
    let got = service
        .send(
            "PATCH",
            "ChatSession/4203",
            "application/json-patch+json",
            &patch,
        )
        .await;
    assert_eq!(got.status, 400, "{}", got.text);
    is_well(&service).await;
}

#[tokio::test]
async fn zones_and_languages_are_bounded() {
    let service = Service::start().await;
    for (name, value, status) in [
        ("so-timezone", "../../../../etc/passwd".to_owned(), 400),
        ("so-timezone", "x".repeat(10_000), 400),
        ("so-timezone", "%s%n".to_owned(), 400),
        ("accept-language", "en,".repeat(5000), 200),
        ("accept-language", "x-".repeat(5000), 200),
        ("so-language", "<script>".to_owned(), 200),
        ("so-culture", "%Y%Y%Y".to_owned(), 200),
        ("accept", "*/*;q=0.1,".repeat(2000), 200),
        ("cookie", "session=".repeat(2000), 200),
    ] {
        let request = service
            .request("GET", "ChatTopic/3")
            .basic_auth("helpdesk", Some(PASSWORD));
        let got = request.header(name, &value).got().await;
        assert_eq!(got.status, status, "{name} {}", got.text);
        assert!(!got.text.contains("<script>"), "{}", got.text);
    }
    let host = service
        .request("GET", "ChatSession/4203")
        .basic_auth("helpdesk", Some(PASSWORD));
    let got = host.header("host", "evil.example/\"><script>").got().await;
    assert!(!got.text.contains("script"), "{}", got.text);
    is_well(&service).await;
}

/// Time stands still in these, and goes on at once where nothing else can happen.
#[tokio::test(start_paused = true)]
async fn slow_and_half_open_callers_are_left() {
    let service = Service::start().await;
    let address = service.url.strip_prefix("http://").unwrap().to_owned();
    for start in [
        "",
        "GET /api/v1/ChatSession HTTP/1.1\r\nHost: x\r\n",
        "GET /",
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        stream.write_all(start.as_bytes()).await.unwrap();
        let mut told = String::new();
        let left = tokio::time::timeout(Duration::from_secs(60), stream.read_to_string(&mut told));
        // Closed, with or without a word.
        left.await.expect("it is closed in time").ok();
        assert!(told.is_empty() || told.contains("408"), "{start} {told}");
    }
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = "POST /api/v1/ChatSession HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Authorization: Bearer demo-bearer-helpdesk\r\nContent-Length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut told = vec![0; 64];
    let read = tokio::time::timeout(Duration::from_secs(60), stream.read(&mut told)).await;
    let read = read.expect("it is answered in time").unwrap();
    let told = String::from_utf8_lossy(&told[..read]);
    assert!(told.starts_with("HTTP/1.1 408"), "{told}");
}
