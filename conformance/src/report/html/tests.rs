//! The page as text: how big, how safe, how it tells what. What it does is tried in `tests/browser`.

use super::super::document::{
    Document, Finding, LeftBehind, Likelier, Operation, Outcome, Place, Property, Verdict,
};
use super::{LARGEST, Run, html};
use crate::checks;
use serde_json::Value;
use std::collections::BTreeMap;

const HOSTILE: &str = "</script><script>window.hacked = 1</script><!-- <img src=x onerror=hack()> {{ 7 * 7 }} \u{2028}&";

fn verdict(check: &str, outcome: Outcome, at: usize) -> Verdict {
    Verdict {
        check: check.to_owned(),
        outcome,
        known: None,
        requirement: format!("property `name{at}` is a string"),
        expected: "a string".to_owned(),
        actual: format!("the number {at}"),
        documented: Place {
            file: format!("reference/page-{at}.md"),
            line: 40 + at as u32,
            column: 3,
            end_column: 9,
            text: format!("| name{at} | String | what it is called |"),
        },
        reproduce: format!("curl 'http://localhost/api/{at}' -H 'Accept: application/json'"),
        pointer: Some(format!("/items/{at}/name")),
        finding: (outcome >= Outcome::Warning).then(|| format!("{check}:cause-{}", at % 40)),
        case: format!("v1Thing{at}#sample"),
        times: 3,
    }
}

/// So many operations, each with so many checks, of which every seventh fails.
fn document(operations: usize, each: usize) -> Document {
    let mut document = Document::default();
    let mut findings: BTreeMap<String, Finding> = BTreeMap::new();
    for at in 0..operations {
        let id = format!("v1ThingOfSomeKind{at}_GetAllOfThem");
        let chosen = checks::ALL.iter().cycle().skip(at).take(each);
        let verdicts: Vec<Verdict> = chosen
            .enumerate()
            .map(|(number, check)| match number % 7 {
                0 => verdict(check.id, Outcome::Failed, at),
                1 => verdict(check.id, Outcome::Warning, at),
                _ => verdict(check.id, Outcome::Passed, at),
            })
            .collect();
        for one in verdicts.iter().filter(|one| one.finding.is_some()) {
            let finding = one.finding.clone().unwrap_or_default();
            let known = findings.entry(finding.clone()).or_insert_with(|| Finding {
                id: finding,
                check: one.check.clone(),
                outcome: one.outcome,
                likelier: Some(Likelier {
                    wrong: "server".to_owned(),
                    because: "the sample agrees with the table".to_owned(),
                }),
                verdict: one.clone(),
                ..Finding::default()
            });
            known.operations.push(id.clone());
            known.times += one.times;
        }
        for parameter in ["path/id", "query/$select", "query/$top"] {
            let key = format!("{id}/{parameter}");
            document.ledger.parameters.insert(key, at % 3);
        }
        for status in [200, 404] {
            let key = format!("{id}/{status}");
            document.ledger.statuses.insert(key, at % 5);
        }
        for name in 0..6 {
            document.ledger.properties.push(Property {
                schema: format!("Thing{}", at / 4),
                name: format!("property{name}OfSomeLength"),
                state: "seen".to_owned(),
                times: at,
                nulls: 1,
                types: BTreeMap::from([("null".to_owned(), 1), ("string".to_owned(), at)]),
            });
        }
        document.operations.push(Operation {
            id,
            method: "GET".to_owned(),
            path: format!("/api/v1/Thing/OfSomeKind/{{id}}/{at}"),
            resource: format!("Thing{}", at / 12),
            cases: each,
            milliseconds: (0..each as u64).map(|number| number * 7).collect(),
            shut_out: false,
            unreached: false,
            left_out: BTreeMap::from([("not selected".to_owned(), vec!["x".to_owned()])]),
            verdicts,
            ..Operation::default()
        });
    }
    document.findings = findings.into_values().collect();
    document.count();
    document
}

fn of(document: &Document) -> String {
    html(&[Run {
        label: "a.json",
        document,
    }])
}

/// The block of data, read as a browser reads it.
fn data(page: &str) -> Value {
    let open = "<script id=\"data\" type=\"application/json\">";
    let (_, rest) = page.split_once(open).expect("there is a block of data");
    let (text, _) = rest.split_once("</script>").expect("it ends");
    serde_json::from_str(text).expect("it is JSON")
}

#[test]
fn the_whole_reference_stays_below_five_megabytes() {
    let page = of(&document(3116, 20));
    assert!(page.len() < LARGEST, "{} bytes", page.len());
    let data = data(&page);
    assert_eq!(data["operations"].as_array().map(Vec::len), Some(3116));
    let findings = data["runs"][0]["findings"].as_array().expect("a list");
    assert!(findings.len() > 1000);
    let headline = data["runs"][0]["headline"].as_str();
    assert!(headline.is_some_and(|one| one.ends_with(" on 3,116 of 3,116 operations")));
    assert!(
        findings
            .iter()
            .all(|one| one["evidence"].as_i64() >= Some(0)),
        "each finding shows what shows it"
    );
    println!("{} bytes, {} findings", page.len(), findings.len());
}

