//! The end of a run for people: findings with the line of the page, and the numbers.

use super::document::{Document, Finding, Outcome};
use bindery_model::count;
use std::fmt::Write;

/// How many findings are shown whole.
const SHOWN: usize = 20;

/// What a run came to.
pub fn summary(document: &Document) -> String {
    let mut text = String::new();
    let told: Vec<&Finding> = document
        .findings
        .iter()
        .filter(|one| one.known.is_none())
        .collect();
    for finding in told.iter().take(SHOWN) {
        show(finding, &mut text);
    }
    if told.len() > SHOWN {
        let more = told.len() - SHOWN;
        let _ = writeln!(
            text,
            "and {}: see `--json FILE` or `--html FILE`\n",
            count(more, "more finding")
        );
    }
    for one in &document.left_behind {
        let _ = writeln!(text, "left behind: {} ({})", one.what, one.because);
    }
    for one in &document.summary.stale_baseline {
        let _ = writeln!(text, "baseline: {one}");
    }
    numbers(document, &mut text);
    text
}

fn show(finding: &Finding, text: &mut String) {
    let verdict = &finding.verdict;
    let place = &verdict.documented;
    let _ = writeln!(
        text,
        "{}[{}]: {}",
        finding.outcome.as_str(),
        finding.id,
        verdict.requirement
    );
    let _ = writeln!(text, "  --> {}:{}:{}", place.file, place.line, place.column);
    let number = place.line.to_string();
    let margin = number.len();
    let _ = writeln!(text, "{:margin$} |", "");
    let _ = writeln!(text, "{number} | {}", place.text);
    let before = place.column.saturating_sub(1) as usize;
    let wide = (place.end_column.saturating_sub(place.column).max(1)) as usize;
    let carets = "^".repeat(wide.min(place.text.chars().count().saturating_sub(before).max(1)));
    let _ = writeln!(text, "{:margin$} | {:before$}{carets}", "", "");
    let at = verdict.pointer.as_ref().filter(|one| !one.is_empty());
    let at = at.map(|one| format!(" at {one}")).unwrap_or_default();
    let _ = writeln!(text, "  expected {}", verdict.expected);
    let _ = writeln!(text, "  got      {}{at}", verdict.actual);
    if let Some(likelier) = &finding.likelier {
        let _ = writeln!(
            text,
            "  likelier wrong: the {}, {}",
            likelier.wrong, likelier.because
        );
    }
    match finding.operations.as_slice() {
        [one] => {
            let _ = writeln!(text, "  on {one}");
        }
        all => {
            let _ = writeln!(text, "  on {} operations, such as {}", all.len(), all[0]);
        }
    }
    let _ = writeln!(text, "  {}\n", brief(&verdict.reproduce));
}

/// A command that fits a screen; it stands whole in the JSON report.
fn brief(command: &str) -> String {
    const LONGEST: usize = 600;
    if command.len() <= LONGEST {
        return command.to_owned();
    }
    let end = command.floor_char_boundary(LONGEST);
    format!("{}... (whole with --json)", &command[..end])
}

fn numbers(document: &Document, text: &mut String) {
    let summary = &document.summary;
    let _ = writeln!(
        text,
        "{}: {} passed, {} failed, {} skipped; {} made, {} left out",
        count(summary.operations, "operation"),
        summary.passed,
        summary.failed,
        summary.skipped,
        count(summary.cases, "case"),
        summary.left_out
    );
    let seen = |what: &str| {
        let seen = document
            .ledger
            .coverage
            .get(what)
            .copied()
            .unwrap_or_default();
        format!("{} {}/{} ({:.1} %)", what, seen.seen, seen.of, seen.percent)
    };
    let all = ["operations", "parameters", "properties", "statuses"].map(seen);
    let _ = writeln!(text, "seen: {}", all.join(", "));
    let _ = writeln!(
        text,
        "findings: {}, {}, {} known",
        count(summary.failures, "failure"),
        count(summary.warnings, "warning"),
        summary.known
    );
    if let Some(why) = &summary.shut_out {
        let _ = writeln!(text, "{why}");
    }
    if let Some(why) = &summary.ended_early {
        let _ = writeln!(text, "ended early: {why}");
    }
}

impl Document {
    /// Whether a promise was broken that no baseline knows.
    pub fn has_failures(&self) -> bool {
        let mut findings = self.findings.iter().filter(|one| one.known.is_none());
        findings.any(|one| one.outcome == Outcome::Failed)
    }
}
