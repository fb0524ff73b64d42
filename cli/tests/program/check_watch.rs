//! `bindery check --watch`

use crate::support::{Project, page};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any check takes: a program that hangs fails its test.
const PATIENCE: Duration = Duration::from_secs(60);

struct Watching {
    program: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(project: &Project, args: &[&str]) -> Self {
        let mut command = project.command(&[&["check", "--watch"], args].concat());
        command.stderr(Stdio::piped()).stdout(Stdio::null());
        let mut program = command.spawn().expect("the program can be started");
        let output = BufReader::new(program.stderr.take().expect("it has an output"));
        let (send, lines) = channel();
        std::thread::spawn(move || {
            output
                .lines()
                .map_while(Result::ok)
                .try_for_each(|line| send.send(line))
        });
        Watching { program, lines }
    }

    /// What is printed until it waits.
    fn round(&self) -> String {
        let mut round = String::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("it goes on");
            if line.starts_with("waiting for changes") {
                return round;
            }
            round += &line;
            round.push('\n');
        }
    }

    /// The first round that tells this; a change may be seen in several steps.
    fn until(&self, words: &str) -> String {
        loop {
            let round = self.round();
            if round.contains(words) {
                return round;
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn what_changes_is_checked_again() {
    let project = Project::with_pages(&["Pen"]);
    project.write("bindery.yaml", "pages: [pages]\n");
    let watching = Watching::start(&project, &[]);
    let first = watching.until("nothing found of 1 page");
    assert!(!first.contains('\x1b'), "no terminal is cleared: {first:?}");
    let bad = page("Pen").replace("What it is called", "What&amp;apos;s it called");
    project.write("pages/Pen.md", &bad);
    watching.until("double-escaped-entity");
    project.write("pages/more/Ink.md", page("Ink"));
    watching.until("of 2 pages");
    project.write("bindery.yaml", "pages: [pages]\ncheck: {ignore: [text]}\n");
    watching.until("nothing found of 2 pages");
    project.write("bindery.yaml", "pages: [pages]\ncheck: {ignore: [texts]}\n");
    watching.until("did you mean `text`?");
    project.write("bindery.yaml", "pages: [pages]\n");
    watching.until("double-escaped-entity");
    std::fs::remove_file(project.at("pages/Pen.md")).expect("it is there");
    watching.until("nothing found of 1 page");
}

#[test]
fn what_is_wrong_from_the_start_ends_it() {
    let project = Project::new();
    let ended = project.run(&["check", "--watch", "nowhere"]);
    ended.expect(3, &["failed to", "nowhere"]);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let project = Project::with_pages(&["Pen"]);
    let mut watching = Watching::start(&project, &["pages"]);
    watching.until("nothing found");
    let id = watching.program.id().to_string();
    let killed = std::process::Command::new("kill")
        .args(["-INT", &id])
        .status();
    assert!(killed.is_ok_and(|status| status.success()));
    let ended = watching.program.wait().expect("it ends");
    assert_eq!(ended.code(), Some(0));
}
