//! `bindery conform` between a server and those who interrupt it.

use crate::conform::{PAGES, faulty};
use crate::support::{Project, ended};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

/// How often the mock answered an operation with success; its id starts so.
fn done(project: &Project, operation: &str) -> usize {
    let operation = format!("operation={operation}");
    let log = project.read("mock.log");
    let lines = log.lines().filter(|line| line.starts_with("status=2"));
    lines.filter(|line| line.contains(&operation)).count()
}

/// It is asked to end as soon as it has created something, with many more objects to create.
#[cfg(unix)]
#[test]
fn ctrl_c_removes_what_was_created() {
    const CREATE: &str = "v1ChatSessionEntity_PostChatSessionEntity";
    for signal in ["INT", "TERM"] {
        let project = Project::new();
        let mock = faulty(&project, &["--stateful", "--latency", "200"]);
        let args = ["conform", PAGES, "--url", &mock.url, "--auth", "basic:u:p"];
        let creates = [
            "--allow", "create", "--only", CREATE, "--jobs", "1", "--json", "r.json",
        ];
        let run = project
            .command(&[&args[..], &creates].concat())
            .stderr(std::process::Stdio::piped())
            .spawn();
        let mut run = run.expect("it starts");
        while done(&project, CREATE) == 0 {
            let ended = run.try_wait().expect("it can be asked");
            assert_eq!(ended, None, "it created nothing");
            std::thread::sleep(Duration::from_millis(5));
        }
        let sent = std::process::Command::new("kill")
            .args(["-s", signal, &run.id().to_string()])
            .status();
        assert!(sent.is_ok_and(|one| one.success()));
        let run = run.wait_with_output().expect("it ends");
        let told = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(3), "{signal}: {told}");
        assert!(told.contains("it was interrupted"), "{told}");
        // The second time that it is asked for an object that is gone, the mock answers 404.
        let removed = done(&project, "v1ChatAgent_DeleteChatSessionEntity");
        assert_eq!(done(&project, CREATE), removed);
        let report: serde_json::Value =
            serde_json::from_str(&project.read("r.json")).expect("it is whole");
        assert_eq!(report["summary"]["ended_early"], "it was interrupted");
    }
}

/// The host exists nowhere. The mock, asked as a proxy is, answers whatever host was meant.
#[test]
fn requests_go_through_a_proxy() {
    let project = Project::new();
    let proxy = faulty(&project, &["--auth", "basic:u:p"]);
    let args = [
        "conform",
        PAGES,
        "--url",
        "http://pens.invalid",
        "--auth",
        "basic:u:p",
    ];
    let quick = ["--retries", "0", "--only", "v1ChatTopicEntity_*"];
    let args = [&args[..], &quick].concat();
    let seen = || done(&project, "v1ChatTopicEntity_");
    let without = project.run(&args);
    without.expect(3, &["failed to reach http://pens.invalid"]);
    assert_eq!(seen(), 0);

    let named = project.run(&[&args[..], &["--proxy", &proxy.url]].concat());
    named.expect(0, &["0 failures"]);
    let by_argument = seen();
    assert!(by_argument > 0);

    let environment = |more: &[(&str, &str)]| {
        let mut command = project.command(&args);
        command.env("HTTP_PROXY", &proxy.url);
        ended(command.envs(more.iter().copied()))
    };
    environment(&[]).expect(0, &["0 failures"]);
    assert_eq!(seen(), 2 * by_argument);
    environment(&[("NO_PROXY", "pens.invalid")]).expect(3, &["failed to reach"]);
    assert_eq!(seen(), 2 * by_argument);
}

#[test]
fn a_proxy_that_is_not_there_is_told_without_its_password() {
    let project = Project::new();
    let port = TcpListener::bind("127.0.0.1:0").and_then(|one| one.local_addr());
    let proxy = format!("http://u:hush@{}", port.expect("a port is free"));
    let args = [
        "conform",
        PAGES,
        "--url",
        "http://pens.invalid",
        "--retries",
        "0",
    ];
    let ended = project.run(&[&args[..], &["--proxy", &proxy]].concat());
    ended.expect(3, &["failed to reach http://pens.invalid"]);
    assert!(!ended.err.contains("hush"), "{}", ended.err);
}

/// The address of a server that answers everything with these bytes. It ends with the tests.
fn answering(answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has one");
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let mut head = [0; 8192];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address.to_string()
}

#[test]
fn a_proxy_that_lets_nobody_through_is_trouble_and_no_finding() {
    let refuses = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\
                   Content-Length: 0\r\nConnection: close\r\n\r\n";
    let proxy = format!("http://{}", answering(refuses.to_owned()));
    let project = Project::new();
    for url in ["http://pens.invalid", "https://pens.invalid"] {
        let args = ["conform", PAGES, "--url", url, "--proxy", &proxy];
        let ended = project.run(&[&args[..], &["--retries", "0"]].concat());
        ended.expect(
            3,
            &[
                "failed to reach",
                "proxy authorization required; credentials go",
            ],
        );
    }
}

#[test]
fn trouble_with_certificates_is_one_clear_line() {
    let project = Project::new();
    project.write("ca.pem", "-----BEGIN CERTIFICATE-----\nhush\n-----END");
    let plain = format!("https://{}", answering("SSH-2.0-pens\r\n".to_owned()));
    let args = ["conform", PAGES, "--url", &plain, "--retries", "0"];
    let run = |more: &[&str]| project.run(&[&args[..], more].concat());
    let words = "what answers there speaks no TLS";
    for (code, more, words) in [
        (3, &[][..], words),
        (3, &["--ca", "none.pem"], "none.pem"),
        (3, &["--client-cert", "none.pem"], "none.pem"),
        (
            2,
            &["--ca", "ca.pem"],
            "the authority's certificate is no PEM",
        ),
        (
            2,
            &["--client-cert", "ca.pem"],
            "the client's certificate with its key is no PEM",
        ),
    ] {
        let ended = run(more);
        ended.expect(code, &[words]);
        let is_help = |line: &&str| line.starts_with("help: ");
        let lines = ended.err.lines().filter(|line| !is_help(line));
        assert_eq!(lines.count(), 1, "{}", ended.err);
        assert!(!ended.err.contains("hush"), "{}", ended.err);
    }
}

#[test]
fn an_answer_that_nests_100_000_deep_is_a_finding() {
    let project = Project::with_pages(&["Pen", "Sheet"]);
    let body = "[".repeat(100_000) + &"]".repeat(100_000);
    let url = format!(
        "http://{}",
        answering(format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ))
    );
    let args = ["conform", "pages", "--url", &url, "--auth", "basic:u:p"];
    let reports = [
        "--json",
        "r.json",
        "--junit",
        "r.xml",
        "--sarif",
        "r.sarif",
        "--html",
        "r.html",
        "--write-har",
        "r.har",
    ];
    let ended = project.run(&[&args[..], &reports].concat());
    ended.expect(1, &["values nest more than 127 deep", "2 failed"]);
    // The run goes on to its end.
    let report: serde_json::Value =
        serde_json::from_str(&project.read("r.json")).expect("it is JSON");
    assert_eq!(report["summary"]["ended_early"], serde_json::Value::Null);
    for operation in report["operations"].as_array().expect("it is a list") {
        assert!(operation["cases"].as_u64() > Some(5), "{operation}");
    }
    // What was recorded is judged the same.
    let again = project.run(&["conform", "pages", "--har", "r.har"]);
    again.expect(1, &["values nest more than 127 deep"]);
}
