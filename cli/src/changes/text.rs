//! Text for people: a block an entry, in columns; red breaks, yellow does not, green is new.

use super::{Changes, Entry, place};
use crate::show::show;
use crate::terminal::{CYAN, DIM, GREEN, RED, YELLOW, count, printable};
use anstyle::Style;
use bindery_generator::diff::{Nature, Step};
use bindery_model::{Diagnostic, FileId, Severity, SourceMap, Span};
use std::fmt::Write;

/// The entries; with the lines of the pages if `snippets`.
pub(crate) fn report(changes: &Changes<'_>, snippets: bool) -> String {
    let mut text = String::new();
    let kinds = changes
        .entries
        .iter()
        .map(|one| one.change.kind.as_str().len());
    let width = kinds.max().unwrap_or(0);
    for entry in &changes.entries {
        if snippets {
            text.push_str(&with_lines(entry, changes));
        } else {
            block(&mut text, entry, changes, width);
        }
    }
    text
}

fn block(text: &mut String, entry: &Entry<'_>, changes: &Changes<'_>, width: usize) {
    let (style, word) = mark(entry);
    let kind = entry.change.kind.as_str();
    let subject = printable(entry.subject(), false).into_owned();
    let values = printable(&entry.values(), false).into_owned();
    let values = match values.as_str() {
        "" => String::new(),
        values => format!("  {values}"),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{style}{word:>8}{style:#}  {kind:width$}  {subject}{values}"
    );
    let indent = " ".repeat(12 + width);
    let breaks = match entry.breaks().as_str() {
        "" => String::new(),
        breaks => format!("; breaks {breaks}"),
    };
    let why = printable(&entry.change.why, false);
    let _ = writeln!(text, "{indent}{why}{breaks}");
    let operations = entry.operations("");
    let operations = printable(&operations, false);
    if !entry.is_of_operation() {
        let _ = writeln!(text, "{indent}{DIM}in {operations}{DIM:#}");
    }
    let old = entry.first.old.map(|span| place(span, changes.old));
    let new = entry.first.new.map(|span| place(span, changes.new));
    for (word, place) in [("old", old), ("new", new)] {
        if let Some(place) = place {
            let place = printable(&place, false);
            let _ = writeln!(text, "{indent}{DIM}{word} {place}{DIM:#}");
        }
    }
}

fn mark(entry: &Entry<'_>) -> (Style, &'static str) {
    match entry.change.kind.nature() {
        _ if entry.breaking => (RED, "breaking"),
        Nature::Added => (GREEN, "added"),
        Nature::Changed => (YELLOW, "changed"),
        Nature::Removed => (YELLOW, "removed"),
    }
}

/// The entry as a diagnostic, with the line of each side.
fn with_lines(entry: &Entry<'_>, changes: &Changes<'_>) -> String {
    let mut both = SourceMap::new();
    let old = entry
        .first
        .old
        .map(|span| copied(span, changes.old, &mut both));
    let new = entry
        .first
        .new
        .map(|span| copied(span, changes.new, &mut both));
    let Some(main) = new.or(old) else {
        return String::new();
    };
    let severity = if entry.breaking {
        Severity::Error
    } else {
        Severity::Info
    };
    let message = match entry.values().as_str() {
        "" => entry.subject().to_owned(),
        values => format!("{} ({values})", entry.subject()),
    };
    let message = printable(&message, false).into_owned();
    let code = entry.change.kind.as_str();
    let mut diagnostic = Diagnostic::new(code, severity, main, message);
    if let (Some(old), Some(_)) = (old, new) {
        diagnostic = diagnostic.related(old, "before");
    }
    let operations = entry.operations("");
    let help = format!("{}; in {operations}", entry.change.why);
    show(&diagnostic.help(printable(&help, false)), &both)
}

/// The same place in a map that holds pages of both sides.
fn copied(span: Span, from: &SourceMap, to: &mut SourceMap) -> Span {
    let file = from.file(span.file);
    let file: FileId = to.add(file.path.as_str(), file.text.as_str());
    Span { file, ..span }
}

/// One line on all of it, for the end.
pub(crate) fn summary(changes: &Changes<'_>, with_descriptions: bool) -> String {
    let breaking = changes.breaking();
    let other = changes.entries.len() - breaking;
    let style = match changes.step {
        Step::Major => RED,
        Step::Minor | Step::Patch => YELLOW,
        Step::None => GREEN,
    };
    let mut text = format!(
        "{style}{}{style:#}, {other} {}; version step: {style}{}{style:#}\n",
        count(breaking, "breaking change"),
        if other == 1 { "other" } else { "others" },
        changes.step.as_str(),
    );
    if changes.descriptions > 0 && !with_descriptions {
        let number = count(changes.descriptions, "text");
        let _ = writeln!(
            text,
            "{CYAN}help{CYAN:#}: {number} for people changed, which --descriptions tells"
        );
    }
    if changes.passed_over > 0 {
        let number = count(changes.passed_over, "place");
        let _ = writeln!(
            text,
            "{YELLOW}warning{YELLOW:#}: {number} not compared, for there are too many: compare parts \
             of the reference"
        );
    }
    text
}
