//! `bindery mock`.

use crate::support::Project;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// A running mock, which is killed when the test ends.
struct Running {
    child: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(project: &Project, args: &[&str]) -> Running {
    let args = [&["mock", "pages", "--port", "0"], args].concat();
    let mut command = project.command(&args);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    let out = child.stdout.take().expect("it is piped");
    BufReader::new(out)
        .read_line(&mut line)
        .expect("it prints its address");
    let address = line
        .trim()
        .strip_prefix("http://")
        .expect("it is an address")
        .to_owned();
    Running { child, address }
}

fn get(running: &Running, target: &str) -> String {
    let mut stream = TcpStream::connect(&running.address).expect("it listens");
    let request = format!(
        "GET {target} HTTP/1.1\r\nhost: mock\r\nauthorization: Bearer secret-token\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("it answers");
    answer
}

#[test]
fn it_serves_what_the_pages_document_and_logs_no_secret() {
    let project = Project::with_pages(&["Pens"]);
    let mut running = start(&project, &[]);
    let found = get(&running, "/api/v1/Pens/1?secret=1");
    assert!(found.starts_with("HTTP/1.1 200 "), "{found}");
    let missing = get(&running, "/api/v1/Pencils");
    assert!(missing.starts_with("HTTP/1.1 404 "), "{missing}");
    let mut log = BufReader::new(running.child.stderr.take().expect("it is piped")).lines();
    let mut next = || log.next().expect("there is a line").expect("it is text");
    let ready = next();
    assert!(ready.contains("1 operation"), "{ready}");
    let line = next();
    assert!(
        line.starts_with("status=200 method=GET path=\"/api/v1/Pens/1\""),
        "{line}"
    );
    assert!(!line.contains("secret"), "{line}");
    drop(running);
}

#[test]
fn a_port_that_is_taken_is_an_error_with_advice() {
    let project = Project::with_pages(&["Pens"]);
    let running = start(&project, &["-q"]);
    let (_, port) = running.address.rsplit_once(':').expect("it has a port");
    let ended = project.run(&["mock", "pages", "--port", port]);
    assert_eq!(ended.code, 3, "{}", ended.err);
    assert!(
        ended.err.contains(&format!("127.0.0.1:{port}")),
        "{}",
        ended.err
    );
}

#[test]
fn faults_are_listed_and_a_name_that_is_none_is_told() {
    let project = Project::with_pages(&["Pens"]);
    let listed = project.run(&["mock", "--faults"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert!(listed.out.lines().count() >= 40, "{}", listed.out);
    let wrong = project.run(&["mock", "pages", "--fault", "no-such"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.contains("there is no fault `no-such`"),
        "{}",
        wrong.err
    );
    let nobody = project.run(&["mock", "pages", "--fault", "server-error@Nobody"]);
    assert_eq!(nobody.code, 2);
    assert!(
        nobody
            .err
            .contains("no page documents an operation `Nobody`"),
        "{}",
        nobody.err
    );
}
