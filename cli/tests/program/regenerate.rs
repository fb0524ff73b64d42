//! Generating again over files that a person may have edited.

use crate::support::{Project, page};

const MANIFEST: &str = "sdk/.bindery-manifest.json";
const PEN: &str = "sdk/src/types/pen.rs";

/// A crate of two pages.
fn generated() -> Project {
    let project = Project::with_pages(&["Pen", "Ink"]);
    project.generate(&[]).expect(0, &["wrote", "new"]);
    project
}

/// Everything in the folder: paths and what they hold.
fn snapshot(project: &Project) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(project.at("sdk")).sort_by_file_name();
    let files = entries
        .into_iter()
        .map(|entry| entry.expect("it can be listed"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let bytes = std::fs::read(entry.path()).expect("it can be read");
        (entry.path().display().to_string(), bytes)
    };
    files.map(read).collect()
}

#[test]
fn the_manifest_lists_every_file_in_order() {
    let project = generated();
    let manifest = project.read(MANIFEST);
    let paths: Vec<&str> = manifest
        .lines()
        .filter(|line| line.starts_with("      "))
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    assert!(
        paths.is_sorted() && paths.contains(&"src/types/pen.rs"),
        "{manifest}"
    );
    assert_eq!(
        paths.len() + 1,
        snapshot(&project).len(),
        "all files but the manifest"
    );
    project.generate(&[]).expect(0, &["unchanged"]);
    assert_eq!(project.read(MANIFEST), manifest);
}

#[test]
fn a_file_that_somebody_edited_is_refused_and_nothing_is_written() {
    let project = generated();
    let by_hand = project.read(PEN) + "\n// by hand\n";
    project.write(PEN, &by_hand);
    // The edited file would not change for this, others would.
    project.write("pages/Ink.md", page("Ink").replace("| Title |", "| Name |"));
    let before = snapshot(&project);
    let refused = project.generate(&[]);
    let words = [
        "refused  sdk/src/types/pen.rs",
        "edited",
        "nothing is written",
        "`--force`",
    ];
    refused.expect(1, &words);
    assert!(!refused.err.contains("ink.rs"), "{}", refused.err);
    let diff = "--- a/sdk/src/types/pen.rs\n+++ b/sdk/src/types/pen.rs\n@@ ";
    assert!(refused.out.starts_with(diff), "{}", refused.out);
    assert!(refused.out.contains("\n-// by hand\n"), "{}", refused.out);
    assert_eq!(snapshot(&project), before);
    project
        .generate(&["--check"])
        .expect(1, &["differs: edited", "differs"]);
    project
        .generate(&["--force"])
        .expect(0, &["wrote", "changed"]);
    assert!(!project.read(PEN).contains("by hand"));
    project.generate(&["--check"]).expect(0, &["unchanged"]);
}

#[test]
fn a_file_that_was_there_before_is_refused() {
    let project = Project::with_pages(&["Pen"]);
    project.write("sdk/Cargo.toml", "# mine\n");
    project
        .generate(&[])
        .expect(1, &["sdk/Cargo.toml", "not written by bindery"]);
    assert_eq!(project.read("sdk/Cargo.toml"), "# mine\n");
    assert!(!project.at("sdk/src").exists(), "nothing is written");
    // What happens to hold just that is nobody's loss.
    project.generate(&["--force"]).expect(0, &["changed"]);
    std::fs::remove_file(project.at(MANIFEST)).expect("it is there");
    project.generate(&[]).expect(0, &["unchanged"]);
    project.generate(&["--check"]).expect(0, &["unchanged"]);
}

#[test]
fn a_formatter_is_told_from_a_person() {
    let project = generated();
    let laid_out = project.read(PEN).replace("    pub ", "  pub  ");
    project.write(PEN, laid_out);
    let words = ["laid out differently", "keep formatters off this folder"];
    project.generate(&[]).expect(1, &words);
    project.generate(&["--force"]).expect(0, &["changed"]);
}

#[test]
fn line_endings_are_no_edit() {
    let project = generated();
    let with_cr = project.read(PEN).replace('\n', "\r\n");
    project.write(PEN, &with_cr);
    project.generate(&[]).expect(0, &["unchanged"]);
    assert_eq!(project.read(PEN), with_cr, "it is left alone");
    project.write("pages/Pen.md", page("Pen").replace("| Title |", "| Name |"));
    project.generate(&[]).expect(0, &["changed"]);
    assert!(
        project.read(PEN).contains("pub name:"),
        "{}",
        project.read(PEN)
    );
}

