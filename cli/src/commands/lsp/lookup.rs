//! What the model knows of the word at a place: hover, and where it is defined.

use super::positions::Lines;
use super::workspace::Snapshot;
use bindery_model::resolved::{Operation, Parameter, Property, Schema};
use bindery_model::{FileId, Span, Type};
use std::fmt::Write;
use std::ops::Range;

/// How many rows of a schema or operation are shown.
const MOST_ROWS: usize = 40;

/// What the model says of the word at a byte of a page, in Markdown, and where the word stands.
pub(super) fn hover(
    snapshot: &Snapshot,
    file: FileId,
    at: usize,
) -> Option<(String, Range<usize>)> {
    let text = &snapshot.sources.file(file).text;
    let line = Lines::new(text).line_of(at);
    let range = word(text, at, line.clone());
    let word = &text[range.clone()];
    if let Some(schema) = schema(snapshot, word) {
        return Some((of_schema(snapshot, schema), range));
    }
    let is_here = |span: Span| span.file == file && line.contains(&span.range().start);
    for schema in &snapshot.api.schemas {
        let property = schema.properties.iter().find(|property| {
            property.name == word && property.evidence.iter().any(|one| is_here(one.span))
        });
        if let Some(property) = property {
            return Some((of_property(snapshot, schema, property), range));
        }
    }
    let mut on_page = snapshot
        .api
        .operations
        .iter()
        .filter(|one| one.file == file);
    let parameters = on_page.clone().flat_map(|one| &one.parameters);
    let mut here = parameters.filter(|one| one.name.value == word && is_here(one.name.span()));
    if let Some(parameter) = here.next() {
        return Some((of_parameter(snapshot, parameter), range));
    }
    let operation = on_page.find(|one| {
        let titles = one.title.iter().map(|title| title.span());
        let spans = [one.id.span(), one.method.span(), one.path.span()];
        titles.chain(spans).any(is_here)
    })?;
    Some((of_operation(snapshot, operation), line))
}

/// Where the word at a byte of a page is defined: the place that names a type, or the page that a
/// link leads to.
pub(super) fn definition(snapshot: &Snapshot, file: FileId, at: usize) -> Option<Span> {
    let source = snapshot.sources.file(file);
    let line = Lines::new(&source.text).line_of(at);
    if let Some(target) = link(&source.text, at, line.clone()) {
        let page = linked(snapshot, file, target)?;
        return Some(Span::file_start(page));
    }
    let word = &source.text[word(&source.text, at, line)];
    let schema = schema(snapshot, word)?;
    // Where a sample shows it, the place with its rows says more than one that prints its name.
    Some(schema.name_evidence.span)
}

fn schema<'s>(snapshot: &'s Snapshot, name: &str) -> Option<&'s Schema> {
    snapshot
        .api
        .schemas
        .iter()
        .find(|schema| schema.name == name)
}

/// The name around a byte, within its line.
fn word(text: &str, at: usize, line: Range<usize>) -> Range<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before = text[line.start..at]
        .chars()
        .rev()
        .take_while(|letter| is_part(*letter));
    let behind = text[at..line.end]
        .chars()
        .take_while(|letter| is_part(*letter));
    let start = at - before.map(char::len_utf8).sum::<usize>();
    start..at + behind.map(char::len_utf8).sum::<usize>()
}

/// The target of the Markdown link or the entry of a table of contents around a byte.
fn link(text: &str, at: usize, line: Range<usize>) -> Option<&str> {
    let words = &text[line.clone()];
    let at = at - line.start;
    if let Some(target) = words
        .trim_start()
        .trim_start_matches("- ")
        .strip_prefix("href:")
    {
        return Some(target.trim().trim_matches(['"', '\'']));
    }
    let found = words.match_indices("](").find_map(|(middle, _)| {
        let start = words[..middle].rfind('[')?;
        let end = middle + words[middle..].find(')')?;
        (start..=end).contains(&at).then(|| &words[middle + 2..end])
    })?;
    found.split_whitespace().next()
}

