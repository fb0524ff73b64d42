//! Changes between two publications, in the formats in which they are printed: one file each.

pub(crate) mod github;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod text;

use bindery_generator::diff::{Audience, Change, Diff, Kind, Step, Use};
use bindery_model::{SourceMap, Span};

/// What is printed.
pub(crate) struct Changes<'a> {
    /// What breaks first.
    pub(crate) entries: Vec<Entry<'a>>,
    /// The pages of OLD.
    pub(crate) old: &'a SourceMap,
    /// The pages of NEW.
    pub(crate) new: &'a SourceMap,
    /// What becomes of the version.
    pub(crate) step: Step,
    /// How many descriptions say something else.
    pub(crate) descriptions: usize,
    /// How many places were not compared.
    pub(crate) passed_over: usize,
}

/// One change that is printed on its own.
pub(crate) struct Entry<'a> {
    /// The change.
    pub(crate) change: &'a Change,
    /// Whether it breaks those who were asked for.
    pub(crate) breaking: bool,
    /// The first operation that it concerns.
    pub(crate) first: &'a Use,
    /// All of them.
    pub(crate) uses: &'a [Use],
}

/// The entries: one a cause, or under `all` one an operation; descriptions if they are asked for.
pub(crate) fn entries<'a>(
    diff: &'a Diff,
    audiences: &[Audience],
    all: bool,
    descriptions: bool,
) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    for change in &diff.changes {
        if change.kind == Kind::DescriptionChanged && !descriptions {
            continue;
        }
        let size = if all { 1 } else { change.uses.len().max(1) };
        for uses in change.uses.chunks(size) {
            entries.extend(uses.first().map(|first| Entry {
                change,
                breaking: change.is_breaking_for(audiences),
                first,
                uses,
            }));
        }
    }
    entries.sort_by_key(|entry| !entry.breaking);
    entries
}

/// How many descriptions say something else.
pub(crate) fn descriptions(diff: &Diff) -> usize {
    let all = diff.changes.iter();
    all.filter(|change| change.kind == Kind::DescriptionChanged)
        .count()
}

impl Changes<'_> {
    /// How many entries break those who were asked for.
    pub(crate) fn breaking(&self) -> usize {
        self.entries.iter().filter(|entry| entry.breaking).count()
    }
}

impl Entry<'_> {
    /// What changed, for people: the schema's property, or the place in the operation.
    pub(crate) fn subject(&self) -> &str {
        let cause = &self.change.cause;
        cause.strip_prefix("schema ").unwrap_or(cause)
    }

    /// `int32 → string`, or what was added or is gone; nothing where the subject says it.
    pub(crate) fn values(&self) -> String {
        match (&self.change.before, &self.change.after) {
            (Some(before), Some(after)) => format!("{before} → {after}"),
            _ => self.value().unwrap_or_default().to_owned(),
        }
    }

    /// What was added or is gone, where there is one value and the subject does not say it.
    pub(crate) fn value(&self) -> Option<&str> {
        let one = match (&self.change.before, &self.change.after) {
            (Some(one), None) | (None, Some(one)) => one.as_str(),
            _ => return None,
        };
        let is_said = self.subject().ends_with(&format!(".{one}"));
        (!is_said && one != self.subject()).then_some(one)
    }

    /// Whether it is a change of the operation itself, so that the subject is the operation.
    pub(crate) fn is_of_operation(&self) -> bool {
        self.first.place == "operation"
    }

    /// `caller, rust`, or nothing.
    pub(crate) fn breaks(&self) -> String {
        let all: Vec<&str> = self.change.breaks.iter().map(|who| who.as_str()).collect();
        all.join(", ")
    }

    /// The first operations, and how many more there are.
    pub(crate) fn operations(&self, quote: &str) -> String {
        const SHOWN: usize = 3;
        let shown = self.uses.iter().take(SHOWN);
        let mut ids: Vec<String> = shown
            .map(|one| format!("{quote}{}{quote}", one.operation))
            .collect();
        ids.dedup();
        let more = self.uses.len().saturating_sub(SHOWN);
        let more = match more {
            0 => String::new(),
            _ => format!(" and {more} more"),
        };
        format!("{}{more}", ids.join(", "))
    }
}

/// `path:line`.
pub(crate) fn place(span: Span, sources: &SourceMap) -> String {
    let file = sources.file(span.file);
    format!("{}:{}", file.path, file.line(span.start))
}
