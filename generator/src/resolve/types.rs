//! A type for every member of every shape, from its cells and samples.

use super::cells::{Told, told};
use super::graph::{Graph, Member, ShapeId, Shown, Symbol};
use bindery_model::{Evidence, JsonValue, Scalar, StatedType};
use rustc_hash::FxHashMap;

/// A type while resolution goes on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Draft {
    /// Any value: nothing is known of it.
    Any,
    /// A scalar.
    Scalar(Scalar),
    /// One of these words.
    Enum(Vec<String>),
    /// An array.
    Array(Box<Draft>),
    /// A map.
    Map(Box<Draft>),
    /// An object of which nothing is known.
    Object,
    /// A shape.
    Shape(ShapeId),
    /// An object of some shape that nothing here tells.
    Unknown,
}

/// A type and what states it.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) draft: Draft,
    pub(super) evidence: Option<Evidence>,
}

/// The type of each member of each shape.
pub(super) type MemberTypes = FxHashMap<(ShapeId, Symbol), Settled>;

pub(super) fn settle(graph: &mut Graph<'_>) -> MemberTypes {
    let mut types = MemberTypes::default();
    for id in 0..graph.shapes.len() {
        for at in 0..graph.shapes[id].members.len() {
            let Some((symbol, member)) = graph.shapes[id].members.get_index(at) else {
                continue;
            };
            let (symbol, told) = (*symbol, told(graph, member));
            let samples = member.samples.clone();
            let settled = member_type(graph, symbol, told, &samples);
            types.insert((id, symbol), settled);
        }
    }
    types
}

fn member_type<'a>(
    graph: &mut Graph<'a>,
    symbol: Symbol,
    told: Option<Told<'a>>,
    samples: &[Shown<'a>],
) -> Settled {
    let first_shown = samples
        .iter()
        .find(|shown| shown.node.value != JsonValue::Null);
    let shown = first_shown.map(|shown| shown.evidence());
    let usual = graph.usual.get(&symbol).copied();
    let Some(Told { stated, evidence }) = told else {
        return Settled {
            draft: shown_type(graph, symbol, samples),
            evidence: shown,
        };
    };
    let draft = match stated {
        StatedType::Map(None)
            if !samples.is_empty() && samples.iter().all(|s| is_empty_object(s)) =>
        {
            Draft::Object
        }
        StatedType::Object => {
            let draft = match value_type(graph, usual, samples) {
                shape @ Draft::Shape(_) => shape,
                _ => Draft::Unknown,
            };
            return Settled {
                draft,
                evidence: shown.or(Some(evidence)),
            };
        }
        StatedType::Map(None) => {
            let values: Vec<_> = samples
                .iter()
                .flat_map(|s| s.members().map(|(_, v)| v))
                .collect();
            Draft::Map(Box::new(value_type(graph, usual, &values)))
        }
        StatedType::Array(None) => {
            let items = items(samples);
            Draft::Array(Box::new(value_type(graph, usual, &items)))
        }
        StatedType::Text => match value_type(graph, usual, samples) {
            Draft::Scalar(form @ (Scalar::DateTime | Scalar::Byte)) => {
                return Settled {
                    draft: Draft::Scalar(form),
                    evidence: shown.or(Some(evidence)),
                };
            }
            _ => Draft::Scalar(Scalar::String),
        },
        other => stated_type(graph, other),
    };
    Settled {
        draft,
        evidence: Some(evidence),
    }
}

/// The draft of what a page states, as far as it says all itself.
pub(super) fn stated_type(graph: &Graph<'_>, stated: &StatedType) -> Draft {
    let inner = |of: &Option<Box<StatedType>>| {
        let known = of
            .as_ref()
            .map_or(Draft::Any, |inner| stated_type(graph, inner));
        Box::new(known)
    };
    match stated {
        StatedType::Scalar(scalar) => Draft::Scalar(*scalar),
        StatedType::Text => Draft::Scalar(Scalar::String),
        StatedType::Enum(members) => Draft::Enum(members.clone()),
        StatedType::Array(items) => Draft::Array(inner(items)),
        StatedType::Map(values) => Draft::Map(inner(values)),
        StatedType::Object => Draft::Object,
        StatedType::Named(name) => match graph.find_named(name) {
            Some(id) => Draft::Shape(id),
            None => Draft::Unknown,
        },
        StatedType::Any => Draft::Any,
        StatedType::Blank | StatedType::Unknown(_) => Draft::Unknown,
    }
}

/// The type that samples alone show of a member.
fn shown_type<'a>(graph: &mut Graph<'a>, symbol: Symbol, samples: &[Shown<'a>]) -> Draft {
    let usual = graph.usual.get(&symbol).copied();
    let is_object = |shown: &&Shown<'_>| matches!(shown.node.value, JsonValue::Object(_));
    if samples
        .iter()
        .any(|shown| is_object(&shown) && graph.is_map(symbol, *shown))
    {
        let maps = samples.iter().filter(is_object);
        let values: Vec<_> = maps.flat_map(|map| map.members().map(|(_, v)| v)).collect();
        return Draft::Map(Box::new(value_type(graph, usual, &values)));
    }
    match value_type(graph, usual, samples) {
        // Nothing but nulls, or nothing but `{}`.
        Draft::Any => Draft::Unknown,
        Draft::Object
            if samples
                .iter()
                .all(|s| s.node.value == JsonValue::Null || is_empty_object(s)) =>
        {
            Draft::Unknown
        }
        other => other,
    }
}

