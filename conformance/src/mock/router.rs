//! From a path to the operations that it may mean.

use crate::path::{Segment, Template};
use bindery_model::ResolvedApi;
use std::collections::HashMap;

/// Paths have no more segments than this.
const LONGEST: usize = 128;

/// The paths of all operations, as a tree of their segments.
#[derive(Debug)]
pub(super) struct Router {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    fixed: HashMap<String, usize>,
    /// Segments with a parameter, in the order of the model.
    open: Vec<(Segment, usize)>,
    operations: Vec<usize>,
}

/// What a path means.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found<'a> {
    /// Operations, of any method, as indices into those of the model.
    pub(super) operations: &'a [usize],
    /// The values of the path's parameters, in the order of the path.
    pub(super) values: Vec<String>,
}

impl Router {
    pub(super) fn new(api: &ResolvedApi) -> Self {
        let mut nodes = vec![Node::default()];
        for (at, operation) in api.operations.iter().enumerate() {
            let mut node = 0;
            for segment in Template::new(&operation.path.value).segments() {
                node = child(&mut nodes, node, segment);
            }
            nodes[node].operations.push(at);
        }
        Router { nodes }
    }

    /// What a path, as it is sent, means: what is fixed counts before parameters. Paths that differ only
    /// in the names of their parameters are one.
    pub(super) fn find(&self, path: &str) -> Option<Found<'_>> {
        let sent: Vec<&str> = path
            .trim_start_matches('/')
            .split('/')
            .take(LONGEST + 1)
            .collect();
        if sent.len() > LONGEST {
            return None;
        }
        let mut values = Vec::new();
        let operations = self.below(0, &sent, &mut values)?;
        Some(Found { operations, values })
    }

    /// Each node is reached in one way, so this ends after as many steps as there are nodes.
    fn below(&self, at: usize, sent: &[&str], values: &mut Vec<String>) -> Option<&[usize]> {
        let node = &self.nodes[at];
        let Some((first, rest)) = sent.split_first() else {
            return (!node.operations.is_empty()).then_some(&node.operations);
        };
        let fixed = node.fixed.get(*first).copied().or_else(|| {
            let decoded = percent_encoding::percent_decode_str(first)
                .decode_utf8()
                .ok()?;
            node.fixed.get(&*decoded).copied()
        });
        if let Some(found) = fixed.and_then(|next| self.below(next, rest, values)) {
            return Some(found);
        }
        node.open.iter().find_map(|(segment, next)| {
            let length = values.len();
            values.extend(segment.value(first)?);
            let found = self.below(*next, rest, values);
            if found.is_none() {
                values.truncate(length);
            }
            found
        })
    }
}

fn child(nodes: &mut Vec<Node>, at: usize, segment: &Segment) -> usize {
    let new = nodes.len();
    let (child, is_new) = match segment {
        Segment::Fixed(text) => match nodes[at].fixed.get(text) {
            Some(child) => (*child, false),
            None => {
                nodes[at].fixed.insert(text.clone(), new);
                (new, true)
            }
        },
        Segment::Parameter { .. } => {
            let mut open = nodes[at].open.iter();
            match open.find(|(other, _)| is_alike(segment, other)) {
                Some((_, child)) => (*child, false),
                None => {
                    nodes[at].open.push((segment.clone(), new));
                    (new, true)
                }
            }
        }
    };
    if is_new {
        nodes.push(Node::default());
    }
    child
}

/// Whether two segments differ only in the names of their parameters.
fn is_alike(one: &Segment, other: &Segment) -> bool {
    let around = |segment: &Segment| match segment {
        Segment::Fixed(text) => (text.clone(), None),
        Segment::Parameter { before, behind, .. } => (before.clone(), Some(behind.clone())),
    };
    around(one) == around(other)
}