#[test]
fn what_does_not_fit_is_left_out_and_the_rest_is_whole() {
    let mut one = document(3116, 20);
    for (at, finding) in one.findings.iter_mut().enumerate() {
        // As long as a string may be, and no two the same.
        finding.verdict.reproduce = format!("{at}{}", "<".repeat(9_000));
    }
    let other = document(3000, 21);
    let runs = [&one, &other].map(|document| Run {
        label: "",
        document,
    });
    let page = html(&runs);
    assert!(page.len() < LARGEST, "{} bytes", page.len());
    let data = data(&page);
    let findings = data["runs"][0]["findings"].as_array().expect("a list");
    assert_eq!(findings[0]["evidence"], 0);
    assert!(findings.iter().any(|one| one["evidence"] == -1));
}

#[test]
fn nothing_that_was_read_breaks_out_of_its_place() {
    let mut document = document(3, 20);
    let hostile = || HOSTILE.to_owned();
    document.operations[0].id = hostile();
    document.operations[0].path = hostile();
    document.operations[0].resource = hostile();
    document.operations[0].left_out = BTreeMap::from([(hostile(), vec![hostile()])]);
    document.operations[0].verdicts[0].check = hostile();
    document.findings[0].id = hostile();
    document.findings[0].known = Some(hostile());
    document.findings[0].verdict.actual = hostile();
    document.findings[0].verdict.documented.text = hostile();
    document.left_behind.push(LeftBehind {
        what: hostile(),
        because: hostile(),
    });
    document.summary.ended_early = Some(hostile());
    let run = Run {
        label: HOSTILE,
        document: &document,
    };
    let page = html(&[run, run]);
    assert_eq!(page.matches("<script").count(), 2, "data and script");
    assert_eq!(page.matches("</script").count(), 2);
    assert!(!page.contains("<!--") && !page.contains("<img"));
    let data = data(&page);
    assert_eq!(
        data["operations"][0]["path"], HOSTILE,
        "and nothing is lost"
    );
    assert_eq!(data["runs"][1]["left_behind"][0]["what"], HOSTILE);
}

#[test]
fn the_page_needs_nothing_and_allows_nothing() {
    let page = of(&document(3, 20));
    for word in [
        "http-equiv=\"Content-Security-Policy\"",
        "default-src 'none'",
    ] {
        assert!(page.contains(word), "{word}");
    }
    let (frame, _) = page.split_once("id=\"data\"").expect("there is data");
    for word in [
        "unsafe-inline",
        "src=",
        "@import",
        "url(",
        "<link",
        "innerHTML",
    ] {
        assert!(!frame.contains(word), "{word}");
    }
    let (_, script) = page.rsplit_once("<script>").expect("there is a script");
    for word in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "fetch(",
        "document.write",
    ] {
        assert!(!script.contains(word), "{word}");
    }
}

#[test]
fn the_same_document_is_the_same_page() {
    let document = document(40, 20);
    assert_eq!(of(&document), of(&document.clone()));
}

#[test]
fn a_cell_tells_the_worst_and_what_is_known() {
    let mut document = document(1, 3);
    let ids: Vec<String> = document.operations[0]
        .verdicts
        .iter()
        .map(|one| one.check.clone())
        .collect();
    let first = document.operations[0].verdicts[0].finding.clone();
    for finding in &mut document.findings {
        if Some(&finding.id) == first.as_ref() {
            finding.known = Some("it is told".to_owned());
        }
    }
    document.count();
    let mut skipped = verdict(ids[2].as_str(), Outcome::Skipped, 0);
    skipped.check = "no-such-check".to_owned();
    document.operations[0].verdicts.push(skipped);
    let data = data(&of(&document));
    let columns = data["checks"].as_array().expect("a list");
    let cells = data["runs"][0]["cells"][0].as_str().expect("letters");
    let cell = |id: &str| {
        let at = columns.iter().position(|one| one["id"] == id);
        at.and_then(|at| cells.chars().nth(at))
    };
    assert_eq!(cell(&ids[0]), Some('B'), "a baseline knows it");
    assert_eq!(cell(&ids[1]), Some('l'));
    assert_eq!(cell(&ids[2]), Some('k'));
    assert_eq!(cell("no-such-check"), None, "it was not reached");
    let unreached = data["unreached"].as_array().map(Vec::len);
    assert_eq!(unreached, Some(checks::ALL.len() - 3));
    assert_eq!(
        data["runs"][0]["headline"],
        "Every promise that was tried is kept, 1 loosely"
    );
}

#[test]
fn runs_of_other_operations_stand_side_by_side() {
    let (one, mut other) = (document(2, 4), document(3, 4));
    other.operations.remove(0);
    let runs = [&one, &other].map(|document| Run {
        label: "x",
        document,
    });
    let data = data(&html(&runs));
    assert_eq!(data["operations"].as_array().map(Vec::len), Some(3));
    assert_eq!(data["runs"][1]["cells"][0], "", "it is not in the second");
    assert_eq!(data["runs"][0]["cells"][2], "", "it is not in the first");
    assert_ne!(data["runs"][1]["cells"][2], "");
    let classes = &data["runs"][0]["latency"][1]["classes"];
    assert_eq!(
        classes.to_string(),
        "[[0,1],[3,1],[4,1],[5,1]]",
        "0, 7, 14, 21 ms"
    );
    let parameters = &data["runs"][0]["parameters"][1];
    let names = parameters.as_array().expect("a list").iter();
    let names: Vec<_> = names
        .map(|one| &data["strings"][one[0].as_u64().unwrap_or(0) as usize])
        .collect();
    assert_eq!(names, ["path/id", "query/$select", "query/$top"]);
}
