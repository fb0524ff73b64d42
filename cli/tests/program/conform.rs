//! `bindery conform`.

use crate::support::Project;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

pub(crate) const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/pages");

/// A mock of `specs/pages`, which is killed when the test ends. It logs to `mock.log`.
pub(crate) struct Mock {
    child: Child,
    pub(crate) url: String,
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
pub(crate) fn faulty(project: &Project, more: &[&str]) -> Mock {
    let log = project.at("mock.log");
    let log = OpenOptions::new().create(true).append(true).open(log);
    let mut command = project.command(&["mock", PAGES, "--port", "0"]);
    command.args(more);
    command.stdout(Stdio::piped());
    command.stderr(log.expect("it can be written"));
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
fn a_finding_that_cannot_be_is_usage_and_not_success() {
    for id in ["missing-property:Nope/None", "server-error:500-getNope"] {
        let ended = Project::new().run(&["conform", PAGES, "--plan", "--only", id]);
        ended.expect(2, &["no finding of this id can be", id]);
    }
}

/// What a plan says of an operation.
fn planned<'a>(plan: &'a str, operation: &str) -> Vec<&'a str> {
    let lines = plan.lines().skip_while(|line| !line.ends_with(operation));
    let rest = lines.skip(1).take_while(|line| line.starts_with("  "));
    rest.map(str::trim).collect()
}

#[test]
fn a_plan_leaves_nothing_out_without_a_reason() {
    let project = Project::new();
    let plan = |more: &[&str]| {
        let ended = project.run(&[&["conform", PAGES, "--plan"], more].concat());
        ended.expect(0, &[]);
        ended.out
    };
    let tells = |lines: &[&str], start: &str, end: &str| {
        let found = |one: &&str| one.starts_with(start) && one.ends_with(end);
        assert!(lines.iter().any(found), "{start} ... {end}: {lines:#?}");
    };
    let reads_only = plan(&[]);
    let read = planned(&reads_only, "  v1ChatTopicEntity_GetChatTopicEntity");
    assert_eq!(read[0], "read: `GET` is a read");
    tells(
        &read,
        "id <- /-/ChatTopicId of v1ChatTopicEntity_ChatTopicsForUser",
        "",
    );
    tells(&read, "cases: required, sample, ", "");
    let no_credentials =
        "(blocked: no credentials are given with `--auth`, so none can be left out)";
    tells(&read, "left out: no-credentials", no_credentials);
    let create = planned(&reads_only, "  v1ChatSessionEntity_PostChatSessionEntity");
    assert_eq!(create[0], "create: `POST` to a collection is a create");
    let not_allowed =
        "(not allowed: `POST` to a collection is a create; `--allow create` would make it)";
    tells(&create, "left out: required, ", not_allowed);
    assert!(!create.iter().any(|line| line.starts_with("cases:")));

    let selected = [
        "--auth",
        "basic:u:hush",
        "--allow-writes",
        "--only",
        "v1ChatTopicEntity_*",
    ];
    let selected = plan(&selected);
    let read = planned(&selected, "  v1ChatTopicEntity_GetChatTopicEntity");
    assert!(
        !read.iter().any(|line| line.starts_with("left out:")),
        "{read:#?}"
    );
    let create = planned(&selected, "  v1ChatSessionEntity_PostChatSessionEntity");
    tells(&create, "left out: required, ", "(not selected)");
    assert!(!selected.contains("hush"));

    // Each operation has its lines, and the numbers at the end are those of the lines.
    for plan in [reads_only, selected] {
        let names = |start: &str| -> usize {
            let lines = plan
                .lines()
                .filter_map(|line| line.trim().strip_prefix(start));
            let lines = lines.map(|line| line.split(" (").next().unwrap_or(line));
            lines.map(|line| line.split(", ").count()).sum()
        };
        let (made, left_out) = (names("cases: "), names("left out: "));
        let end = format!("36 operations planned: {made} cases to make, {left_out} left out\n");
        assert!(plan.ends_with(&end), "{end}{plan}");
    }
}

