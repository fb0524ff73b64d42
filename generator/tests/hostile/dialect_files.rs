//! Dialect files.

use super::support::Page;
use bindery_generator::dialect::{Choice, load};
use bindery_generator::read_reference;
use bindery_model::{Severity, SourceMap};
use std::fmt::Write as _;

fn mistake(text: &str) -> String {
    match load("mine.yaml", text) {
        Ok(_) => "none".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_pattern_that_runs_away_is_a_mistake_with_its_place() {
    let wrong = mistake("name: mine\nrequest-line: '((a{1,100}){1,100}){1,100}'\n");
    assert!(
        wrong.starts_with("mine.yaml:2:") && wrong.contains("size limit"),
        "{wrong}"
    );
    let nested = "(".repeat(100_000) + &")".repeat(100_000);
    let wrong = mistake(&format!("name: mine\nrequest-line: '{nested}'\n"));
    assert!(wrong.starts_with("mine.yaml:2:"), "{}", &wrong[..100]);
    assert!(wrong.len() < 1_000, "{}", wrong.len());
    let evil = "name: mine\nrequest-line: '^(?<method>(a+)+)(?<path>(b|b)*)$'\n";
    assert_eq!(mistake(evil), "none");
    let wrong = mistake("name: mine\nrequest-line: '(?<x>a)(?<x>b)'\n");
    assert!(wrong.starts_with("mine.yaml:2:"), "{wrong}");
    let many: String = (0..2_000)
        .map(|n| format!("'[a-z]{{{}}}', ", n % 900 + 1))
        .collect();
    let wrong = mistake(&format!(
        "name: mine\nsections: {{headers: {{heading: [{many}]}}}}\n"
    ));
    assert!(wrong == "none" || wrong.contains("size limit"), "{wrong}");
}

#[test]
fn a_dialect_that_extends_itself_or_nobody_is_a_mistake() {
    let wrong = mistake("name: mine\nextends: mine\n");
    assert!(
        wrong.starts_with("mine.yaml:2:1: extends `mine`"),
        "{wrong}"
    );
    let wrong = mistake("name: mine\nextends: ''\n");
    assert!(wrong.starts_with("mine.yaml:2:1: extends ``"), "{wrong}");
    assert!(mistake("name: mine\nextends: [a]\n").starts_with("mine.yaml:2:"));
}

#[test]
fn a_bomb_in_a_dialect_file_is_a_mistake() {
    let mut bomb =
        "name: mine\nextends: superoffice\nfurniture: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (new, old) in ('b'..='z').zip('a'..='z') {
        let all = vec![format!("*{old}"); 9].join(", ");
        writeln!(bomb, "{new}: &{new} [{all}]").expect("it is memory");
    }
    assert!(mistake(&bomb).starts_with("mine.yaml:"));
    let deep = format!("name: mine\nfurniture: {}\n", "[".repeat(100_000));
    assert!(mistake(&deep).starts_with("mine.yaml:"));
    for text in [
        "",
        "\0",
        "- a",
        "name: mine\nname: mine\n",
        "42",
        "name: {}",
        "&a *a",
        "a: *b",
    ] {
        assert!(
            mistake(text).starts_with("mine.yaml"),
            "{text:?}: {}",
            mistake(text)
        );
    }
}

#[test]
fn the_worst_pattern_reads_the_worst_page() {
    let text = "name: mine\nextends: superoffice\nrewrites: [{find: '(a+)+$', replace: '$0$0'}, {find: '(x*)*y', replace: ''}]\nsections: {response-body: {heading: ['^Response body: ?(?<type>.*)$']}}\n";
    let dialect = load("mine.yaml", text).expect("it is right");
    let mut sources = SourceMap::new();
    let rows = format!(
        "| Id | int32 | {}b{} |\n",
        "a".repeat(20_000),
        "x".repeat(20_000)
    );
    sources.add("a.md", Page::new("A").body("Thing", &rows).text());
    let reference = read_reference(&sources, Choice::Given(&dialect));
    assert_eq!(reference.api.operations.len(), 1);
    let worst = reference.all_diagnostics().map(|d| d.severity).min();
    assert_ne!(worst, Some(Severity::Error));
}
