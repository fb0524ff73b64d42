//! `bindery generate --watch`

use crate::support::{Project, page};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than anything takes; a test that fails ends.
const FOREVER: Duration = Duration::from_secs(120);

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(project: &Project, more: &[&str]) -> Self {
        let mut command = project.command(&[&["generate", "--watch"], more].concat());
        let mut child = command
            .stderr(Stdio::piped())
            .spawn()
            .expect("it can be started");
        let stderr = child.stderr.take().expect("it is piped");
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Watching { child, lines }
    }

    /// Waits for a line with these words; the lines up to there.
    #[track_caller]
    fn wait_for(&self, words: &str) -> String {
        let mut all = String::new();
        loop {
            let line = self.lines.recv_timeout(FOREVER);
            assert!(line.is_ok(), "{line:?} for `{words}` behind: {all}");
            let line = line.unwrap_or_default();
            all.push_str(&line);
            all.push('\n');
            if line.contains(words) {
                return all;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_changes_is_generated_again() {
    let project = Project::with_pages(&["Pen", "Ink"]);
    let config = "pages: [pages]\ntargets:\n  openapi: {out: api}\n  rust-client: {out: sdk}\n";
    project.write("bindery.yaml", config);
    let mut watching = Watching::start(&project, &[]);
    watching.wait_for("watching, Ctrl-C ends it");

    project.write("pages/Pen.md", page("Pen").replace("| Title |", "| Name |"));
    let told = watching.wait_for("sdk/src/types/pen.rs");
    assert!(told.contains("changed  pages/Pen.md"), "{told}");
    assert!(!told.contains("ink.rs"), "{told}");
    assert!(project.read("sdk/src/types/pen.rs").contains("pub name:"));

    project.write("pages/Nib.md", page("Nib"));
    watching.wait_for("sdk/src/nib.rs");
    std::fs::remove_file(project.at("pages/Nib.md")).expect("it is there");
    let told = watching.wait_for("sdk/src/nib.rs");
    assert!(
        told.contains("removed") && !project.at("sdk/src/nib.rs").exists(),
        "{told}"
    );

    project.write("bindery.yaml", "pagse: []\n");
    watching.wait_for("unknown field `pagse`");
    project.write(
        "bindery.yaml",
        format!("{config}openapi: {{title: Pens of ours}}\n"),
    );
    watching.wait_for("api/openapi.json");
    assert!(project.read("api/openapi.json").contains("Pens of ours"));
    project
        .run(&["generate", "--check"])
        .expect(0, &["unchanged"]);

    #[cfg(unix)]
    {
        let id = watching.child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        assert!(sent.expect("it can be sent").success());
        let ended = watching.child.wait().expect("it ends");
        assert_eq!(ended.code(), Some(0));
    }
}

#[test]
fn a_folder_of_pages_that_is_moved_is_noticed() {
    let project = Project::with_pages(&["Pen", "ink/Ink"]);
    let words = ["pages", "--target", "openapi", "--out", "api"];
    let watching = Watching::start(&project, &words);
    watching.wait_for("of 2 pages");
    std::fs::rename(project.at("pages/ink"), project.at("ink")).expect("it is there");
    watching.wait_for("of 1 page ");
    std::fs::rename(project.at("ink"), project.at("pages/ink")).expect("it is there");
    watching.wait_for("of 2 pages");
    std::fs::rename(project.at("pages"), project.at("elsewhere")).expect("it is there");
    watching.wait_for("failed to read pages");
}

#[test]
fn pages_below_the_output_folder_are_watched() {
    let project = Project::with_pages(&["Pen"]);
    let words = ["pages", "--target", "openapi", "--out", "."];
    let watching = Watching::start(&project, &words);
    watching.wait_for("of 1 page ");
    project.write("pages/Ink.md", page("Ink"));
    watching.wait_for("of 2 pages");
}
