//! Names for shapes that no page names outright.
//!
//! A property that holds objects of its own shape often says what they are ("child items of the
//! ..."), and operations say in their ids what they answer with.

use super::graph::{Graph, Origin, claim};
use super::words::{is_compound, singular};
use bindery_model::{Evidence, EvidenceKind};

/// A name in the words on a property that holds its own kind outweighs names of uses.
const MENTION_WEIGHT: u32 = 1000;

pub(super) fn find(graph: &mut Graph<'_>) {
    find_mentions(graph);
    for at in 0..graph.bodies.len() {
        let used = &graph.bodies[at];
        let (Some(id), Some(result)) = (used.shape, &graph.operations[used.operation].result_name)
        else {
            continue;
        };
        let shape = &mut graph.shapes[id];
        if !shape.is_named_by_pages() && !matches!(shape.origin, Origin::OwnRequest(_)) {
            claim(
                &mut shape.result_names,
                &singular(&result.value),
                1,
                result.evidence,
            );
        }
    }
}

fn find_mentions(graph: &mut Graph<'_>) {
    let mut mentions: Vec<(usize, String, Evidence)> = Vec::new();
    for id in 0..graph.shapes.len() {
        if graph.shapes[id].is_named_by_pages()
            || matches!(graph.shapes[id].origin, Origin::OwnRequest(_))
        {
            continue;
        }
        let own = graph.canonical(&graph.shapes[id].keys());
        for at in 0..graph.shapes[id].members.len() {
            let samples = graph.shapes[id].members[at].samples.clone();
            let holds_own = samples.iter().any(|value| {
                let mut objects = value.items();
                objects.push(*value);
                objects.retain(|object| object.is_filled_object());
                objects.into_iter().any(|object| {
                    let keys = graph.keys_of(object);
                    graph.canonical(&keys) == own
                })
            });
            if !holds_own {
                continue;
            }
            for cell in &graph.shapes[id].members[at].cells {
                let Some(description) = &cell.property.description else {
                    continue;
                };
                let words = description
                    .value
                    .split(|c: char| !c.is_ascii_alphanumeric());
                for word in words.filter(|word| is_compound(word)) {
                    let is_property = graph
                        .symbols
                        .get(word)
                        .is_some_and(|symbol| graph.shapes[id].members.contains_key(&symbol));
                    if !is_property && singular(word) == word {
                        let evidence = Evidence::new(EvidenceKind::Prose, description.span());
                        mentions.push((id, word.to_owned(), evidence));
                    }
                }
            }
        }
    }
    for (id, word, evidence) in mentions {
        claim(&mut graph.shapes[id].names, &word, MENTION_WEIGHT, evidence);
    }
}
