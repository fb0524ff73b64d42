//! `bindery templates` and `--templates`

use crate::support::Project;

#[test]
fn a_template_is_copied_out_changed_and_used() {
    let project = Project::with_pages(&["Pen"]);
    let listed = project.run(&["templates", "list"]);
    listed.expect(0, &[]);
    assert!(
        listed.out.lines().any(|line| line == "rust/type.rs.j2"),
        "{}",
        listed.out
    );
    let eject = ["templates", "eject", "rust/type.rs.j2", "--out", "mine"];
    project
        .run(&eject)
        .expect(0, &["wrote  mine/rust/type.rs.j2"]);
    let ours = project.read("mine/rust/type.rs.j2");
    assert_eq!(project.read("mine/.base/rust/type.rs.j2"), ours);

    project.generate(&[]).expect(0, &[]);
    project
        .generate(&["--templates", "mine", "--check"])
        .expect(0, &["unchanged"]);
    let changed = ours.replace("#[non_exhaustive]", "#[must_use]\n#[non_exhaustive]");
    project.write("mine/rust/type.rs.j2", &changed);
    project
        .generate(&["--templates", "mine"])
        .expect(0, &["changed"]);
    assert!(project.read("sdk/src/types/pen.rs").contains("#[must_use]"));
    project
        .run(&eject)
        .expect(1, &["mine/rust/type.rs.j2 is there already"]);
    assert_eq!(project.read("mine/rust/type.rs.j2"), changed);

    project.write(
        "bindery.yaml",
        "pages: [pages]\ntemplates: mine\ntargets:\n  rust-client: {out: sdk}\n",
    );
    project.run(&["run", "--check"]).expect(0, &["unchanged"]);
}

#[test]
fn what_changed_under_the_user_is_shown() {
    let project = Project::new();
    let eject = ["templates", "eject", "rust/type.rs.j2", "rust/types.rs.j2"];
    project.run(&eject).expect(0, &[]);
    let none = project.run(&["templates", "diff"]);
    none.expect(0, &[]);
    assert_eq!(none.out, "");
    let mine = project.read("templates/rust/type.rs.j2") + "// mine\n";
    project.write("templates/rust/type.rs.j2", mine);
    let yours = project.run(&["templates", "diff"]);
    yours.expect(0, &[]);
    let head = "# templates/rust/type.rs.j2: changed by you\n--- ours-then/rust/type.rs.j2\n";
    assert!(
        yours.out.starts_with(head) && yours.out.contains("\n+// mine\n"),
        "{}",
        yours.out
    );
    // As if it had been copied out of an older bindery.
    let older = project
        .read("templates/.base/rust/type.rs.j2")
        .replace("non_exhaustive", "older");
    project.write("templates/.base/rust/type.rs.j2", older);
    let under = project.run(&["templates", "diff"]);
    under.expect(1, &[]);
    assert!(
        under
            .out
            .starts_with("# templates/rust/type.rs.j2: changed under you\n"),
        "{}",
        under.out
    );
    assert!(
        under.out.contains("\n-#[older]\n+#[non_exhaustive]\n"),
        "{}",
        under.out
    );
    project
        .run(&["templates", "diff", "--accept"])
        .expect(0, &[]);
    project.run(&["templates", "diff"]).expect(0, &[]);
}

#[test]
fn a_broken_template_is_told_once_with_place_and_what_there_is() {
    let project = Project::with_pages(&["Pen"]);
    let template = "mine/rust/type.rs.j2";
    project.write(template, "struct {{ name | ident }};\n// {{ nmae }}\n");
    let words = [
        "failed to fill in a template: the schema Pen: mine/rust/type.rs.j2:2: undefined value",
        "| // {{ nmae }}",
        "in reach: uses, docs, derives",
        "help: `bindery templates schema NAME`",
    ];
    project.generate(&["--templates", "mine"]).expect(2, &words);
    project.write(template, "struct {% if %}");
    let words = ["mine/rust/type.rs.j2:1: syntax error"];
    project.generate(&["--templates", "mine"]).expect(2, &words);
    project.write(template, "struct {{ name | ident }}");
    let words = ["mine/rust/type.rs.j2 gives no Rust"];
    project.generate(&["--templates", "mine"]).expect(2, &words);
    assert!(!project.at("sdk").exists(), "nothing is written");
}

#[test]
fn a_template_that_there_is_not_is_told() {
    let project = Project::with_pages(&["Pen"]);
    project.write("mine/rust_client/resources.rs.j2", "");
    let words = [
        "mine/rust_client/resources.rs.j2: there is no template",
        "did you mean `rust_client/resource.rs.j2`",
    ];
    project.generate(&["--templates", "mine"]).expect(2, &words);
    project
        .generate(&["--templates", "nowhere"])
        .expect(2, &["there is no folder nowhere", "templates eject"]);
    let diff = project.run(&["templates", "diff"]);
    diff.expect(2, &["there is no folder templates"]);
    let eject = project.run(&["templates", "eject", "type.rs.j2"]);
    eject.expect(2, &["there is no template `type.rs.j2`"]);
}

#[test]
fn the_schema_of_what_a_template_sees_is_json() {
    let project = Project::new();
    let schema = project.run(&["templates", "schema", "rust/type.rs.j2"]);
    schema.expect(0, &[]);
    let schema: serde_json::Value = serde_json::from_str(&schema.out).expect("it is JSON");
    assert_eq!(schema["x-context-version"], 1);
    assert_eq!(schema["properties"]["name"]["type"], "string");
    project
        .run(&["templates", "schema", "rust/macros.j2"])
        .expect(2, &["sees nothing"]);
}
