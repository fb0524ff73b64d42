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
    faulty(project, &[])
}

/// A mock with these arguments.
fn faulty(project: &Project, more: &[&str]) -> Mock {
    let mut command = project.command(&["mock", PAGES, "--port", "0"]);
    command.args(more);
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

/// A report without what is measured, which no two runs share.
fn without_times(report: &str) -> serde_json::Value {
    let mut report: serde_json::Value = serde_json::from_str(report).expect("it is JSON");
    for one in report["operations"].as_array_mut().expect("it is a list") {
        one["milliseconds"] = serde_json::Value::Null;
    }
    report
}

#[test]
fn the_number_of_jobs_changes_no_report() {
    let project = Project::new();
    let mock = faulty(&project, &["--auth", "basic:u:hush"]);
    let args = [
        "conform",
        PAGES,
        "--url",
        &mock.url,
        "--auth",
        "basic:u:hush",
    ];
    for jobs in ["1", "8"] {
        let files = ["json", "junit", "sarif"].map(|kind| format!("{jobs}.{kind}"));
        let reports = [
            "--jobs", jobs, "--json", &files[0], "--junit", &files[1], "--sarif", &files[2],
        ];
        project
            .run(&[&args[..], &reports].concat())
            .expect(0, &["0 failures"]);
    }
    assert_eq!(project.read("1.junit"), project.read("8.junit"));
    assert_eq!(project.read("1.sarif"), project.read("8.sarif"));
    let (one, eight) = (project.read("1.json"), project.read("8.json"));
    assert_eq!(without_times(&one), without_times(&eight));
}

#[test]
fn shards_make_the_whole() {
    let project = Project::new();
    let mock = faulty(&project, &["--auth", "basic:u:hush"]);
    let args = [
        "conform",
        PAGES,
        "--url",
        &mock.url,
        "--auth",
        "basic:u:hush",
        "--json",
    ];
    let of = |more: &[&str]| project.run(&[&args[..], more].concat()).expect(0, &[]);
    of(&["whole.json"]);
    of(&["a.json", "--shard", "1/2"]);
    of(&["b.json", "--shard", "2/2"]);
    let merge = ["report", "merge", "a.json", "b.json", "-o", "merged.json"];
    project.run(&merge).expect(0, &[]);
    let (whole, merged) = (project.read("whole.json"), project.read("merged.json"));
    let (whole, merged) = (without_times(&whole), without_times(&merged));
    assert_eq!(whole["summary"], merged["summary"]);
    assert_eq!(whole["operations"], merged["operations"]);
}

#[test]
fn every_report_is_written_and_none_holds_a_secret() {
    let project = Project::new();
    let mock = faulty(&project, &["--auth", "basic:u:hush"]);
    let args = [
        "conform",
        PAGES,
        "--url",
        &mock.url,
        "--auth",
        "basic:u:hush",
    ];
    let reports = [
        "--header",
        "X-Api-Key: hush",
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
    ended.expect(0, &[]);
    // `u:hush` as it travels.
    let told = |text: &str| text.contains("hush") || text.contains("dTpodXNo");
    assert!(!told(&ended.err) && !told(&ended.out), "{}", ended.err);
    for name in ["r.json", "r.xml", "r.sarif", "r.html", "r.har"] {
        assert!(!told(&project.read(name)), "{name}");
    }
    let har = project.read("r.har");
    assert!(
        !har.contains("startedDateTime\":\"1970"),
        "it has the time of each request"
    );
    // What was recorded is judged the same, and nothing is sent.
    drop(mock);
    let again = ["conform", PAGES, "--har", "r.har", "--json", "again.json"];
    project.run(&again).expect(0, &["0 failures"]);
}

#[test]
fn exit_codes_tell_findings_from_trouble() {
    let project = Project::new();
    let mock = faulty(&project, &["--fault", "property-dropped"]);
    let args = ["conform", PAGES, "--url", &mock.url, "--auth", "basic:u:p"];
    let ended = project.run(&[&args[..], &["--json", "r.json"]].concat());
    ended.expect(1, &["missing-property"]);
    let known = ["--baseline", "known.yaml", "--write-baseline", "seen today"];
    project.run(&[&args[..], &known].concat()).expect(1, &[]);
    let known = project.run(&[&args[..], &["--baseline", "known.yaml"]].concat());
    known.expect(0, &["0 failures"]);
    let url = mock.url.clone();
    drop(mock);
    let args = ["conform", PAGES, "--url", &url, "--auth", "basic:u:p"];
    project
        .run(&args)
        .expect(3, &["failed to reach", "refused"]);
    let args = ["conform", PAGES, "--url", "ftp://x"];
    project
        .run(&args)
        .expect(2, &["has to start with `http://`"]);
}

#[test]
fn too_little_coverage_is_a_finding() {
    let project = Project::new();
    let mock = mock(&project);
    let args = ["conform", PAGES, "--url", &mock.url, "--auth", "basic:u:p"];
    let ended = project.run(&[&args[..], &["--min-coverage", "operations=100"]].concat());
    ended.expect(1, &["of the operations were seen, not 100 %"]);
}
