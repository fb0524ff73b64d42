//! `bindery check --changed`

use crate::support::{Project, page};
use std::process::Command;

/// A repository with a commit of these pages.
fn repository(pages: &[(&str, String)]) -> Project {
    let project = Project::new();
    for (path, text) in pages {
        project.write(path, text);
    }
    git(&project, &["init", "--quiet", "--initial-branch=main"]);
    commit(&project);
    project
}

fn commit(project: &Project) {
    git(project, &["add", "--all"]);
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    let words = ["commit", "--quiet", "--message=x"];
    git(project, &[&who[..], &words].concat());
}

fn git(project: &Project, args: &[&str]) {
    let status = Command::new("git")
        .arg("-C")
        .arg(project.at(""))
        .args(args)
        .status()
        .expect("git can be started");
    assert!(status.success(), "{args:?}");
}

fn bad(name: &str) -> String {
    page(name).replace("What it is called", "The &amp;apos;title&amp;apos;")
}

#[test]
fn only_what_changed_pages_bring_is_told() {
    let project = repository(&[("d/Ink.md", bad("Ink")), ("d/Pen.md", page("Pen"))]);
    let changed = |code, words: &[&str]| {
        project
            .run(&["check", "d", "--changed", "HEAD"])
            .expect(code, words)
    };
    project
        .run(&["check", "d"])
        .expect(1, &["2 warnings on 1 of 2 pages"]);
    changed(0, &["nothing found of 2 pages; 2 left out"]);
    project.write("d/Pen.md", bad("Pen"));
    changed(1, &["2 warnings on 1 of 2 pages", "d/Pen.md:"]);
    commit(&project);
    changed(0, &["nothing found"]);
    // Git does not know this one yet.
    project.write("d/Nib.md", bad("Nib"));
    changed(1, &["2 warnings on 1 of 3 pages", "d/Nib.md:"]);
}

#[test]
fn before_the_first_commit_every_page_has_changed() {
    let project = Project::new();
    project.write("d/Ink.md", bad("Ink"));
    project.write("d/Pen.md", page("Pen"));
    git(&project, &["init", "--quiet", "--initial-branch=main"]);
    let changed = |code, revision, words: &[&str]| {
        project
            .run(&["check", "d", "--changed", revision])
            .expect(code, words);
    };
    let all = ["2 warnings on 1 of 2 pages; --fix mends 2\n", "d/Ink.md:"];
    changed(1, "HEAD", &all);
    git(&project, &["add", "d/Ink.md"]);
    changed(1, "HEAD", &all);
    git(&project, &["add", "--all"]);
    project.write("d/Ink.md", page("Ink"));
    changed(0, "HEAD", &["nothing found of 2 pages"]);
    // Any other revision is still one that there is not.
    changed(2, "main", &["git knows no commit `main`"]);
    changed(2, "HEAD~1", &["git knows no commit"]);
}

#[test]
fn what_a_change_does_to_other_pages_is_told_there() {
    let link = page("Pen").replace("Reads one Pen.", "Reads one Pen, as [Ink](Ink.md) does.");
    let project = repository(&[("d/Ink.md", page("Ink")), ("d/Pen.md", link)]);
    let changed = || project.run(&["check", "d", "--changed", "main"]);
    changed().expect(0, &["nothing found"]);
    std::fs::remove_file(project.at("d/Ink.md")).expect("it is there");
    changed().expect(1, &["broken-link", "d/Pen.md:"]);
    project.write("d/Ink.md", page("Pen"));
    changed().expect(1, &["duplicate-operation"]);
}

#[test]
fn names_of_files_may_hold_anything() {
    let odd = "d/a\tb \"c\" \u{e9}.md";
    let project = repository(&[(odd, page("Ink")), ("d/Pen.md", bad("Pen"))]);
    project.write(odd, bad("Ink"));
    let ended = project.run(&["check", "d", "--changed", "HEAD", "--format", "json"]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    assert!(
        !ended.out.contains("Pen.md") && ended.out.contains("\u{e9}.md"),
        "{}",
        ended.out
    );
}

#[test]
fn a_revision_is_never_an_option() {
    let project = repository(&[("d/Pen.md", bad("Pen"))]);
    for revision in [
        "--upload-pack=touch stolen",
        "--output=stolen",
        "-o",
        "HEAD --output=stolen",
        "HEAD; touch stolen",
        "$(touch stolen)",
        "nowhere",
        "HEAD..HEAD",
        "",
        "HEAD:d/Pen.md",
    ] {
        let revision = format!("--changed={revision}");
        let ended = project.run(&["check", "d", &revision]);
        ended.expect(2, &["failed to find the revision: git knows no commit"]);
        assert!(!project.at("stolen").exists(), "{revision}");
    }
    let alone = Project::with_pages(&["Pen"]);
    let ended = alone.run(&["check", "pages", "--changed", "HEAD"]);
    ended.expect(2, &["failed to compare with git", "git repository"]);
}
