//! `bindery run` and `bindery conform` with a service that bindery.yaml says how to start: here that is
//! `bindery mock`.

use crate::support::{Ended, Project, ended};
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::process::Stdio;
use std::time::Duration;

const BINDERY: &str = env!("CARGO_BIN_EXE_bindery");

/// A project whose service is `command`, in YAML; `more` goes below `serve`, `conform` behind it.
fn project(command: &str, more: &str, conform: &str) -> Project {
    let project = Project::with_pages(&["Pen", "Ink"]);
    let config = format!(
        "pages: [pages]\nout: api\nconform:\n  serve:\n    command: {command}\n{more}  auth: basic:u:p\n{conform}"
    );
    project.write("bindery.yaml", config);
    project
}

/// The mock of the pages, with more arguments.
fn mock(more: &str) -> String {
    format!("['{BINDERY}', mock, pages, --auth, 'basic:u:p', --port, '{{port}}'{more}]")
}

fn rows(ended: &Ended) -> Vec<Vec<&str>> {
    let lines = ended.err.lines();
    lines
        .map(|line| line.split_whitespace().collect())
        .collect()
}

#[test]
fn a_service_that_keeps_its_promises_ends_green_with_reports() {
    let reports = "  html: target/a.html\n  json: target/a.json\n  junit: target/a.xml\n  sarif: target/a.sarif\n";
    let project = project(&mock(""), "", reports);
    let ended = project.run(&["run"]);
    ended.expect(
        0,
        &[
            "check  nothing found",
            "wrote  api/openapi.json",
            "nothing found\n",
        ],
    );
    let row = rows(&ended)
        .into_iter()
        .find(|row| row.first() == Some(&"conform"));
    let row = row.unwrap_or_default().join(" ");
    assert!(row.starts_with("conform 2 operations "), "{}", ended.err);
    assert!(
        row.ends_with(" 2 passed, 0 failed, 0 skipped nothing found"),
        "{row}"
    );
    for (file, start) in [
        ("target/a.html", "<!"),
        ("target/a.json", "{"),
        ("target/a.xml", "<?xml"),
        ("target/a.sarif", "{"),
    ] {
        assert!(project.read(file).starts_with(start), "{file}");
        assert!(ended.err.contains(file), "{}", ended.err);
    }
    let conform = project.run(&["conform", "--only", "v1Pen_Get", "--json", "other.json"]);
    conform.expect(0, &["2 operations: 1 passed, 0 failed, 1 skipped"]);
    assert!(
        project.read("other.json").starts_with('{'),
        "arguments go first"
    );
}

#[test]
fn a_service_that_breaks_a_promise_ends_red_at_the_line_of_the_page() {
    let fault = ", --fault, array-for-object@v1Pen_Get";
    let project = project(&mock(fault), "", "  html: target/a.html\n");
    let ended = project.run(&["run"]);
    ended.expect(
        1,
        &[
            "1 finding",
            "failed[wrong-body-kind:v1Pen_Get/200]",
            "--> pages/Pen.md:35:",
            "got      an array",
        ],
    );
    let page = project.read("pages/Pen.md");
    assert_eq!(page.lines().nth(34), Some("### Response body: Pen"));
    assert!(project.at("target/a.html").exists());
}

#[test]
fn a_service_that_dies_is_told_with_what_it_printed_last() {
    let command = "[sh, -c, 'echo one; echo no such database >&2; exit 7']";
    let project = project(command, "", "  html: target/a.html\n");
    let ended = project.run(&["run"]);
    ended.expect(
        3,
        &[
            "wrote  api/openapi.json",
            "error: failed to start `sh -c",
            "it ended with exit code 7 before it was ready",
            "\n  | no such database",
        ],
    );
    assert!(!project.at("target").exists());
    let missing = self::project("[./no-such-program]", "", "").run(&["run"]);
    missing.expect(3, &["failed to start `./no-such-program`"]);
    self::project("[]", "", "")
        .run(&["run"])
        .expect(2, &["no command is given"]);
}

#[test]
fn a_service_that_does_not_get_ready_is_ended() {
    let never = project(
        "[sh, -c, 'echo waiting for a disk; sleep 600']",
        "    timeout: 0.3\n",
        "",
    );
    let words = [
        "it printed no address",
        "within 0.3 s",
        "\n  | waiting for a disk",
    ];
    never.run(&["run"]).expect(3, &words);
    let command = "[sh, -c, 'sleep 600 # {port}']";
    let silent = project(command, "    timeout: 0.3\n", "");
    silent
        .run(&["run"])
        .expect(3, &["it did not answer at http://127.0.0.1:"]);
    let unhealthy = project(&mock(""), "    timeout: 1.5\n    ready: /health\n", "");
    unhealthy.run(&["run"]).expect(
        3,
        &[
            "it answered 404 at http://127.0.0.1:",
            "/health and never 2xx",
        ],
    );
}

