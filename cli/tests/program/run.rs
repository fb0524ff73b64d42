//! `bindery run`

use crate::support::{Project, page, page_with_surplus};

const CONFIG: &str = "pages: [pages]\nout: api\ntargets: [openapi]\n";

#[test]
fn a_clean_run_tells_what_it_read_and_wrote() {
    let project = Project::with_pages(&["Pen", "Ink"]);
    project.write("bindery.yaml", CONFIG);
    let entry = |name| format!("- name: GET {name}/{{id}}\n  href: {name}.md\n");
    project.write("pages/toc.yml", entry("Pen") + &entry("Ink"));
    let ended = project.run(&["run"]);
    ended.expect(0, &[]);
    assert_eq!(ended.out, "");
    let rows: Vec<&str> = ended.err.lines().collect();
    let is_row = |start: &str, words: &[&str]| {
        let row = rows.iter().find(|row| row.trim_start().starts_with(start));
        assert!(
            row.is_some_and(|row| words.iter().all(|word| row.contains(word))),
            "{start}: {}",
            ended.err
        );
    };
    is_row("read", &["superoffice-2023", "2 pages", "2 operations"]);
    is_row("index", &["1 page"]);
    is_row("all", &["3 pages", "2 operations"]);
    is_row("check", &["nothing found"]);
    is_row("wrote", &["api/openapi.json", "B", "new"]);
    is_row("api/openapi.yaml", &["new"]);
    is_row("unread", &["nothing"]);
    project.run(&["run"]).expect(0, &["unchanged"]);
}

#[test]
fn what_is_left_unread_is_a_finding() {
    let project = Project::with_pages(&["Pen"]);
    project.write("bindery.yaml", CONFIG);
    project.write("pages/Ink.md", page_with_surplus("Ink"));
    let ended = project.run(&["run"]);
    ended.expect(
        1,
        &[
            "unread  1 place",
            "1 page",
            "bindery model --unread",
            "check  1 finding",
            "warning[BND006 surplus-cell]",
        ],
    );
    assert!(
        project
            .read("api/openapi.json")
            .contains("/api/v1/Ink/{id}"),
        "it is written all the same"
    );
}

#[test]
fn what_check_finds_is_a_finding_unless_the_baseline_knows_it() {
    let project = Project::with_pages(&["Pen"]);
    let config = |check: &str| project.write("bindery.yaml", format!("{CONFIG}{check}"));
    config("");
    let page = page("Pen").replace("What it is called", "The pen&amp;apos;s name");
    project.write("pages/Pen.md", page);
    let words = ["check  1 finding", "warning[BND101", "unread  nothing"];
    project.run(&["run"]).expect(1, &words);
    assert!(project.at("api/openapi.json").exists());
    config("check: {ignore: [double-escaped-entity]}\n");
    project.run(&["run"]).expect(0, &["check  nothing found"]);
    config("check: {baseline: known.txt}\n");
    project
        .run(&["check", "--write-baseline", "known.txt"])
        .expect(0, &["wrote 1 finding"]);
    project.run(&["run"]).expect(0, &["check  nothing found"]);
}

#[test]
fn drift_is_a_finding_and_nothing_is_written() {
    let project = Project::with_pages(&["Pen"]);
    project.write("bindery.yaml", CONFIG);
    project
        .run(&["run", "--check"])
        .expect(1, &["compared", "missing"]);
    assert!(!project.at("api").exists());
    project.run(&["run"]).expect(0, &[]);
    project.run(&["run", "--check"]).expect(0, &["unchanged"]);
}

#[test]
fn quiet_is_quiet() {
    let project = Project::with_pages(&["Pen"]);
    project.write("bindery.yaml", CONFIG);
    let ended = project.run(&["run", "-q"]);
    ended.expect(0, &[]);
    assert_eq!((ended.out.as_str(), ended.err.as_str()), ("", ""));
}
