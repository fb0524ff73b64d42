//! `bindery model`

use crate::support::{Project, ended, page_with_surplus};
use serde_json::Value;
use std::io::Read;
use std::process::Stdio;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("it prints JSON")
}

#[test]
fn the_model_is_json_that_its_schema_allows() {
    let project = Project::with_pages(&["Pen", "Ink"]);
    let ended = project.run(&["model", "pages"]);
    ended.expect(0, &[]);
    let model = json(&ended.out);
    let schema = json(&project.run(&["model", "--schema"]).out);
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> = validator
        .iter_errors(&model)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
    assert!(!validator.is_valid(&serde_json::json!({"format_version": 2})));

    assert_eq!(model["format_version"], 1);
    let ids: Vec<&Value> = model["operations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["id"]["value"])
        .collect();
    assert_eq!(ids, ["v1Ink_Get", "v1Pen_Get"]);
    let pen = &model["operations"][1];
    assert_eq!(pen["path"]["value"], "/api/v1/Pen/{id}");
    assert_eq!(pen["path"]["evidence"][0]["line"], 9);
    assert_eq!(pen["path"]["evidence"][0]["column"], 5);
    let ok = &pen["responses"][0];
    assert_eq!(ok["status"]["value"], 200);
    assert_eq!(
        ok["body"]["type"]["value"],
        serde_json::json!({"kind": "schema", "name": "Pen"})
    );
    let is_pen = |schema: &&Value| schema["name"]["value"] == "Pen";
    let schemas = model["schemas"].as_array().expect("a list");
    let schema = schemas.iter().find(is_pen).expect("there is one");
    let tags = &schema["properties"][2];
    assert_eq!(tags["name"], "Tags");
    let words =
        serde_json::json!({"kind": "array", "items": {"kind": "scalar", "scalar": "string"}});
    assert_eq!(tags["type"]["value"], words);
    assert_eq!(pen["sample_responses"][0]["body"]["value"]["Title"], "one");
}

#[test]
fn the_committed_schema_is_the_one_that_is_printed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../specs/model.schema.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let ended = Project::new().run(&["model", "--schema"]);
    ended.expect(0, &[]);
    let refresh = "refresh it: cargo bindery model --schema > specs/model.schema.json";
    assert!(
        committed == ended.out,
        "specs/model.schema.json is stale; {refresh}"
    );
}

#[test]
fn the_model_does_not_depend_on_the_number_of_threads() {
    let names: Vec<String> = (0..40).map(|number| format!("Pen{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let project = Project::with_pages(&names);
    project.write("pages/Odd.md", page_with_surplus("Odd"));
    let with = |threads: &str| {
        let mut command = project.command(&["model", "pages", "-v"]);
        let ended = ended(command.env("RAYON_NUM_THREADS", threads));
        ended.expect(0, &["surplus-cell"]);
        (ended.out, ended.err)
    };
    assert_eq!(with("1"), with("4"));
}

#[test]
fn what_was_left_unread_is_listed() {
    let project = Project::with_pages(&["Pen"]);
    let nothing = project.run(&["model", "--unread", "pages"]);
    nothing.expect(0, &["0 places left unread"]);
    assert_eq!(nothing.out, "");
    project.write("pages/Ink.md", page_with_surplus("Ink"));
    project.write("pages/notes.md", "Just a note.\n");
    let listed = project.run(&["model", "--unread", "pages"]);
    listed.expect(1, &["2 places left unread"]);
    let lines: Vec<&str> = listed.out.lines().collect();
    assert!(
        lines[0].starts_with("pages/Ink.md:40:40: surplus-cell: "),
        "{}",
        listed.out
    );
    assert!(
        lines[1].starts_with("pages/notes.md:1:1: no-dialect: "),
        "{}",
        listed.out
    );
    assert_eq!(lines.len(), 2);

    let shown = project.run(&["model", "--unread", "-v", "pages"]);
    shown.expect(
        1,
        &[
            "warning[surplus-cell]",
            "  --> pages/Ink.md:40:40\n",
            "| What it is called | surplus |\n",
            "2 places left unread",
        ],
    );
    assert_eq!(shown.out, listed.out);
    assert!(!listed.err.contains("warning["), "{}", listed.err);
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let names: Vec<String> = (0..60).map(|number| format!("Pen{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let project = Project::with_pages(&names);
    let mut command = project.command(&["model", "pages"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it can be started");
    let mut some = [0; 16];
    let mut out = child.stdout.take().expect("it is piped");
    out.read_exact(&mut some).expect("it prints");
    drop(out);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.stderr.is_empty());
}
