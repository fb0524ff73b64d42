//! `bindery diff`

use crate::support::{Project, ended, page};
use serde_json::{Value, json};
use std::process::Command;

/// OLD and NEW: one operation more, a property less, a parameter that must be given now.
fn project() -> Project {
    let project = Project::new();
    project.write("old/Pen.md", page("Pen"));
    let property = "| Tags |";
    let row = |text: &str| {
        text.lines()
            .find(|line| line.contains(property))
            .map(str::to_owned)
    };
    let tags = row(&page("Pen")).expect("the page has tags");
    let sample = page("Pen");
    let without = sample.replace(&format!("{tags}\n"), "");
    let without: String = without
        .split_inclusive('\n')
        .filter(|line| !line.contains("\"Tags\""))
        .collect();
    project.write("new/Pen.md", without.replace("\"one\",\n", "\"one\"\n"));
    project.write("new/Ink.md", page("Ink"));
    project
}

fn changes(text: &str) -> Value {
    serde_json::from_str(text).expect("it prints JSON")
}

#[test]
fn json_keeps_the_contract() {
    let project = project();
    let ended = project.run(&["diff", "old", "new", "--format", "json"]);
    ended.expect(0, &["1 breaking change, 1 other; version step: major"]);
    let document = changes(&ended.out);
    let all = document["changes"].as_array().expect("a list");
    assert_eq!(all.len(), 2, "{}", ended.out);
    let removed = &all[0];
    let line = |path: &str, words: &str| {
        let text = project.read(path);
        let before = text.find(words).expect("it is there");
        text[..before].lines().count() + 1
    };
    for (key, expected) in [
        ("breaking", json!(true)),
        ("kind", json!("property-removed")),
        ("operation", json!("v1Pen_Get")),
        ("where", json!("response.Tags")),
        ("before", json!("array of string")),
        ("after", Value::Null),
        ("breaks", json!(["caller", "rust"])),
        ("cause", json!("schema Pen.Tags")),
    ] {
        assert_eq!(removed[key], expected, "{key}");
    }
    assert_eq!(removed["old"]["file"], "old/Pen.md");
    assert_eq!(removed["old"]["line"], line("old/Pen.md", "| Tags |"));
    assert_eq!(removed["new"]["file"], "new/Pen.md");
    let added = &all[1];
    assert_eq!(added["kind"], "operation-added");
    assert_eq!(added["breaking"], false);
    assert_eq!(added["old"], Value::Null);
    assert_eq!(added["after"], "GET /api/v1/Ink/{id}");
    assert_eq!(document["summary"]["step"], "major");
}

#[test]
fn what_fails_is_asked_for() {
    let project = project();
    let code = |args: &[&str]| project.run(&[&["diff", "--quiet"], args].concat()).code;
    assert_eq!(code(&["old", "new"]), 0);
    assert_eq!(code(&["old", "new", "--fail-on", "breaking"]), 1);
    assert_eq!(code(&["old", "new", "--fail-on", "any"]), 1);
    assert_eq!(code(&["new", "new", "--fail-on", "any"]), 0);
    // Nothing is taken away from callers here, but a server has more to offer.
    assert_eq!(code(&["new/Pen.md", "new", "--fail-on", "breaking"]), 0);
    assert_eq!(
        code(&[
            "new/Pen.md",
            "new",
            "--fail-on",
            "breaking",
            "--for",
            "server"
        ]),
        1
    );
    assert_eq!(
        code(&[
            "new/Pen.md",
            "new",
            "--fail-on",
            "breaking",
            "--for",
            "rust,caller"
        ]),
        0
    );
    assert_eq!(code(&["old", "new", "--format", "html"]), 2);
    assert_eq!(code(&["old"]), 2);
    assert_eq!(code(&["old", "nowhere"]), 3);
}

#[test]
fn people_read_blocks_and_lines_of_both_pages() {
    let project = project();
    let ended = project.run(&["diff", "old", "new"]);
    let mut lines = ended.out.lines();
    assert_eq!(
        lines.next(),
        Some("breaking  property-removed  Pen.Tags  array of string")
    );
    let why = "callers that read it miss it; breaks caller, rust";
    assert_eq!(lines.next().map(str::trim), Some(why));
    assert!(ended.out.contains(" in v1Pen_Get\n"), "{}", ended.out);
    assert!(ended.out.contains("old old/Pen.md:"), "{}", ended.out);
    let ended = project.run(&["diff", "old", "new", "--verbose"]);
    let shown = "error[property-removed]: Pen.Tags (array of string)";
    assert!(ended.out.contains(shown), "{}", ended.out);
    assert!(ended.out.contains("- before"), "{}", ended.out);
}

