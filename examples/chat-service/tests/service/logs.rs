//! What the program tells of its work.

use crate::service::PASSWORD;
use reqwest::Client;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

#[cfg(unix)]
#[tokio::test]
async fn logs_are_json_without_secrets() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chat-service"));
    command.arg("--seed-demo").env("RUST_LOG", "debug");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = line.trim().strip_prefix("listening on ").unwrap();
    let body = "{\"TopicId\": 3, \"CustomerName\": \"Somebody Secret\"}";
    let http = Client::new();
    let path = format!("{url}/api/v1/ChatSession");
    let post = http
        .post(format!("{path}?$select=SecretColumn"))
        .basic_auth("helpdesk", Some(PASSWORD));
    post.header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .unwrap();
    let wrong = http
        .get(&path)
        .basic_auth("helpdesk", Some("wrong-and-secret"));
    wrong
        .header("so-apptoken", "partner-secret")
        .send()
        .await
        .unwrap();
    http.get(&path)
        .header("authorization", "Bearer demo-bearer-helpdesk")
        .send()
        .await
        .unwrap();

    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    let mut logs = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut logs)
        .unwrap();
    assert!(child.wait().unwrap().success());
    let lines: Vec<serde_json::Value> = logs
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    let answered: Vec<_> = lines
        .iter()
        .map(|line| &line["fields"])
        .filter(|fields| fields["message"] == "answered")
        .map(|fields| {
            (
                fields["path"].as_str().unwrap(),
                fields["status"].as_u64().unwrap(),
            )
        })
        .collect();
    let path = "/api/v1/ChatSession";
    assert_eq!(answered, [(path, 200), (path, 401), (path, 200)]);
    for secret in [
        PASSWORD,
        "Secret",
        "secret",
        "demo-bearer",
        "aGVscGRlc2s",
        "$argon2",
    ] {
        assert!(!logs.contains(secret), "{secret}: {logs}");
    }
}
