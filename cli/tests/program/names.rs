//! The lock file of names.

use crate::support::{Project, page};

const LOCK: &str = "sdk/bindery.names.json";

/// A page whose answer has another property than `Title`.
fn page_with(property: &str) -> String {
    let row = format!("| Title | string | What it is called |\n| {property} | string | More |");
    page("Pen").replace("| Title | string | What it is called |", &row)
}

#[test]
fn a_property_that_is_documented_later_renames_nothing() {
    let project = Project::with_pages(&["Pen"]);
    project.write("pages/Pen.md", page_with("_Links"));
    project
        .generate(&[])
        .expect(0, &["sdk/bindery.names.json", "new"]);
    let pen = project.read("sdk/src/types/pen.rs");
    assert!(pen.contains("pub links:"), "{pen}");
    assert!(project.read(LOCK).contains("\"_Links\": \"links\""));

    project.write(
        "pages/Pen.md",
        page_with("Links | string | New |\n| _Links"),
    );
    let locked = project.generate(&["--locked"]);
    locked.expect(
        1,
        &["refused  sdk/bindery.names.json", "nothing is written"],
    );
    assert!(
        locked.out.contains("\n+      \"Links\": \"links_2\","),
        "{}",
        locked.out
    );
    assert_eq!(project.read("sdk/src/types/pen.rs"), pen);
    project
        .generate(&["--check"])
        .expect(1, &["sdk/bindery.names.json", "differs"]);

    project.generate(&[]).expect(0, &["changed"]);
    let pen = project.read("sdk/src/types/pen.rs");
    assert!(
        pen.contains("rename = \"_Links\")]\n    pub links:"),
        "{pen}"
    );
    assert!(pen.contains("pub links_2:"), "{pen}");
    project.generate(&["--locked"]).expect(0, &["unchanged"]);
}

#[test]
fn a_rename_is_an_edit_of_the_lock_file() {
    let project = Project::with_pages(&["Pen"]);
    project.generate(&[]).expect(0, &[]);
    let lock = project.read(LOCK);
    let renamed = lock.replace("\"Title\": \"title\"", "\"Title\": \"heading\"");
    assert_ne!(lock, renamed);
    project.write(LOCK, &renamed);
    // A page that changes in the same moment makes the edit no less one that is meant.
    project.write("pages/Ink.md", page("Ink"));
    project.generate(&[]).expect(0, &["changed"]);
    let pen = project.read("sdk/src/types/pen.rs");
    assert!(pen.contains("pub heading:"), "{pen}");
    assert!(project.read(LOCK).contains("\"Title\": \"heading\""));
    project
        .generate(&["--check", "--locked"])
        .expect(0, &["unchanged"]);
}

#[test]
fn entries_that_name_nothing_are_told_when_they_are_taken_out() {
    let project = Project::with_pages(&["Pen"]);
    project.generate(&[]).expect(0, &[]);
    let lock = project.read(LOCK);
    project.write(
        LOCK,
        lock.replace("\"Title\": \"title\"", "\"Titel\": \"x\""),
    );
    let words = [
        "warning: 1 name means nothing any more and is taken out: sdk/bindery.names.json:",
        ": `Titel` in `fields/Pen`",
    ];
    project.generate(&[]).expect(0, &words);
    assert_eq!(project.read(LOCK), lock);
    let again = project.generate(&[]);
    assert!(!again.err.contains("warning"), "{}", again.err);
}

#[test]
fn entries_that_cannot_be_are_told_with_their_line() {
    let project = Project::with_pages(&["Pen"]);
    project.generate(&[]).expect(0, &[]);
    let lock = project.read(LOCK);
    let line = lock
        .lines()
        .position(|line| line.contains("\"Title\""))
        .expect("it is there")
        + 1;
    let cases = [
        ("fn", "`fn` for `Title` is no identifier of Rust"),
        ("x y", "`x y` for `Title` is no identifier of Rust"),
        (
            "tags",
            "`tags` for `Title` in `fields/Pen` has another meaning there",
        ),
        (
            "Heading",
            "`Heading` for `Title` in `fields/Pen` is not written `like_this`",
        ),
    ];
    for (ident, words) in cases {
        let entry = format!("\"Title\": \"{ident}\"");
        project.write(LOCK, lock.replace("\"Title\": \"title\"", &entry));
        let place = format!("failed to keep the names: sdk/bindery.names.json:{line}: ");
        // Of two that are alike the later line is told.
        let place = if ident == "tags" {
            "failed to keep the names: "
        } else {
            &place
        };
        let told = project.generate(&[]);
        told.expect(2, &[place, "help: "]);
        assert!(told.err.contains(words) || ident == "tags", "{}", told.err);
    }
}
