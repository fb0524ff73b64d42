//! Pass 6: query parameters such as `a.b.c` flatten an object, and so show what it is made of.

use super::graph::{Graph, ShapeId, Symbol};
use bindery_model::{FileId, JsonMember, JsonNode, JsonValue, Location, Scalar, Span, StatedType};
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;

/// The parameters are an object's when they share this much of their names with it: of all names
/// of both, the common ones are at least 3 of 5.
const COMMON: (usize, usize) = (3, 5);

/// An object that flattened parameters show, as the value of a member of a shape.
pub(super) struct Unflattened {
    shape: ShapeId,
    member: Symbol,
    file: FileId,
    node: JsonNode,
}

enum Tree<'a> {
    Leaf(&'a StatedType, Span),
    Branch(IndexMap<&'a str, Tree<'a>>),
}

/// Adds what flattened parameters show to the samples of the shapes that they flatten. `kept` owns
/// the objects.
pub(super) fn add<'a>(graph: &mut Graph<'a>, kept: &'a OnceCell<Vec<Unflattened>>) {
    for shown in kept.get_or_init(|| unflatten(graph)) {
        let value = super::graph::Shown {
            file: shown.file,
            node: &shown.node,
        };
        if let Some(member) = graph.shapes[shown.shape].members.get_mut(&shown.member) {
            member.samples.push(value);
        }
    }
}

fn unflatten(graph: &Graph<'_>) -> Vec<Unflattened> {
    let mut found = Vec::new();
    for operation in graph.operations {
        let mut roots: IndexMap<&str, Tree<'_>> = IndexMap::new();
        for parameter in &operation.parameters {
            let is_nested =
                parameter.location == Location::Query && parameter.name.value.contains('.');
            if is_nested {
                let parts: Vec<&str> = parameter.name.value.split('.').collect();
                insert(
                    &mut roots,
                    &parts,
                    &parameter.stated_type.value,
                    parameter.name.span(),
                );
            }
        }
        for tree in roots.values() {
            if let Tree::Branch(children) = tree {
                unflatten_root(graph, operation.file, children, &mut found);
            }
        }
    }
    found
}

fn insert<'a>(
    level: &mut IndexMap<&'a str, Tree<'a>>,
    parts: &[&'a str],
    stated: &'a StatedType,
    span: Span,
) {
    match parts {
        [] => {}
        [leaf] => {
            level.entry(leaf).or_insert(Tree::Leaf(stated, span));
        }
        [first, rest @ ..] => {
            let branch = level
                .entry(first)
                .or_insert_with(|| Tree::Branch(IndexMap::new()));
            if let Tree::Leaf(..) = branch {
                *branch = Tree::Branch(IndexMap::new());
            }
            if let Tree::Branch(children) = branch {
                insert(children, rest, stated, span);
            }
        }
    }
}

/// Finds the shape that a root's children are the members of, and what they show of those.
fn unflatten_root(
    graph: &Graph<'_>,
    file: FileId,
    children: &IndexMap<&str, Tree<'_>>,
    found: &mut Vec<Unflattened>,
) {
    let lower: FxHashSet<String> = children.keys().map(|name| name.to_lowercase()).collect();
    let common = |shape: ShapeId| {
        let keys = graph.shapes[shape].members.keys();
        let known = keys.filter(|key| lower.contains(&graph.symbols.name(**key).to_lowercase()));
        let common = known.count();
        (
            common,
            lower.len() + graph.shapes[shape].members.len() - common,
        )
    };
    let alike = (0..graph.shapes.len()).map(|shape| (shape, common(shape)));
    let alike =
        alike.filter(|(_, (common, all))| *common > 0 && common * COMMON.1 >= all * COMMON.0);
    let best = alike.max_by(|(a, x), (b, y)| (x.0 * y.1).cmp(&(y.0 * x.1)).then(b.cmp(a)));
    let Some((shape, _)) = best else {
        return;
    };
    let members = graph.shapes[shape].members.keys();
    let known: FxHashMap<String, Symbol> = members
        .map(|key| (graph.symbols.name(*key).to_lowercase(), *key))
        .collect();
    let starts_upper = |name: &str| name.starts_with(char::is_uppercase);
    let uppers = known
        .values()
        .filter(|key| starts_upper(graph.symbols.name(**key)));
    let raise_names = uppers.count() * 2 > known.len();
    for (name, tree) in children {
        let (Some(member), Tree::Branch(inner)) = (known.get(&name.to_lowercase()), tree) else {
            continue;
        };
        if let Some(node) = object(inner, raise_names) {
            found.push(Unflattened {
                shape,
                member: *member,
                file,
                node,
            });
        }
    }
}

/// The object that a branch shows; made of values that have the stated types.
fn object(children: &IndexMap<&str, Tree<'_>>, raise_names: bool) -> Option<JsonNode> {
    let mut members = Vec::with_capacity(children.len());
    for (name, tree) in children {
        let node = match tree {
            Tree::Leaf(stated, span) => JsonNode {
                start: span.start,
                end: span.end,
                value: value_of(stated),
            },
            Tree::Branch(inner) => object(inner, raise_names)?,
        };
        let mut letters = name.chars();
        let first = letters.next()?;
        let raised: String = first.to_uppercase().chain(letters).collect();
        let name = if raise_names {
            raised
        } else {
            (*name).to_owned()
        };
        members.push(JsonMember {
            name: name.into(),
            name_start: node.start,
            node,
        });
    }
    let (first, last) = (members.first()?, members.last()?);
    let (start, end) = (first.node.start, last.node.end);
    let value = JsonValue::Object(members);
    Some(JsonNode { start, end, value })
}

fn value_of(stated: &StatedType) -> JsonValue {
    match stated {
        StatedType::Scalar(Scalar::Int32 | Scalar::Int64) => JsonValue::Number("0".into()),
        StatedType::Scalar(Scalar::Double) => JsonValue::Number("0.5".into()),
        StatedType::Scalar(Scalar::Boolean) => JsonValue::Bool(false),
        StatedType::Scalar(Scalar::DateTime) => JsonValue::String("2000-01-01T00:00:00Z".into()),
        StatedType::Array(_) => JsonValue::Array(Vec::new()),
        StatedType::Map(_) | StatedType::Object => JsonValue::Object(Vec::new()),
        StatedType::Blank | StatedType::Any | StatedType::Named(_) | StatedType::Unknown(_) => {
            JsonValue::Null
        }
        StatedType::Scalar(_) | StatedType::Text | StatedType::Enum(_) => {
            JsonValue::String("text".into())
        }
    }
}
