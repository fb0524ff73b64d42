//! The real program, killed in the middle of its work and started again.

use crate::service::PASSWORD;
use chat_sdk::Client;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The program, which is killed when this goes.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // SIGKILL: nothing of the program runs any more.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(data: &Path) -> (Process, Client) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chat-service"));
    command
        .arg("--data")
        .arg(data)
        .arg("--seed-demo")
        .env("RUST_LOG", "off");
    let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
    let mut line = String::new();
    let output = child.stdout.take().expect("it is piped");
    BufReader::new(output)
        .read_line(&mut line)
        .expect("it says where it listens");
    let process = Process(child);
    let url = line
        .trim()
        .strip_prefix("listening on ")
        .expect("it says where");
    let client = Client::builder()
        .base_url(url)
        .basic_auth("helpdesk", PASSWORD);
    (process, client.build().expect("it can be built"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_was_answered_is_there_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("chats.db");
    let mut created: Vec<(i32, String)> = Vec::new();
    for round in 0..3 {
        let (process, client) = start(&data);
        for (id, name) in &created {
            let read = client.chat_session().get(*id).send().await.unwrap();
            assert_eq!(read.customer_name.as_ref(), Some(name));
        }
        // Four write as fast as they can; the program dies while they do.
        let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
        for writer in 0..4 {
            let (client, tell) = (client.clone(), tell.clone());
            tokio::spawn(async move {
                for at in 0.. {
                    let name = format!("{round} {writer} {at}");
                    let body = serde_json::json!({"TopicId": 3, "CustomerName": name});
                    let body = serde_json::from_value(body).unwrap();
                    let Ok(answer) = client.chat_session().post(&body).send().await else {
                        break;
                    };
                    let _ = tell.send((answer.chat_session_id.unwrap(), name));
                }
            });
        }
        drop(tell);
        for _ in 0..40 {
            created.push(told.recv().await.expect("they write on"));
        }
        drop(process);
        // Answers that were under way when it died count as well.
        while let Some(one) = told.recv().await {
            created.push(one);
        }
    }
    let (_process, client) = start(&data);
    for (id, name) in &created {
        let read = client.chat_session().get(*id).send().await.unwrap();
        assert_eq!(read.customer_name.as_ref(), Some(name));
    }
    assert!(created.len() >= 120);
}

#[cfg(unix)]
#[tokio::test]
async fn it_ends_when_it_is_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let (mut process, client) = start(&folder.path().join("chats.db"));
    client.chat_topic().get(3).send().await.unwrap();
    let pid = process.0.id().to_string();
    let told = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    assert!(told.success());
    let ended = tokio::task::spawn_blocking(move || process.0.wait().unwrap())
        .await
        .unwrap();
    assert_eq!(ended.code(), Some(0));
}

#[test]
fn what_cannot_be_opened_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no.db");
    std::fs::write(&file, "this is no database, whatever its name says").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_chat-service"));
    let output = command.arg("--data").arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        told.contains("failed to open the database") && told.contains("no.db"),
        "{told}"
    );
    assert_eq!(output.stdout, b"");
}