#[test]
fn orphans_are_removed_unless_somebody_edited_them() {
    let project = generated();
    project.write("sdk/src/types/own/by_hand.rs", "// mine\n");
    std::fs::remove_file(project.at("pages/Pen.md")).expect("it is there");
    let check = project.generate(&["--check"]);
    check.expect(1, &["sdk/src/types/pen.rs", "no longer generated"]);
    assert!(
        check
            .out
            .contains("--- a/sdk/src/types/pen.rs\n+++ /dev/null\n"),
        "{}",
        check.out
    );
    project
        .generate(&[])
        .expect(0, &["sdk/src/types/pen.rs", "removed"]);
    assert!(!project.at(PEN).exists() && !project.at("sdk/samples/pen.tsv").exists());
    assert_eq!(project.read("sdk/src/types/own/by_hand.rs"), "// mine\n");
    project.generate(&["--check"]).expect(0, &["unchanged"]);

    let ink = "sdk/src/types/ink.rs";
    project.write(ink, "// mine now\n");
    project.write("pages/Ink.md", page("Nib"));
    project
        .generate(&[])
        .expect(0, &[ink, "no longer generated, but edited: kept"]);
    assert_eq!(project.read(ink), "// mine now\n");
    project.generate(&["--check"]).expect(0, &["unchanged"]);
}

#[test]
fn a_manifest_that_is_none_is_told_and_never_obeyed() {
    let project = generated();
    project.write("precious.txt", "abc");
    let good = project.read(MANIFEST);
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let outside = format!(
        r#"{{"version": 1, "targets": {{"rust-client": {{"../precious.txt": "{abc}"}}}}}}"#
    );
    let cases = [
        ("<<<<<<< ours\n", "sdk/.bindery-manifest.json: "),
        (r#"{"version": 2}"#, "a newer bindery wrote it"),
        (&outside, "`../precious.txt` is no file that bindery writes"),
    ];
    for (text, words) in cases {
        project.write(MANIFEST, text);
        project
            .generate(&[])
            .expect(2, &["failed to read the manifest", words, "help: "]);
        assert_eq!(project.read("precious.txt"), "abc");
        project.generate(&["--force"]).expect(0, &["unchanged"]);
        assert_eq!(project.read(MANIFEST), good);
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_not_followed() {
    let project = generated();
    project.write("away/pen.rs", "abc");
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    std::os::unix::fs::symlink(project.at("away"), project.at("sdk/link")).expect("a link");
    let listed = project.read(MANIFEST).replacen(
        "\"samples/",
        &format!("\"link/pen.rs\": \"{abc}\",\n      \"samples/"),
        1,
    );
    project.write(MANIFEST, listed);
    project
        .generate(&[])
        .expect(0, &["sdk/link/pen.rs", "kept"]);
    assert_eq!(project.read("away/pen.rs"), "abc");

    std::fs::rename(project.at("sdk/src"), project.at("away/src")).expect("it is ours");
    std::os::unix::fs::symlink(project.at("away/src"), project.at("sdk/src")).expect("a link");
    let words = ["a link leads sdk/src/ink.rs out of the folder"];
    project.generate(&[]).expect(2, &words);
}

#[cfg(unix)]
#[test]
fn a_manifest_behind_a_link_is_not_written() {
    let project = generated();
    project.write("precious", "abc");
    std::fs::remove_file(project.at(MANIFEST)).expect("it is there");
    std::os::unix::fs::symlink(project.at("precious"), project.at(MANIFEST)).expect("a link");
    let words = ["a link leads sdk/.bindery-manifest.json out of the folder"];
    project.generate(&["--force"]).expect(2, &words);
    assert_eq!(project.read("precious"), "abc");
}

#[test]
fn two_targets_do_not_share_a_file() {
    let project = Project::with_pages(&["Pen"]);
    project.generate(&[]).expect(0, &[]);
    // The first run of another target leaves the files of this one alone.
    let other = ["generate", "pages", "--target", "openapi", "--out", "sdk"];
    project.run(&other).expect(0, &["sdk/openapi.json"]);
    assert!(project.at(PEN).exists());
    project.generate(&["--check"]).expect(0, &["unchanged"]);
    let manifest = project.read(MANIFEST);
    project.write(
        MANIFEST,
        manifest.replace("\"rust-client\"", "\"rust-other\""),
    );
    let words = [
        "rust-other and rust-client both write Cargo.toml in sdk",
        "help: give each",
    ];
    project.generate(&[]).expect(2, &words);
}

#[test]
fn runs_at_the_same_time_leave_what_one_would() {
    let project = Project::with_pages(&["Pen", "Ink"]);
    let words = [
        "generate",
        "pages",
        "--target",
        "rust-client",
        "--out",
        "sdk",
    ];
    let started: Vec<_> = (0..4)
        .map(|_| {
            project
                .command(&words)
                .stderr(std::process::Stdio::null())
                .spawn()
        })
        .collect();
    for child in started {
        let ended = child.expect("it can be started").wait().expect("it ends");
        assert!(ended.success(), "{ended}");
    }
    project.generate(&["--check"]).expect(0, &["unchanged"]);
    let left = snapshot(&project)
        .into_iter()
        .filter(|(path, _)| path.contains("/.bindery-"));
    assert_eq!(left.count(), 1, "the manifest, and no temporary file");
}