#[test]
fn markdown_is_ready_to_paste() {
    let project = project();
    let ended = project.run(&["diff", "old", "new", "--format", "markdown"]);
    let expected = "## API changes\n\nVersion step: **major**.\n\n### Breaking\n\n\
        - property removed: `Pen.Tags` (`array of string`): callers that read it miss it (`v1Pen_Get`)\n\n\
        ### Added\n\n\
        - operation added: `v1Ink_Get` (`GET /api/v1/Ink/{id}`): a server has one operation more to \
        offer\n";
    assert_eq!(ended.out, expected);
}

#[test]
fn github_shows_annotations_at_the_new_pages() {
    let project = project();
    let ended = project.run(&["diff", "old", "new", "--format", "github"]);
    let mut lines = ended.out.lines();
    let first = lines.next().unwrap_or_default();
    assert!(
        first.starts_with("::error file=new/Pen.md,line="),
        "{first}"
    );
    assert!(
        first.contains(",title=property-removed::Pen.Tags (array of string): "),
        "{first}"
    );
    assert!(
        lines
            .next()
            .is_some_and(|line| line.starts_with("::notice file=new/Ink.md,"))
    );
    assert_eq!(lines.next(), None);
}

#[test]
fn a_side_without_operations_is_told() {
    let project = project();
    project.write("empty/a.md", "# Nothing\n");
    let ended = project.run(&["diff", "old", "empty"]);
    ended.expect(1, &["nothing on 1 page could be read as an operation"]);
    assert!(ended.out.contains("operation-removed"), "{}", ended.out);
}

#[test]
fn git_revisions_are_read() {
    let project = project();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command
            .current_dir(project.at(""))
            .args(["-c", "user.name=a", "-c", "user.email=a@b"]);
        let output = command.args(args).output().expect("git is there");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    let not_there = project.run(&["diff", "HEAD:old", "new"]);
    not_there.expect(2, &["HEAD:old", "in no git repository"]);
    git(&["init", "--quiet"]);
    project.write("docs/api/Pen.md", project.read("old/Pen.md"));
    project.write("docs/api/notes.png", "no page");
    git(&["add", "docs"]);
    git(&["commit", "--quiet", "-m", "one"]);
    git(&["tag", "v1"]);
    project.write("docs/api/Pen.md", project.read("new/Pen.md"));
    let found = project.run(&["diff", "v1:docs/api", "docs/api", "--format", "json"]);
    found.expect(0, &["1 breaking change, 0 others"]);
    let document = changes(&found.out);
    assert_eq!(document["changes"][0]["old"]["file"], "v1:docs/api/Pen.md");
    assert_eq!(document["changes"][0]["new"]["file"], "docs/api/Pen.md");
    let below = project.at("docs");
    for old in ["v1:docs/api", "v1:./api"] {
        let args = ["diff", old, "api"];
        let below = ended(&mut project.command_in(&below, &args));
        below.expect(0, &["1 breaking change, 0 others"]);
    }
    let same = project.run(&["diff", "v1:docs/api/Pen.md", "v1:", "--fail-on", "any"]);
    same.expect(0, &["version step: none"]);
    project
        .run(&["diff", "v2:docs", "docs"])
        .expect(2, &["git knows no commit `v2`"]);
    project
        .run(&["diff", "v1:nowhere", "docs"])
        .expect(2, &["no such file or folder"]);
    for hostile in ["--output=x:docs", "-:docs", ":docs", "v1^{tree}:docs"] {
        let ended = project.run(&["diff", "docs", "--", hostile]);
        assert_eq!(ended.code, 2, "{hostile}: {}", ended.err);
    }
    assert!(!project.at("x").exists() && !project.at("x:docs").exists());
}

#[test]
fn two_schemas_of_one_shape_are_no_renaming() {
    let project = Project::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/pages/chat");
    let row = "| Name | string | Name of the topic |\n";
    for page in [
        "agent/Chat_Agent/v1ChatAgent_GetChatTopicEntity.md",
        "rest/ChatTopic/v1ChatTopicEntity_ChatTopicsForUser.md",
        "rest/ChatTopic/v1ChatTopicEntity_GetChatTopicEntity.md",
    ] {
        let text = std::fs::read_to_string(format!("{pages}/{page}")).expect("it is there");
        project.write(&format!("old/{page}"), &text);
        let text = match page.contains("ForUser") {
            true => text.replace(row, ""),
            false => text,
        };
        project.write(&format!("new/{page}"), text);
    }
    let found = project.run(&["diff", "old", "new", "--format", "json"]);
    let document = changes(&found.out);
    let kinds = document["changes"].as_array().expect("it is a list");
    let kinds: Vec<&Value> = kinds.iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["property-removed"], "{}", found.out);
}
