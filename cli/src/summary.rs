//! Many diagnostics for people: a kind at a time, with its number and its first places, so that the
//! first run on thousands of pages reads like a report.

use crate::show::show;
use crate::terminal::{CYAN, DIM, RED, Terminal, YELLOW, count, printable};
use bindery_model::{Diagnostic, FileId, Severity, SourceMap};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// How many places of a kind are shown.
const FIRST_PLACES: usize = 3;

/// Prints what is to be said about the pages, as fully as the user wants it.
pub(crate) fn print(terminal: &Terminal, diagnostics: &[Diagnostic], sources: &SourceMap) {
    if diagnostics.is_empty() || terminal.is_quiet() {
        return;
    }
    if terminal.is_verbose() {
        for diagnostic in diagnostics {
            terminal.print(&show(diagnostic, sources));
        }
    } else {
        terminal.print(&by_kind(diagnostics, sources));
    }
    terminal.print(&total(diagnostics, terminal.is_verbose()));
}

fn by_kind(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let mut kinds: BTreeMap<(Severity, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        kinds
            .entry((diagnostic.severity, diagnostic.code))
            .or_default()
            .push(diagnostic);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|((severity, code), all)| (*severity, Reverse(all.len()), *code));
    let mut text = String::new();
    for ((severity, code), all) in kinds {
        kind(&mut text, severity, code, &all, sources);
    }
    text
}

fn kind(
    text: &mut String,
    severity: Severity,
    code: &str,
    all: &[&Diagnostic],
    sources: &SourceMap,
) {
    let style = match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => CYAN,
    };
    let severity = severity.as_str();
    let pages: BTreeSet<FileId> = all.iter().map(|diagnostic| diagnostic.span.file).collect();
    let places = count(all.len(), "place");
    let pages = count(pages.len(), "page");
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{style}{severity}[{code}]{style:#}: {places} on {pages}"
    );
    for diagnostic in all.iter().take(FIRST_PLACES) {
        let place = sources.place(diagnostic.span);
        let message = printable(&diagnostic.message, false);
        let _ = writeln!(
            text,
            "  {DIM}{}:{DIM:#} {message}",
            printable(&place, false)
        );
    }
    if let Some(more) = all.len().checked_sub(FIRST_PLACES + 1) {
        let _ = writeln!(text, "  {DIM}and {} more{DIM:#}", more + 1);
    }
    // Advice that is about one place only would mislead at the others.
    let help = all.first().and_then(|first| first.help.as_deref());
    if let Some(help) = help.filter(|help| all.iter().all(|one| one.help.as_deref() == Some(help)))
    {
        let _ = writeln!(text, "  {CYAN}help:{CYAN:#} {}", printable(help, false));
    }
    text.push('\n');
}

fn total(diagnostics: &[Diagnostic], verbose: bool) -> String {
    let of = |severity| {
        diagnostics
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    };
    let parts = [
        (
            RED,
            count(of(Severity::Error), "error"),
            of(Severity::Error),
        ),
        (
            YELLOW,
            count(of(Severity::Warning), "warning"),
            of(Severity::Warning),
        ),
        (
            CYAN,
            format!("{} for information", of(Severity::Info)),
            of(Severity::Info),
        ),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, _, number)| *number > 0)
        .map(|(style, words, _)| format!("{style}{words}{style:#}"))
        .collect();
    let hint = if verbose {
        ""
    } else {
        "; -v shows each with its line"
    };
    format!("{}{hint}\n", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_model::Span;

    #[test]
    fn kinds_are_counted_and_the_worst_come_first() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.md", "x\n".repeat(9));
        let at = |line: usize| Span::new(file, line * 2..line * 2 + 1);
        let warning = |line| {
            Diagnostic::new(
                "odd-row",
                Severity::Warning,
                at(line),
                format!("row {line}"),
            )
        };
        let mut all: Vec<Diagnostic> = (0..5).map(warning).collect();
        all.push(
            Diagnostic::new("bad-id", Severity::Error, at(7), "an id\n\u{1b}[2J is bad")
                .help("mend it"),
        );
        let text = anstream::adapter::strip_str(&by_kind(&all, &sources)).to_string();
        let expected = "\
error[bad-id]: 1 place on 1 page
  a.md:8:1: an id \u{fffd}[2J is bad
  help: mend it

warning[odd-row]: 5 places on 1 page
  a.md:1:1: row 0
  a.md:2:1: row 1
  a.md:3:1: row 2
  and 2 more

";
        assert_eq!(text, expected);
        let total = anstream::adapter::strip_str(&total(&all, false)).to_string();
        assert_eq!(total, "1 error, 5 warnings; -v shows each with its line\n");
    }
}