fn linked(snapshot: &Snapshot, from: FileId, target: &str) -> Option<FileId> {
    let target = target
        .split(['#', '?'])
        .next()
        .filter(|target| !target.is_empty())?;
    let mut path = snapshot.path(from)?.parent()?.to_path_buf();
    for part in target.replace("%20", " ").split('/') {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    snapshot.file(&path)
}

fn of_schema(snapshot: &Snapshot, schema: &Schema) -> String {
    let mut text = format!("**{}**", schema.name);
    describe(
        &mut text,
        schema.description.as_ref().map(|said| said.value.as_str()),
    );
    text += "\n\n| Property | Type | |\n|---|---|---|\n";
    for property in schema.properties.iter().take(MOST_ROWS) {
        let notes = notes(property.required.is_some(), property.nullable.is_some());
        let kind = spelt(snapshot, &property.value_type);
        row(&mut text, &property.name, &kind, notes);
    }
    more(&mut text, schema.properties.len());
    told_at(&mut text, snapshot, schema.name_evidence.span);
    text
}

fn of_property(snapshot: &Snapshot, schema: &Schema, property: &Property) -> String {
    let kind = spelt(snapshot, &property.value_type);
    let mut text = format!("**{}.{}**: `{kind}`", schema.name, property.name);
    let notes = notes(property.required.is_some(), property.nullable.is_some());
    if !notes.is_empty() {
        text += &format!(", {notes}");
    }
    describe(
        &mut text,
        property
            .description
            .as_ref()
            .map(|said| said.value.as_str()),
    );
    if let Some(evidence) = property.evidence.first() {
        told_at(&mut text, snapshot, evidence.span);
    }
    text
}

fn of_parameter(snapshot: &Snapshot, parameter: &Parameter) -> String {
    let kind = spelt(snapshot, &parameter.value_type);
    let mut text = format!(
        "**{}**: `{kind}`, in {}",
        parameter.name.value,
        parameter.location.as_str()
    );
    if parameter.required.is_some() {
        text += ", required";
    }
    describe(
        &mut text,
        parameter
            .description
            .as_ref()
            .map(|said| said.value.as_str()),
    );
    text
}

fn of_operation(snapshot: &Snapshot, operation: &Operation) -> String {
    let mut text = format!(
        "**{} {}**",
        operation.method.value.as_str(),
        operation.path.value
    );
    describe(
        &mut text,
        operation.summary.as_ref().map(|said| said.value.as_str()),
    );
    text += "\n\n| | Type | |\n|---|---|---|\n";
    for parameter in operation.parameters.iter().take(MOST_ROWS) {
        let kind = spelt(snapshot, &parameter.value_type);
        let required = if parameter.required.is_some() {
            ", required"
        } else {
            ""
        };
        let notes = format!("{}{required}", parameter.location.as_str());
        row(&mut text, &parameter.name.value, &kind, &notes);
    }
    more(&mut text, operation.parameters.len());
    if let Some(body) = &operation.request {
        row(
            &mut text,
            "request body",
            &spelt(snapshot, &body.value_type),
            &body.media_types.join(", "),
        );
    }
    for response in &operation.responses {
        let kind = response
            .body
            .as_ref()
            .map(|body| spelt(snapshot, &body.value_type));
        let types = response
            .body
            .as_ref()
            .map(|body| body.media_types.join(", "));
        let kind = kind.unwrap_or_else(|| "nothing".to_owned());
        row(
            &mut text,
            &response.status.value.to_string(),
            &kind,
            &types.unwrap_or_default(),
        );
    }
    text
}

fn notes(required: bool, nullable: bool) -> &'static str {
    match (required, nullable) {
        (true, true) => "required, may be null",
        (true, false) => "required",
        (false, true) => "may be null",
        (false, false) => "",
    }
}

// Writing to a string cannot fail.
fn row(text: &mut String, name: &str, kind: &str, notes: &str) {
    let kind = kind.replace('|', "\\|");
    let _ = writeln!(
        text,
        "| {} | `{kind}` | {notes} |",
        name.replace('|', "\\|")
    );
}

fn more(text: &mut String, rows: usize) {
    if let Some(more) = rows.checked_sub(MOST_ROWS).filter(|more| *more > 0) {
        let _ = writeln!(text, "| and {more} more | | |");
    }
}

fn describe(text: &mut String, description: Option<&str>) {
    if let Some(description) = description.filter(|said| !said.trim().is_empty()) {
        let _ = write!(text, "\n\n{}", description.trim());
    }
}

fn told_at(text: &mut String, snapshot: &Snapshot, span: Span) {
    let _ = write!(text, "\n\nTold at `{}`", snapshot.sources.place(span));
}

fn spelt(snapshot: &Snapshot, kind: &Type) -> String {
    match kind {
        Type::Any => "any".to_owned(),
        Type::Scalar(scalar) => scalar.as_str().to_owned(),
        Type::Enum(members) => members.join(" | "),
        Type::Array(items) => format!("array of {}", spelt(snapshot, items)),
        Type::Map(values) => format!("map of {}", spelt(snapshot, values)),
        Type::Object => "object".to_owned(),
        Type::Schema(id) => snapshot.api.schema(*id).name.clone(),
    }
}
