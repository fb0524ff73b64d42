//! What GitHub shows beside a pull request: annotations of lines, and a summary of the job.

use super::document::{Document, Finding, Outcome};
use super::junit::message;
use bindery_model::count;
use std::fmt::Write;

/// Workflow commands, a line a finding, that annotate the lines of pages.
pub fn annotations(document: &Document) -> String {
    let mut text = String::new();
    for finding in document.findings.iter().filter(|one| one.known.is_none()) {
        let kind = match finding.outcome {
            Outcome::Failed => "error",
            _ => "warning",
        };
        let place = &finding.verdict.documented;
        let _ = writeln!(
            text,
            "::{kind} file={},line={},col={},title={}::{}",
            property(&place.file),
            place.line,
            place.column,
            property(&finding.id),
            data(&format!("{} ({})", message(&finding.verdict), on(finding)))
        );
    }
    text
}

/// What stands in the summary of a job, as Markdown.
pub fn job_summary(document: &Document) -> String {
    let summary = &document.summary;
    let mut text = format!(
        "### bindery conform\n\n{}: {} passed, {} failed, {} skipped. {}, {}, {} known.\n",
        count(summary.operations, "operation"),
        summary.passed,
        summary.failed,
        summary.skipped,
        count(summary.failures, "failure"),
        count(summary.warnings, "warning"),
        summary.known
    );
    let mut told = document
        .findings
        .iter()
        .filter(|one| one.known.is_none())
        .peekable();
    if told.peek().is_some() {
        text.push_str("\n| | finding | expected | actual | page |\n|---|---|---|---|---|\n");
    }
    for finding in told {
        let verdict = &finding.verdict;
        let place = &verdict.documented;
        let _ = writeln!(
            text,
            "| {} | `{}` ({}) | {} | {} | {}:{} |",
            finding.outcome.as_str(),
            cell(&finding.id),
            on(finding),
            cell(&verdict.expected),
            cell(&verdict.actual),
            cell(&place.file),
            place.line
        );
    }
    text
}

fn on(finding: &Finding) -> String {
    match finding.operations.as_slice() {
        [one] => format!("on {one}"),
        all => format!("on {} operations", all.len()),
    }
}

/// Escapes of GitHub's workflow commands.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\r', '\n'], " ")
}
