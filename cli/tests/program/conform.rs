//! `bindery conform`.

use crate::support::Project;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/pages");

/// A mock of `specs/pages`, which is killed when the test ends.
struct Mock {
    child: Child,
    url: String,
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn mock(project: &Project) -> Mock {
    let mut command = project.command(&["mock", PAGES, "--port", "0"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    let out = child.stdout.take().expect("it is piped");
    let mut url = String::new();
    BufReader::new(out)
        .read_line(&mut url)
        .expect("it prints its address");
    Mock {
        child,
        url: url.trim().to_owned(),
    }
}

#[test]
fn what_fits_nothing_is_usage_and_not_success() {
    let ended = Project::new().run(&["conform", PAGES, "--plan", "--only", "v1Pens_*"]);
    ended.expect(2, &["`v1Pens_*` fits no operation, no case and no check"]);
}

#[test]
fn the_id_of_a_finding_runs_its_check_alone() {
    let project = Project::new();
    let mock = mock(&project);
    let finding = "wrong-type:ChatSessionEntity/Name";
    let args = ["conform", PAGES, "--url", &mock.url, "--auth", "basic:u:p"];
    let ended = project.run(&[&args[..], &["--only", finding, "--json", "a.json"]].concat());
    ended.expect(0, &[]);
    let report = std::fs::read_to_string(project.at("a.json")).expect("it is written");
    let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
    let operations = report["operations"].as_array().expect("it is a list");
    let verdicts = operations
        .iter()
        .filter_map(|one| one["verdicts"].as_array());
    let checks: Vec<_> = verdicts.flatten().map(|one| &one["check"]).collect();
    assert!(!checks.is_empty());
    assert!(checks.iter().all(|one| *one == "wrong-type"), "{checks:?}");
}

#[test]
fn a_server_that_lets_nobody_in_keeps_no_promise() {
    let project = Project::new();
    let mock = mock(&project);
    let ended = project.run(&["conform", PAGES, "--url", &mock.url]);
    ended.expect(1, &["no answer had a status that its page documents"]);
}