fn is_empty_object(shown: &Shown<'_>) -> bool {
    matches!(&shown.node.value, JsonValue::Object(members) if members.is_empty())
}

/// The items of all arrays among some values, one level down.
pub(super) fn items<'a>(values: &[Shown<'a>]) -> Vec<Shown<'a>> {
    let mut all = Vec::new();
    for shown in values {
        if let JsonValue::Array(items) = &shown.node.value {
            all.extend(items.iter().map(|node| Shown {
                file: shown.file,
                node,
            }));
        }
    }
    all
}

/// What kinds of values there are among some.
#[derive(Default)]
struct Kinds {
    booleans: usize,
    integers: usize,
    long_integers: usize,
    decimals: usize,
    strings: usize,
    date_times: usize,
    bytes: usize,
    arrays: usize,
    objects: usize,
}

/// The one type of which all of these values are. `usual` is the shape that tables name for the
/// property that they are values of.
pub(super) fn value_type<'a>(
    graph: &mut Graph<'a>,
    usual: Option<&'a str>,
    values: &[Shown<'a>],
) -> Draft {
    let mut kinds = Kinds::default();
    for shown in values {
        match &shown.node.value {
            JsonValue::Null => {}
            JsonValue::Bool(_) => kinds.booleans += 1,
            value @ JsonValue::Number(digits) => match digits.parse::<i32>() {
                Ok(_) => kinds.integers += 1,
                Err(_) if value.is_integer() => kinds.long_integers += 1,
                Err(_) => kinds.decimals += 1,
            },
            JsonValue::String(text) if is_bytes(graph, text) => kinds.bytes += 1,
            JsonValue::String(text) if is_date_time(text) => kinds.date_times += 1,
            JsonValue::String(_) => kinds.strings += 1,
            JsonValue::Array(_) => kinds.arrays += 1,
            JsonValue::Object(_) => kinds.objects += 1,
        }
    }
    let textual = kinds.strings + kinds.date_times + kinds.bytes;
    let numeric = kinds.integers + kinds.long_integers + kinds.decimals;
    let by_count = [
        (kinds.objects, 0),
        (kinds.arrays, 1),
        (textual, 2),
        (numeric, 3),
        (kinds.booleans, 4),
    ];
    let most = by_count
        .iter()
        .max_by_key(|(count, rank)| (*count, 4 - *rank));
    match most {
        None | Some((0, _)) => Draft::Any,
        Some((_, 0)) => object_type(graph, usual, values),
        Some((_, 1)) => {
            let inner = items(values);
            Draft::Array(Box::new(value_type(graph, usual, &inner)))
        }
        Some((_, 2)) => Draft::Scalar(match (kinds.strings, kinds.date_times, kinds.bytes) {
            (0, _, 0) => Scalar::DateTime,
            (0, 0, _) => Scalar::Byte,
            _ => Scalar::String,
        }),
        Some((_, 3)) => Draft::Scalar(match (kinds.decimals, kinds.long_integers) {
            (0, 0) => Scalar::Int32,
            (0, _) => Scalar::Int64,
            _ => Scalar::Double,
        }),
        Some(_) => Draft::Scalar(Scalar::Boolean),
    }
}

/// The shape that most of some objects have.
fn object_type<'a>(graph: &mut Graph<'a>, usual: Option<&'a str>, values: &[Shown<'a>]) -> Draft {
    let mut counts: FxHashMap<ShapeId, usize> = FxHashMap::default();
    for shown in values.iter().filter(|shown| shown.is_filled_object()) {
        let keys = graph.keys_of(*shown);
        if let Some(id) = graph.pick(&keys, usual) {
            *counts.entry(id).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)));
    most.map_or(Draft::Object, |(id, _)| Draft::Shape(id))
}

fn is_bytes(graph: &Graph<'_>, text: &str) -> bool {
    graph
        .byte_samples
        .iter()
        .any(|pattern| pattern.is_match(text))
}

/// Whether a text starts as a date-time does (RFC 3339 section 5.6, with or without an offset).
pub(super) fn is_date_time(text: &str) -> bool {
    let form = b"0000-00-00T00:00";
    let is_of = |(byte, form): (&u8, &u8)| match form {
        b'0' => byte.is_ascii_digit(),
        _ => byte == form,
    };
    text.len() >= form.len() && text.as_bytes().iter().zip(form).all(is_of)
}

/// The evidence of the first sample of a member that is null.
pub(super) fn null_sample(member: &Member<'_>) -> Option<Evidence> {
    let null = member
        .samples
        .iter()
        .find(|shown| shown.node.value == JsonValue::Null);
    null.map(|shown| shown.evidence())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_times_are_told_by_their_start() {
        assert!(is_date_time("2024-03-05T09:12:44.1830000+01:00"));
        assert!(!is_date_time("2024-03-05"));
        assert!(!is_date_time("2024-03-05 09:12:44"));
    }
}
