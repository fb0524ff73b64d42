//! Annotations of GitHub, a line each
//! (docs.github.com, "Workflow commands for GitHub Actions", "Setting an error message").

use super::{Changes, Entry};
use crate::report::github::{data, property};
use bindery_model::{SourceMap, Span};
use std::fmt::Write;

pub(crate) fn report(changes: &Changes<'_>) -> String {
    let mut text = String::new();
    for entry in &changes.entries {
        let level = if entry.breaking { "error" } else { "notice" };
        let place = match (entry.first.new, entry.first.old) {
            (Some(span), _) => place(span, changes.new),
            (None, Some(span)) => place(span, changes.old),
            (None, None) => String::new(),
        };
        let title = property(entry.change.kind.as_str());
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "::{level} {place}title={title}::{}",
            data(&message(entry))
        );
    }
    text
}

fn message(entry: &Entry<'_>) -> String {
    let values = entry.values();
    let values = match values.as_str() {
        "" => String::new(),
        values => format!(" ({values})"),
    };
    let breaks = match entry.breaks().as_str() {
        "" => String::new(),
        breaks => format!("\nbreaks {breaks}"),
    };
    format!(
        "{}{values}: {}{breaks}\nin {}",
        entry.subject(),
        entry.change.why,
        entry.operations("")
    )
}

/// `file=...,line=...,`; a page of a revision stands where it does in the folder.
fn place(span: Span, sources: &SourceMap) -> String {
    let file = sources.file(span.file);
    let path = match crate::revision::RevisionPath::parse(&file.path) {
        Some(at) => at.path,
        None => file.path.clone(),
    };
    format!("file={},line={},", property(&path), file.line(span.start))
}