#[test]
fn two_servers_are_shown_side_by_side() {
    let project = Project::new();
    let auth = ["--auth", "basic:u:p"];
    let broken = [&auth[..], &["--fault", "property-dropped"]].concat();
    let mocks = [
        ("kept.json", faulty(&project, &auth)),
        ("broken.json", faulty(&project, &broken)),
    ];
    for (code, (report, mock)) in (0..).zip(&mocks) {
        let args = ["conform", PAGES, "--url", &mock.url, "--auth", "basic:u:p"];
        let ended = project.run(&[&args[..], &["--json", report]].concat());
        ended.expect(code, &[]);
    }
    let args = ["report", "html", "kept.json", "--compare", "broken.json"];
    let ended = project.run(&[&args[..], &["-o", "compared.html"]].concat());
    ended.expect(0, &[]);
    let broken: serde_json::Value =
        serde_json::from_str(&project.read("broken.json")).expect("it is JSON");
    let findings = broken["findings"].as_array().expect("it is a list");
    assert!(!findings.is_empty());
    let page = project.read("compared.html");
    for finding in findings {
        let id = finding["id"].as_str().expect("it is text");
        assert!(page.contains(id), "{id}");
    }
    assert!(page.contains("kept.json") && page.contains("broken.json"));
    assert!(page.len() < 5 << 20, "{}", page.len());
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
fn what_a_server_repeats_of_credentials_is_not_kept() {
    let project = Project::new();
    let mock = faulty(&project, &["--stateful", "--fault", "secret-leaked"]);
    for (auth, told) in [
        ("basic:me:hush-hush", "bWU6aHVzaC1odXNo"),
        ("bearer:hush-hush", "hush-hush"),
        ("command:echo hush-hush", "hush-hush"),
    ] {
        let args = ["conform", PAGES, "--url", &mock.url, "--auth", auth];
        let reports = ["--allow-writes", "--json", "r.json", "--write-har", "r.har"];
        let ended = project.run(&[&args[..], &reports].concat());
        ended.expect(1, &["leaked-secret"]);
        assert!(!ended.err.contains(told), "{auth}");
        for name in ["r.json", "r.har"] {
            assert!(!project.read(name).contains(told), "{auth}: {name}");
        }
    }
}

#[test]
fn a_run_of_a_part_leaves_the_rest_of_the_baseline_alone() {
    let project = Project::new();
    let mock = faulty(&project, &["--fault", "property-dropped"]);
    let config = "conform:\n  baseline: known.txt\n  auth: basic:u:p\n";
    project.write("bindery.yaml", config);
    let args = ["conform", PAGES, "--url", &mock.url];
    let run = |more: &[&str]| project.run(&[&args[..], more].concat());
    run(&["--write-baseline", "seen today"]).expect(0, &["known.txt"]);
    let known = project.read("known.txt");
    let entries = || known.lines().filter(|line| !line.starts_with('#'));
    assert!(entries().count() > 1, "{known}");
    let first = entries().next().and_then(|line| line.split('\t').next());
    let first = first.expect("there is an entry").to_owned();
    let parts: [&[&str]; 4] = [
        &["--only", &first],
        &["--shard", "1/3"],
        &["--ignore", "missing-property"],
        &["--select", "status"],
    ];
    for part in parts {
        let ended = run(&[part, &["--write-baseline", "again"]].concat());
        assert_eq!(project.read("known.txt"), known, "{part:?}");
        assert!(!ended.err.contains("it was not found"), "{}", ended.err);
    }
}

#[test]
fn what_sends_nothing_is_usage() {
    let args = ["conform", PAGES, "--url", "http://localhost:1"];
    let run = |more: &[&str]| Project::new().run(&[&args[..], more].concat());
    run(&["--jobs", "0"]).expect(2, &["--jobs"]);
    run(&["--rate", "0"]).expect(2, &["--rate"]);
    run(&["--write-baseline", "why"]).expect(2, &["--baseline FILE"]);
}

#[test]
fn entries_that_are_no_traffic_of_the_pages_are_one_line_and_old_bodies_go() {
    let project = Project::new();
    let entry = |at: usize| {
        format!(
            r#"{{"request": {{"method": "GET", "url": "http://x/nope/{at}", "headers": []}},
            "response": {{"status": 200, "headers": [], "content": {{}}}}}}"#
        )
    };
    let entries: Vec<String> = (0..5).map(entry).collect();
    let entries = entries.join(",");
    project.write("r.har", format!(r#"{{"log": {{"entries": [{entries}]}}}}"#));
    let old = "r.bodies/0123456789abcdef.json";
    project.write(old, "{}");
    project.write("r.bodies/notes.json", "mine");
    let args = ["conform", PAGES, "--har", "r.har", "--json", "r.json"];
    let ended = project.run(&args);
    assert_eq!(
        ended.err.matches("left out: GET").count(),
        1,
        "{}",
        ended.err
    );
    for word in ["5 entries of the archive", "/nope/2", ", ..."] {
        assert!(ended.err.contains(word), "{}", ended.err);
    }
    assert!(!ended.err.contains("/nope/3"), "{}", ended.err);
    assert!(!project.at(old).exists());
    assert_eq!(project.read("r.bodies/notes.json"), "mine");
}

#[test]
fn exit_codes_tell_findings_from_trouble() {
    let project = Project::new();
    let mock = faulty(&project, &["--fault", "property-dropped"]);
    let args = ["conform", PAGES, "--url", &mock.url, "--auth", "basic:u:p"];
    let ended = project.run(&[&args[..], &["--json", "r.json"]].concat());
    ended.expect(1, &["missing-property"]);
    let known = ["--baseline", "known.yaml", "--write-baseline", "seen today"];
    project.run(&[&args[..], &known].concat()).expect(0, &[]);
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
