//! The files with which others run `bindery check`: the hooks for pre-commit and the GitHub action.

use crate::support::{Project, ended, page};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn yaml(file: &str) -> Value {
    let text = std::fs::read_to_string(root().join(file)).expect("the file is there");
    serde_yaml::from_str(&text).expect("it is YAML")
}

#[test]
fn hooks_run_a_command_that_there_is() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_array().expect("a list of hooks");
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        for key in ["id", "name", "entry", "language"] {
            assert!(hook[key].is_string(), "{key} of {hook}");
        }
        let entry = hook["entry"].as_str().expect("a command");
        let words: Vec<&str> = entry.split(' ').collect();
        assert_eq!(words[0], "bindery");
        let project = Project::with_pages(&["Pen"]);
        // Every option is understood: without a repository it ends where git is asked.
        let ended = project.run(&[&words[1..], &["pages"]].concat());
        ended.expect(2, &["failed to compare with git"]);
    }
}

/// The action's own script, with the program in the place of the installed one.
#[test]
fn the_action_runs_its_script() {
    let action = yaml("action.yml");
    assert_eq!(action["runs"]["using"], "composite");
    let steps = action["runs"]["steps"].as_array().expect("a list of steps");
    assert!(steps.iter().all(|step| step["shell"] == "bash"));
    let install = steps[0]["run"].as_str().expect("a script");
    assert!(!install.contains("${{"), "an input would be program text");
    let script = steps[1]["run"].as_str().expect("a script");
    assert!(!script.contains("${{"), "an input would be program text");
    let project = Project::with_pages(&["Ink"]);
    project.write(
        "pages/Pen.md",
        page("Pen").replace("What it", "What&amp;apos;s it"),
    );
    let program = Path::new(env!("CARGO_BIN_EXE_bindery"));
    let folder = program.parent().expect("it lies in a folder");
    let path = format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let run = |pages: &str, format: &str| {
        let mut command = Command::new("bash");
        command
            .args(["-c", script])
            .current_dir(project.at(""))
            .env("PATH", &path);
        command
            .env("PAGES", pages)
            .env("FORMAT", format)
            .env("SARIF_FILE", "out.sarif");
        command
            .env("CHANGED", "")
            .env("BASELINE", "")
            .env("GITHUB_OUTPUT", project.at("output"));
        ended(&mut command)
    };
    let annotated = run("pages", "github");
    assert_eq!(annotated.code, 1, "{}", annotated.err);
    assert!(
        annotated
            .out
            .starts_with("::warning file=pages/Pen.md,line="),
        "{}",
        annotated.out
    );
    assert_eq!(run("pages", "sarif").code, 1);
    assert!(project.read("out.sarif").contains("double-escaped-entity"));
    assert_eq!(project.read("output"), "sarif-file=out.sarif\n");
    assert_eq!(run("pages/Ink.md", "github").code, 0);
    assert_eq!(
        run("pages; touch stolen", "github").code,
        3,
        "no such pages"
    );
    assert!(!project.at("stolen").exists());
}
