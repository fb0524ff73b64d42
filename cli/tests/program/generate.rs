//! `bindery generate`

use crate::support::{Ended, Project, page, page_with_surplus};
use std::time::SystemTime;

const GENERATE: [&str; 6] = ["generate", "pages", "--target", "openapi", "--out", "api"];
const FILES: [&str; 2] = ["api/openapi.json", "api/openapi.yaml"];

fn modified(project: &Project) -> Vec<SystemTime> {
    let time = |path: &str| std::fs::metadata(project.at(path)).and_then(|file| file.modified());
    FILES.map(|path| time(path).expect("it is there")).to_vec()
}

fn check(project: &Project) -> Ended {
    project.run(&[&GENERATE[..], &["--check"]].concat())
}

#[test]
fn files_are_written_and_the_second_time_left_alone() {
    let project = Project::with_pages(&["Pen", "Ink"]);
    let first = project.run(&GENERATE);
    first.expect(0, &["wrote  api/openapi.json", "new"]);
    assert_eq!(first.out, "");
    let written = FILES.map(|path| project.read(path));
    assert!(written[0].contains("/api/v1/Pen/{id}"), "{}", written[0]);
    // A rename would give the files this moment's time.
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for path in FILES {
        let file = std::fs::File::options()
            .append(true)
            .open(project.at(path))
            .expect("it is there");
        file.set_modified(long_ago).expect("it is ours");
    }
    let second = project.run(&GENERATE);
    second.expect(0, &["unchanged"]);
    assert_eq!(FILES.map(|path| project.read(path)), written);
    assert_eq!(modified(&project), [long_ago; 2]);
    project.write("pages/Pen.md", page("Pen").replace("/Pen/", "/Pens/"));
    project.run(&GENERATE).expect(0, &["changed"]);
    assert!(project.read(FILES[0]).contains("/api/v1/Pens/{id}"));
}

#[test]
fn check_writes_nothing_and_prints_the_difference() {
    let project = Project::with_pages(&["Pen"]);
    let missing = check(&project);
    missing.expect(1, &["missing"]);
    assert!(
        missing
            .out
            .starts_with("--- /dev/null\n+++ b/api/openapi.json\n@@ "),
        "{}",
        missing.out
    );
    assert!(!project.at("api").exists(), "nothing is written");

    project.run(&GENERATE).expect(0, &[]);
    let same = check(&project);
    same.expect(0, &["unchanged"]);
    assert_eq!(same.out, "");

    let written = project.read(FILES[0]);
    let by_hand = written.replacen("/api/v1/Pen/{id}", "/api/v1/Pencil/{id}", 1);
    project.write(FILES[0], &by_hand);
    let drift = check(&project);
    drift.expect(1, &["differs", "unchanged"]);
    assert!(
        drift
            .out
            .starts_with("--- a/api/openapi.json\n+++ b/api/openapi.json\n@@ "),
        "{}",
        drift.out
    );
    assert!(
        drift
            .out
            .lines()
            .any(|line| line.starts_with('-') && line.contains("Pencil"))
    );
    assert!(
        drift
            .out
            .lines()
            .any(|line| line.starts_with('+') && line.contains("/api/v1/Pen/"))
    );
    assert_eq!(project.read(FILES[0]), by_hand, "nothing is written");
}

#[test]
fn targets_and_pages_are_told_apart() {
    let project = Project::with_pages(&["Pen"]);
    let unknown = project.run(&["generate", "pages", "--target", "cobol", "--out", "api"]);
    unknown.expect(2, &["`cobol` is no target; there is openapi"]);
    for words in [
        "generate --target openapi --out api pages",
        "generate --target openapi pages --out api",
        "generate --target=openapi --out api pages",
        "generate --target openapi openapi --target openapi,openapi --out api -- pages",
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        project.run(&words).expect(0, &["api/openapi.json"]);
    }
}

#[test]
fn what_is_left_unread_is_told_but_no_finding() {
    let project = Project::with_pages(&["Pen"]);
    project.write("pages/Ink.md", page_with_surplus("Ink"));
    project
        .run(&GENERATE)
        .expect(0, &["wrote  api/openapi.json", "warning[surplus-cell]"]);
    check(&project).expect(0, &["unchanged", "warning[surplus-cell]"]);
}

#[test]
fn the_arguments_win_over_the_configuration() {
    let project = Project::with_pages(&["Pen"]);
    project.write(
        "bindery.yaml",
        "pages: [pages]\nout: api\nopenapi:\n  title: Pens of ours\n  openapi-version: 3.0\n",
    );
    project.run(&["generate"]).expect(0, &[]);
    let configured = project.read(FILES[0]);
    assert!(configured.contains("\"openapi\": \"3.0."), "{configured}");
    assert!(configured.contains("Pens of ours"), "{configured}");
    project
        .run(&["generate", "--openapi-version", "3.1", "--out", "other"])
        .expect(0, &[]);
    let chosen = project.read("other/openapi.json");
    assert!(chosen.contains("\"openapi\": \"3.1."), "{chosen}");
    assert_eq!(project.read(FILES[0]), configured);
}

#[test]
fn a_folder_that_cannot_be_written_is_an_output_error() {
    let project = Project::with_pages(&["Pen"]);
    project.write("api", "a file where the folder should be");
    let words = [
        "failed to write to api: ",
        "help: a file stands where a folder",
    ];
    project.run(&GENERATE).expect(3, &words);
}
