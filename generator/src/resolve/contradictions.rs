//! What pages state otherwise than it was settled: each such place is told, with the one that
//! settled it.

use super::graph::{BodyUse, Graph, Member, ShapeId, Shown};
use super::names::Named;
use super::types::{Draft, Settled, is_date_time};
use super::words::as_schema_name;
use bindery_model::{Diagnostic, JsonValue, Scalar, Severity, Span, StatedType, count};
use rustc_hash::FxHashMap;

/// How messages speak of a shape that no page gives a name.
const ANOTHER: &str = "another object";

/// The names that shapes were given.
type Names = FxHashMap<ShapeId, Named>;

/// Tells the cells and samples of a member that say otherwise than it was settled.
pub(super) fn of_member(
    graph: &Graph<'_>,
    member: &Member<'_>,
    name: &str,
    settled: &Settled,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) {
    let what = wording(graph, &settled.draft, names, name);
    for cell in &member.cells {
        let stated = &cell.property.stated_type;
        if agrees(&stated.value, &settled.draft, names) {
            continue;
        }
        let reason = reason(graph, &stated.value);
        let said = spelt(&stated.value);
        let message = format!("the type `{said}` of `{name}` {reason}; it is taken for {what}");
        found.push(contradiction(stated.span(), message, what, settled));
    }
    let mut others = member
        .samples
        .iter()
        .filter(|shown| !shows(**shown, &settled.draft));
    if let Some(first) = others.next() {
        let more = match others.count() {
            0 => String::new(),
            more => format!(", and {},", count(more, "more sample")),
        };
        let message = format!(
            "`{name}` is taken for {what}, but this sample{more} shows another kind of value"
        );
        let span = first.node.span(first.file);
        let mut diagnostic =
            Diagnostic::new("contradicted-sample", Severity::Warning, span, message)
                .help("correct the sample, or the type in the table");
        if let Some(evidence) = settled.evidence.filter(|evidence| evidence.span != span) {
            diagnostic = diagnostic.related(evidence.span, "what settles it");
        }
        found.push(diagnostic);
    }
}

/// Tells a body that is headed by a name that says nothing.
pub(super) fn of_body(
    graph: &Graph<'_>,
    used: &BodyUse<'_>,
    settled: &Settled,
    names: &Names,
) -> Option<Diagnostic> {
    let stated = &used.body.stated_type;
    let is_placeholder = matches!(
        &stated.value,
        StatedType::Named(printed) if graph.placeholders.contains(printed.as_str())
    );
    if !is_placeholder || agrees(&stated.value, &settled.draft, names) {
        return None;
    }
    let what = wording(graph, &settled.draft, names, "");
    let said = spelt(&stated.value);
    let reason = reason(graph, &stated.value);
    let message = format!("the name `{said}` of the body {reason}; it is taken for {what}");
    Some(contradiction(stated.span(), message, what, settled))
}

fn contradiction(span: Span, message: String, what: &str, settled: &Settled) -> Diagnostic {
    let help = match settled.draft {
        Draft::Shape(_) if what == ANOTHER => {
            "write the name of what is meant here, or correct the samples".to_owned()
        }
        _ => format!("write `{what}` here, if that is right"),
    };
    let diagnostic =
        Diagnostic::new("contradicted-type", Severity::Warning, span, message).help(help);
    match settled.evidence.filter(|evidence| evidence.span != span) {
        Some(evidence) => diagnostic.related(evidence.span, "what settles it"),
        None => diagnostic,
    }
}

