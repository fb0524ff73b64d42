//! JSON, one object.

use super::{Changes, Entry};
use bindery_model::{SourceMap, Span};
use serde::Serialize;

#[derive(Serialize)]
struct Document<'a> {
    changes: Vec<ChangeDocument<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct ChangeDocument<'a> {
    breaking: bool,
    kind: &'static str,
    /// The first operation that it concerns.
    operation: &'a str,
    /// Where in that operation.
    #[serde(rename = "where")]
    place: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
    old: Option<Place<'a>>,
    new: Option<Place<'a>>,
    /// Whom it breaks: `caller`, `server`, `rust`.
    breaks: Vec<&'static str>,
    why: &'a str,
    /// What it is a change of, whatever the operation.
    cause: &'a str,
    /// The same while the cause is the same.
    fingerprint: String,
    /// Every operation that it concerns.
    operations: Vec<Operation<'a>>,
}

#[derive(Serialize)]
struct Operation<'a> {
    id: &'a str,
    #[serde(rename = "where")]
    place: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct Summary {
    breaking: usize,
    other: usize,
    /// Descriptions that say something else, told or not.
    descriptions: usize,
    /// What becomes of the version: `major`, `minor`, `patch` or `none`.
    step: &'static str,
}

pub(crate) fn report(changes: &Changes<'_>) -> String {
    let document = Document {
        changes: changes
            .entries
            .iter()
            .map(|one| entry(one, changes))
            .collect(),
        summary: Summary {
            breaking: changes.breaking(),
            other: changes.entries.len() - changes.breaking(),
            descriptions: changes.descriptions,
            step: changes.step.as_str(),
        },
    };
    // Strings and numbers can always be written.
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn entry<'a>(entry: &Entry<'a>, changes: &Changes<'a>) -> ChangeDocument<'a> {
    let change = entry.change;
    ChangeDocument {
        breaking: entry.breaking,
        kind: change.kind.as_str(),
        operation: &entry.first.operation,
        place: &entry.first.place,
        before: change.before.as_deref(),
        after: change.after.as_deref(),
        old: entry.first.old.map(|span| place(span, changes.old)),
        new: entry.first.new.map(|span| place(span, changes.new)),
        breaks: change.breaks.iter().map(|who| who.as_str()).collect(),
        why: &change.why,
        cause: &change.cause,
        fingerprint: change.fingerprint(),
        operations: entry
            .uses
            .iter()
            .map(|one| Operation {
                id: &one.operation,
                place: &one.place,
            })
            .collect(),
    }
}

fn place(span: Span, sources: &SourceMap) -> Place<'_> {
    let file = sources.file(span.file);
    Place {
        file: &file.path,
        line: file.line(span.start),
    }
}
