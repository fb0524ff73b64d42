//! Query parameters such as `a.b.c` flatten an object, and so show what it is made of.

use super::graph::{Graph, ShapeId, Symbol};
use bindery_model::{FileId, JsonMember, JsonNode, JsonValue, Location, Scalar, Span, StatedType};
use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The parameters are an object's when they share this much of their names with it: of all names
/// of both, the common ones are at least 3 of 5.
const COMMON: (usize, usize) = (3, 5);

/// A name of more parts than this flattens nothing that a sample could show.
const MOST_PARTS: usize = 64;

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
    let mut alike = Alike::new(graph);
    for operation in graph.operations {
        let mut roots: IndexMap<&str, Tree<'_>> = IndexMap::new();
        for parameter in &operation.parameters {
            let is_nested =
                parameter.location == Location::Query && parameter.name.value.contains('.');
            if is_nested {
                let parts: Vec<&str> = parameter.name.value.split('.').collect();
                if parts.len() > MOST_PARTS {
                    continue;
                }
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
                unflatten_root(graph, operation.file, children, &mut alike, &mut found);
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

/// Shapes by the names of their members, whatever the case of those.
struct Alike {
    holders: FxHashMap<String, Vec<ShapeId>>,
    answered: FxHashMap<BTreeSet<String>, Option<ShapeId>>,
}

impl Alike {
    fn new(graph: &Graph<'_>) -> Self {
        let mut holders: FxHashMap<String, Vec<ShapeId>> = FxHashMap::default();
        for (id, shape) in graph.shapes.iter().enumerate() {
            for symbol in shape.members.keys() {
                let name = graph.symbols.name(*symbol).to_lowercase();
                holders.entry(name).or_default().push(id);
            }
        }
        let answered = FxHashMap::default();
        Alike { holders, answered }
    }

    /// The shape that shares most of its names with these, if that is enough.
    fn most(&mut self, graph: &Graph<'_>, names: BTreeSet<String>) -> Option<ShapeId> {
        if let Some(answer) = self.answered.get(&names) {
            return *answer;
        }
        let mut common: FxHashMap<ShapeId, usize> = FxHashMap::default();
        for shape in names
            .iter()
            .filter_map(|name| self.holders.get(name))
            .flatten()
        {
            *common.entry(*shape).or_default() += 1;
        }
        let of_all = |(shape, common): (ShapeId, usize)| {
            let all = names.len() + graph.shapes[shape].members.len() - common;
            (shape, (common, all))
        };
        let enough = common.into_iter().map(of_all);
        let enough = enough.filter(|(_, (common, all))| common * COMMON.1 >= all * COMMON.0);
        let best = enough.max_by(|(a, x), (b, y)| (x.0 * y.1).cmp(&(y.0 * x.1)).then(b.cmp(a)));
        let best = best.map(|(shape, _)| shape);
        self.answered.insert(names, best);
        best
    }
}

/// Finds the shape that a root's children are the members of, and what they show of those.
fn unflatten_root(
    graph: &Graph<'_>,
    file: FileId,
    children: &IndexMap<&str, Tree<'_>>,
    alike: &mut Alike,
    found: &mut Vec<Unflattened>,
) {
    let lower: BTreeSet<String> = children.keys().map(|name| name.to_lowercase()).collect();
    let Some(shape) = alike.most(graph, lower) else {
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