fn reason(graph: &Graph<'_>, stated: &StatedType) -> &'static str {
    match stated {
        StatedType::Named(printed) if graph.placeholders.contains(printed.as_str()) => {
            "is also printed where there is no body at all, and so says nothing"
        }
        _ => "is contradicted by other places",
    }
}

/// Whether what a cell states is what was settled, or leaves room for it.
fn agrees(stated: &StatedType, draft: &Draft, names: &Names) -> bool {
    let is_textual = |draft: &Draft| {
        matches!(
            draft,
            Draft::Enum(_)
                | Draft::Scalar(Scalar::String | Scalar::DateTime | Scalar::Date | Scalar::Byte)
        )
    };
    match (stated, draft) {
        (StatedType::Blank | StatedType::Unknown(_) | StatedType::Any, _) => true,
        (StatedType::Text | StatedType::Scalar(Scalar::String), draft) => is_textual(draft),
        (StatedType::Scalar(stated), Draft::Scalar(settled)) => stated == settled,
        (StatedType::Enum(_), draft) => is_textual(draft),
        (StatedType::Array(_), draft) => matches!(draft, Draft::Array(_)),
        (StatedType::Map(_), draft) => matches!(draft, Draft::Map(_) | Draft::Object),
        (StatedType::Object, draft) => {
            matches!(draft, Draft::Shape(_) | Draft::Map(_) | Draft::Object)
        }
        (StatedType::Named(printed), Draft::Shape(id)) => {
            let settled = names.get(id).map(|named| &named.name);
            settled.is_some_and(|name| name == printed || *name == as_schema_name(printed))
        }
        (StatedType::Scalar(_) | StatedType::Named(_), _) => false,
    }
}

/// Whether a value of a sample can be of the type, as far as its outermost kind tells.
fn shows(shown: Shown<'_>, draft: &Draft) -> bool {
    let value = &shown.node.value;
    match (value, draft) {
        (JsonValue::Null, _) | (_, Draft::Any | Draft::Unknown) => true,
        (JsonValue::Bool(_), draft) => *draft == Draft::Scalar(Scalar::Boolean),
        (JsonValue::Number(_), Draft::Scalar(Scalar::Double)) => true,
        (number @ JsonValue::Number(_), draft) => {
            number.is_integer() && matches!(draft, Draft::Scalar(Scalar::Int32 | Scalar::Int64))
        }
        (JsonValue::String(text), Draft::Scalar(Scalar::DateTime)) => is_date_time(text),
        (JsonValue::String(_), draft) => matches!(
            draft,
            Draft::Enum(_)
                | Draft::Scalar(Scalar::String | Scalar::Date | Scalar::Byte | Scalar::Binary)
        ),
        (JsonValue::Array(_), draft) => matches!(draft, Draft::Array(_)),
        (JsonValue::Object(_), draft) => {
            matches!(draft, Draft::Map(_) | Draft::Object | Draft::Shape(_))
        }
    }
}

/// How messages speak of what was settled.
fn wording<'n>(graph: &Graph<'_>, draft: &Draft, names: &'n Names, member: &str) -> &'n str {
    match draft {
        Draft::Any => "any value",
        Draft::Scalar(scalar) => scalar.as_str(),
        Draft::Enum(_) => "an enum",
        Draft::Array(_) => "an array",
        Draft::Map(_) => "a map",
        Draft::Shape(id) => printed_name(graph, *id, names, member).unwrap_or(ANOTHER),
        Draft::Object | Draft::Unknown => "an object",
    }
}

/// The name of a shape, if a page prints it, be it for a member: nobody is to write one that
/// resolution made up.
fn printed_name<'n>(
    graph: &Graph<'_>,
    id: ShapeId,
    names: &'n Names,
    member: &str,
) -> Option<&'n str> {
    let name = &names.get(&id)?.name;
    let named = graph.shapes[id].names.keys().map(String::as_str);
    let mut printed = named.chain([member]);
    printed
        .any(|printed| as_schema_name(printed) == *name)
        .then_some(name)
}

/// How a stated type is spelt in messages.
fn spelt(stated: &StatedType) -> &str {
    match stated {
        StatedType::Named(name) | StatedType::Unknown(name) => name,
        StatedType::Scalar(scalar) => scalar.as_str(),
        StatedType::Blank => "",
        StatedType::Text => "string",
        StatedType::Enum(_) => "enum",
        StatedType::Array(_) => "array",
        StatedType::Map(_) => "map",
        StatedType::Object => "object",
        StatedType::Any => "any",
    }
}
