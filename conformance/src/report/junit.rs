//! JUnit: a suite an operation, named by its id; a case a check.

use super::document::{Document, Operation, Outcome, Verdict};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;

/// The text of the report.
pub fn junit(document: &Document) -> String {
    let mut report = Report::new("bindery conform");
    for operation in &document.operations {
        report.add_test_suite(suite(operation));
    }
    report.to_string().unwrap_or_default()
}

fn suite(operation: &Operation) -> TestSuite {
    let mut suite = TestSuite::new(&operation.id);
    let mut by_check: BTreeMap<&str, Vec<&Verdict>> = BTreeMap::new();
    for verdict in &operation.verdicts {
        by_check.entry(&verdict.check).or_default().push(verdict);
    }
    for (check, verdicts) in by_check {
        suite.add_test_case(case(operation, check, &verdicts));
    }
    if operation.verdicts.is_empty() {
        let mut status = TestCaseStatus::skipped();
        let reasons: Vec<&str> = operation.left_out.keys().map(String::as_str).collect();
        status.set_message(reasons.join("; "));
        suite.add_test_case(TestCase::new("called", status));
    }
    suite
}

fn case(operation: &Operation, check: &str, verdicts: &[&Verdict]) -> TestCase {
    let broken: Vec<&&Verdict> = verdicts
        .iter()
        .filter(|one| one.outcome == Outcome::Failed)
        .collect();
    let status = match broken.first() {
        Some(first) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(check).set_message(message(first));
            let all: Vec<String> = broken.iter().map(|one| text(one)).collect();
            status.set_description(all.join("\n"));
            status
        }
        None if verdicts.iter().all(|one| one.outcome == Outcome::Skipped) => {
            TestCaseStatus::skipped()
        }
        None => TestCaseStatus::success(),
    };
    let mut case = TestCase::new(check, status);
    case.set_classname(&operation.id);
    case
}

/// What is wrong, in a line.
pub(super) fn message(verdict: &Verdict) -> String {
    let place = verdict.pointer.as_ref().map(|one| format!(" at {one}"));
    format!(
        "{}: expected {}, got {}{}",
        verdict.requirement,
        verdict.expected,
        verdict.actual,
        place.unwrap_or_default()
    )
}

fn text(verdict: &Verdict) -> String {
    let place = &verdict.documented;
    format!(
        "{}\n{}:{}: {}\n{}\n",
        message(verdict),
        place.file,
        place.line,
        place.text,
        verdict.reproduce
    )
}
