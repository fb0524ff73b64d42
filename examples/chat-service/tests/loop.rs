//! `bindery run` with this service: green as it is, and red at the line of the page where it is broken
//! on purpose.

use std::path::{Path, PathBuf};
use std::process::Command;

const SERVICE: &str = env!("CARGO_BIN_EXE_chat-service");
const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The program of the same build. With `cargo test --workspace` it is there already.
fn bindery() -> PathBuf {
    let name = format!("bindery{}", std::env::consts::EXE_SUFFIX);
    let path = Path::new(SERVICE).with_file_name(name);
    if !path.exists() {
        let profile = path.parent().and_then(Path::file_name);
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--package", "bindery"]);
        if profile.is_some_and(|name| name == "release") {
            cargo.arg("--release");
        }
        let built = cargo.current_dir(REPOSITORY).status();
        assert!(
            built.is_ok_and(|status| status.success()),
            "bindery is built"
        );
    }
    path
}

/// What `bindery run` ends with, and what it tells; `more` are words for the service.
fn run(more: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let config = format!(
        "pages: ['{REPOSITORY}/specs/pages']
out: api
conform:
  serve:
    command: ['{SERVICE}', --port, '{{port}}', --seed-demo{more}]
  auth: basic:helpdesk:only-a-sample
  allow: [create, update, delete, action]
  allow-foreign: true
  baseline: '{REPOSITORY}/examples/chat-service/known.txt'
  html: target/conform.html
"
    );
    std::fs::write(folder.path().join("bindery.yaml"), config).expect("it can be written");
    let mut command = Command::new(bindery());
    command.arg("run").current_dir(folder.path());
    let output = command.output().expect("it can be started");
    let report = std::fs::read_to_string(folder.path().join("target/conform.html"));
    assert!(report.is_ok_and(|html| html.starts_with("<!")));
    let told = String::from_utf8(output.stderr).expect("it prints UTF-8");
    (output.status.code(), told)
}

/// The line of a page at which a finding is told.
#[track_caller]
fn line_of(finding: &str, page: &str, told: &str) -> String {
    let (_, rest) = told.split_once(finding).expect(told);
    let place = rest
        .lines()
        .find_map(|line| line.trim().strip_prefix("--> "));
    let mut place = place.expect(told).rsplitn(3, ':').skip(1);
    let line: usize = place.next().and_then(|line| line.parse().ok()).expect(told);
    let file = place.next().expect(told);
    assert!(file.ends_with(page), "{told}");
    let text = std::fs::read_to_string(format!("{REPOSITORY}/specs/pages/chat/rest/{page}"));
    let text = text.expect("the page is there");
    text.lines().nth(line - 1).expect(told).to_owned()
}

#[test]
fn as_it_is_it_keeps_every_promise() {
    let (code, told) = run("");
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("36 passed, 0 failed, 0 skipped  nothing found, 1 known\n"),
        "{told}"
    );
}

#[test]
fn a_write_that_is_lost_is_told_at_the_endpoint() {
    let (code, told) = run(", --break, lost-write");
    assert_eq!(code, Some(1), "{told}");
    let finding =
        "failed[put-not-replacing:v1ChatSessionEntity_PutChatSessionEntity-changes-nothing]";
    let page = "ChatSession/v1ChatSessionEntity_PutChatSessionEntity.md";
    assert_eq!(
        line_of(finding, page, &told),
        "PUT /api/v1/ChatSession/{id}"
    );
}

#[test]
fn a_property_that_is_missing_is_told_at_its_row() {
    let (code, told) = run(", --break, missing-property");
    assert_eq!(code, Some(1), "{told}");
    let finding = "failed[missing-property:ChatSessionEntityWithLinks/CustomerName]";
    let (_, at) = told.split_once(finding).expect(&told);
    assert!(
        at.contains("on v1ChatSessionEntity_GetChatSessionEntity\n"),
        "{told}"
    );
    // All pages that show this type promise the property; the one that states it first is told.
    let page = "ChatSession/v1ChatSessionEntity_PostChatSessionEntity.md";
    let row = line_of(finding, page, &told);
    assert!(row.starts_with("| CustomerName | string |"), "{row}");
}