#[test]
fn what_makes_the_service_is_run_first_and_seen() {
    let build = "    build: [sh, -c, 'echo compiling >&2; mkdir made']\n";
    let project = project(&mock(""), build, "");
    project
        .run(&["run"])
        .expect(0, &["build  sh -c", "compiling", "nothing found\n"]);
    assert!(project.at("made").is_dir(), "it ran beside bindery.yaml");
    // The folder is there now, so that it fails.
    let words = [
        "failed to build the service with `sh -c",
        "it ended with exit code 1",
    ];
    project.run(&["run"]).expect(3, &words);
    project
        .run(&["run", "-q"])
        .expect(3, &["; the last that it printed:\n  | compiling"]);
}

#[test]
fn the_address_is_taken_from_what_the_service_prints_or_its_environment() {
    let printed = format!("['{BINDERY}', mock, pages, --auth, 'basic:u:p', --port, '0']");
    project(&printed, "", "")
        .run(&["run"])
        .expect(0, &["2 passed"]);
    let of_environment =
        format!("[sh, -c, 'exec {BINDERY} mock pages --auth basic:u:p --port $PEN_PORT']");
    let env = "    env: {PEN_PORT: '{port}'}\n";
    let given = "  url: http://localhost:{port}\n";
    project(&of_environment, env, given)
        .run(&["run"])
        .expect(0, &["2 passed"]);
}

#[test]
fn no_proxy_is_asked_for_a_service_of_this_machine() {
    let project = project(&mock(""), "", "");
    let mut command = project.command(&["run"]);
    // Nobody listens there.
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:1");
    }
    ended(&mut command).expect(0, &["2 passed, 0 failed"]);
}

#[test]
fn what_answers_already_is_not_taken_for_the_service() {
    let project = project(&mock(""), "", "");
    let mut other = project
        .command(&["mock", "pages", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut url = String::new();
    let out = other.stdout.take().expect("it is piped");
    BufReader::new(out)
        .read_line(&mut url)
        .expect("it prints its address");
    let config = project.read("bindery.yaml") + &format!("  url: {url}");
    project.write("bindery.yaml", config);
    let ended = project.run(&["run"]);
    let _ = (other.kill(), other.wait());
    ended.expect(3, &["something else answers already at http://127.0.0.1:"]);
}

#[test]
fn check_writes_no_generated_file_and_no_conform_asks_nobody() {
    let project = project(&mock(""), "", "  html: target/a.html\n");
    project
        .run(&["run", "--check"])
        .expect(1, &["missing", "2 passed, 0 failed"]);
    assert!(!project.at("api").exists());
    assert!(project.at("target/a.html").exists());
    let ended = project.run(&["run", "--no-conform"]);
    ended.expect(0, &["wrote"]);
    assert!(!ended.err.contains("conform"), "{}", ended.err);
    project
        .run(&["run", "--check"])
        .expect(0, &["2 passed, 0 failed"]);
}

/// Here the shell kills the mock after its eighth line of log.
#[cfg(unix)]
#[test]
fn a_service_that_dies_while_it_is_asked_is_told() {
    let script = format!(
        "mkfifo log; {BINDERY} mock pages --auth basic:u:p --port {{port}} 2>log & mock=$!; \
         head -n 8 log >/dev/null; kill $mock; wait; echo out of memory >&2; exit 9"
    );
    let project = project(&format!("[sh, -c, '{script}']"), "", "  jobs: 1\n");
    let ended = project.run(&["run"]);
    let words = [
        "the service ended with exit code 9; the last that it printed:",
        "| out of memory",
    ];
    // An answer that was under way when it died is a finding; else the run ended early.
    ended.expect(if ended.code == 1 { 1 } else { 3 }, &words);
}

/// Asked to end, it ends the service and what the service started: here the mock, in a shell.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_process() {
    let mock = format!("{BINDERY} mock pages --port {{port}} --latency 1000 & wait");
    let project = project(&format!("[sh, -c, '{mock}']"), "", "");
    for signal in ["INT", "TERM"] {
        let mut command = project.command(&["run", "-v"]);
        let mut run = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(run.stderr.take().expect("it is piped")).lines();
        let mut line = || lines.next().and_then(Result::ok);
        let address = std::iter::from_fn(&mut line).find_map(|line| {
            let (_, address) = line.split_once("http://")?;
            address.parse::<SocketAddr>().ok()
        });
        let address = address.expect("the mock prints its address");
        assert!(TcpStream::connect(address).is_ok());
        let pid = run.id().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", signal, &pid])
            .status();
        assert!(sent.is_ok_and(|one| one.success()));
        while line().is_some() {}
        let status = run.wait().expect("it ends");
        assert_eq!(status.code(), Some(3), "{signal}");
        // It was killed; the system may still be about to take its port away.
        let is_there = || TcpStream::connect(address).is_ok();
        for _ in 0..600 {
            if !is_there() {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        assert!(!is_there(), "the mock is still there");
    }
}
