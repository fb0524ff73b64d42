//! The report that people read: each cause once with its number and first places, then the rules
//! with most findings.

use super::{Cause, by_cause, pages};
use crate::show::show_as;
use crate::table::{self, Cell};
use crate::terminal::{CYAN, DIM, PLAIN, RED, YELLOW, count, printable};
use bindery_generator::lint::{Finding, Safety};
use bindery_model::{Severity, SourceMap};
use std::fmt::Write;

/// So many causes are all shown in full; of more, each rule shows its first.
const FEW: usize = 12;
/// How many further places or causes are listed in one line each.
const FIRST: usize = 3;
/// How many rules the summary shows.
const RULES: usize = 10;

/// What was done besides finding.
pub(crate) struct Around {
    pub(crate) pages: usize,
    pub(crate) suppressed: usize,
    pub(crate) known: usize,
    /// How many findings of unchanged pages are left out.
    pub(crate) unchanged: usize,
    pub(crate) fixed: usize,
    /// Whether each finding is shown.
    pub(crate) all: bool,
}

/// The report, with colours; who prints it takes them away where they do not belong.
pub(crate) fn text(findings: &[Finding], sources: &SourceMap, around: &Around) -> String {
    let mut text = String::new();
    let rules = by_cause(findings);
    let causes = rules.iter().map(Vec::len).sum::<usize>();
    if around.all {
        for finding in findings {
            text += &full(finding, &[], sources);
        }
    } else {
        for causes_of_rule in &rules {
            text += &rule(causes_of_rule, causes <= FEW, sources);
        }
    }
    if rules.len() > 1 {
        text += &summary(&rules);
    }
    text += &total(findings, around);
    text
}

fn full(finding: &Finding, notes: &[String], sources: &SourceMap) -> String {
    let id = format!("{} {}", finding.rule.code, finding.rule.name);
    show_as(&finding.diagnostic, &id, notes, sources)
}

fn rule(causes: &[Cause<'_>], in_full: bool, sources: &SourceMap) -> String {
    let shown = if in_full { causes.len() } else { 1 };
    let mut text = String::new();
    for cause in &causes[..shown] {
        text += &full(cause.first(), &places(cause, sources), sources);
    }
    let rest = &causes[shown..];
    if rest.is_empty() {
        return text;
    }
    // They stand below the snippet that they belong to.
    text.truncate(text.trim_end().len());
    text.push('\n');
    let name = causes[0].first().rule.name;
    for cause in rest.iter().take(FIRST) {
        let finding = cause.first();
        let place = sources.place(finding.diagnostic.span);
        let times = match cause.findings.len() {
            1 => String::new(),
            times => format!(" ({times} times)"),
        };
        let message = printable(&finding.diagnostic.message, false);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "  {DIM}{}:{DIM:#} {message}{times}",
            printable(&place, false)
        );
    }
    if let Some(more) = rest.len().checked_sub(FIRST).filter(|more| *more > 0) {
        let places: usize = rest[FIRST..].iter().map(|cause| cause.findings.len()).sum();
        let _ = writeln!(
            text,
            "  {DIM}and {more} more causes in {}: --select {name} --all{DIM:#}",
            count(places, "place")
        );
    }
    text.push('\n');
    text
}

/// The places of a cause behind the first.
fn places(cause: &Cause<'_>, sources: &SourceMap) -> Vec<String> {
    let others = &cause.findings[1..];
    if others.is_empty() {
        return Vec::new();
    }
    let first = others
        .iter()
        .take(FIRST)
        .map(|one| sources.place(one.diagnostic.span));
    let first: Vec<String> = first
        .map(|place| printable(&place, false).into_owned())
        .collect();
    let more = match others.len().checked_sub(FIRST) {
        Some(more) if more > 0 => format!(" and {more} more"),
        _ => String::new(),
    };
    let all = count(cause.findings.len(), "place");
    let pages = count(cause.pages(), "page");
    vec![format!("{all} on {pages}; also {}{more}", first.join(", "))]
}

/// The rules with most findings.
fn summary(rules: &[Vec<Cause<'_>>]) -> String {
    let mut counted: Vec<(usize, &Vec<Cause<'_>>)> = rules
        .iter()
        .map(|causes| {
            (
                causes.iter().map(|cause| cause.findings.len()).sum(),
                causes,
            )
        })
        .collect();
    counted
        .sort_by_key(|(number, causes)| (std::cmp::Reverse(*number), causes[0].first().rule.code));
    let row = |(number, causes): &(usize, &Vec<Cause<'_>>)| {
        let finding = causes[0].first();
        let style = match finding.severity() {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Info => CYAN,
        };
        let all: Vec<&Finding> = causes
            .iter()
            .flat_map(|cause| cause.findings.iter().copied())
            .collect();
        let mend = match finding.rule.fix {
            Some(Safety::Safe) => "--fix",
            Some(Safety::Unsafe) => "--fix --unsafe",
            None => "",
        };
        vec![
            Cell::right(number.to_string(), PLAIN),
            Cell::left(finding.rule.code, style),
            Cell::left(finding.rule.name, PLAIN),
            Cell::right(count(pages(&all), "page"), PLAIN),
            Cell::right(count(causes.len(), "cause"), PLAIN),
            Cell::left(mend, DIM),
        ]
    };
    let rows: Vec<_> = counted.iter().take(RULES).map(row).collect();
    let mut text = table::layout(&rows);
    if counted.len() > RULES {
        let _ = writeln!(
            text,
            "{DIM}and {} of other rules{DIM:#}",
            count(
                counted[RULES..].iter().map(|(number, _)| number).sum(),
                "finding"
            )
        );
    }
    text.push('\n');
    text
}

fn total(findings: &[Finding], around: &Around) -> String {
    let of = |severity| {
        findings
            .iter()
            .filter(|one| one.severity() == severity)
            .count()
    };
    let mut parts = Vec::new();
    let severities = [
        (Severity::Error, RED, "error"),
        (Severity::Warning, YELLOW, "warning"),
    ];
    for (severity, style, noun) in severities {
        let number = of(severity);
        if number > 0 {
            parts.push(format!("{style}{}{style:#}", count(number, noun)));
        }
    }
    if of(Severity::Info) > 0 {
        parts.push(format!(
            "{CYAN}{} for information{CYAN:#}",
            of(Severity::Info)
        ));
    }
    if parts.is_empty() {
        parts.push("nothing found".to_owned());
    }
    let all: Vec<&Finding> = findings.iter().collect();
    let on = match pages(&all) {
        0 => String::new(),
        number => format!(" on {number}"),
    };
    let mut text = format!(
        "{}{on} of {}",
        parts.join(", "),
        count(around.pages, "page")
    );
    for (number, what) in [
        (around.fixed, "mended"),
        (around.suppressed, "suppressed on the pages"),
        (around.known, "known to the baseline"),
        (around.unchanged, "left out, as they were there before"),
    ] {
        if number > 0 {
            let _ = write!(text, "; {number} {what}");
        }
    }
    let mendable = findings
        .iter()
        .filter(|one| one.fix.is_some() && one.rule.fix == Some(Safety::Safe))
        .count();
    if mendable > 0 {
        let _ = write!(text, "; --fix mends {mendable}");
    }
    text.push('\n');
    if let Some(first) = findings.first().filter(|_| !around.all) {
        let code = first.rule.code;
        let _ = writeln!(
            text,
            "{DIM}--all shows every place; `bindery explain {code}` tells why and how to mend{DIM:#}"
        );
    }
    text
}
