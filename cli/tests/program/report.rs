//! `bindery report`

use crate::support::Project;

/// A report of `bindery conform --json` with one operation and one finding.
fn report(id: &str) -> String {
    let verdict = |outcome: &str| {
        format!(
            r#"{{"check": "wrong-type", "outcome": "{outcome}", "requirement": "`Pen/Id` is a number",
            "expected": "a number", "actual": "the text \"</script>\"", "finding": "wrong-type:{id}",
            "documented": {{"file": "pages/Pen.md", "line": 12}}, "reproduce": "curl http://x"}}"#
        )
    };
    format!(
        r#"{{"operations": [{{"id": "getPen", "method": "GET", "path": "/Pen", "outcome": "failed", "cases": 1,
        "verdicts": [{}]}}],
        "findings": [{{"id": "wrong-type:{id}", "check": "wrong-type", "outcome": "failed", "operations": ["getPen"],
        "times": 1, "likelier": null, "verdict": {}}}],
        "summary": {{"operations": 1, "failed": 1, "failures": 1, "cases": 1}}}}"#,
        verdict("failed"),
        verdict("failed")
    )
}

#[test]
fn two_runs_become_one_page() {
    let project = Project::new();
    project.write("old.json", report("Pen-Id"));
    project.write("new.json", report("Pen-Name"));
    let args = ["report", "html", "old.json", "--compare", "new.json"];
    let ended = project.run(&[&args[..], &["-o", "compared.html"]].concat());
    ended.expect(0, &[]);
    let page = project.read("compared.html");
    for word in [
        "old.json",
        "new.json",
        "wrong-type:Pen-Id",
        "wrong-type:Pen-Name",
    ] {
        assert!(page.contains(word), "{word}");
    }
    assert!(page.contains("1 promise is broken on 1 of 1 operation"));
    assert_eq!(
        page.matches("</script>").count(),
        2,
        "what was read ends no script"
    );
    // The same files make the same page.
    let again = project.run(&[&args[..], &["-o", "again.html"]].concat());
    again.expect(0, &[]);
    assert_eq!(project.read("again.html"), page);
}

#[test]
fn what_is_no_report_is_usage_and_not_success() {
    let project = Project::new();
    project.write("one.json", report("Pen-Id"));
    for other in [
        "{}",
        r#"{"operations": []}"#,
        r#"{"summary": {}, "findings": []}"#,
    ] {
        project.write("other.json", other);
        let args = ["report", "merge", "one.json", "other.json", "-o", "m.json"];
        project
            .run(&args)
            .expect(2, &["other.json", "missing field"]);
    }
}

#[test]
fn a_merged_report_is_a_page_too() {
    let project = Project::new();
    project.write("one.json", report("Pen-Id"));
    project.write("two.json", report("Pen-Name"));
    let args = [
        "report",
        "merge",
        "one.json",
        "two.json",
        "-o",
        "whole.json",
    ];
    let ended = project.run(&[&args[..], &["--html", "whole.html"]].concat());
    ended.expect(1, &["2 failures"]);
    assert!(
        project
            .read("whole.html")
            .contains("2 promises are broken on 1 of 1 operation")
    );
}

#[test]
fn what_is_no_report_is_told() {
    let project = Project::new();
    project.write("list.json", "[1");
    let wrong = project.run(&["report", "html", "list.json", "-o", "x.html"]);
    wrong.expect(2, &["failed to read the report", "list.json", "line 1"]);
    let missing = project.run(&["report", "html", "none.json", "-o", "x.html"]);
    missing.expect(3, &["none.json"]);
    assert!(!project.at("x.html").exists());
}
