//! What the tables say of a member, taken together.

use super::graph::{Graph, Member};
use bindery_model::{Evidence, Scalar, StatedType};
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// A type that tables state, and the first cell that states it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) stated: &'a StatedType,
    pub(super) evidence: Evidence,
}

/// The type that most cells state. Cells that are blank, unknown or placeholders state none; a
/// word for text of any form loses to one for text of a certain form, and that to date and bytes.
pub(super) fn told<'a>(graph: &Graph<'a>, member: &Member<'a>) -> Option<Told<'a>> {
    let mut counted: IndexMap<&StatedType, (Told<'a>, usize), FxBuildHasher> = IndexMap::default();
    for cell in &member.cells {
        let stated = &cell.property.stated_type;
        let says_nothing = match &stated.value {
            StatedType::Blank | StatedType::Unknown(_) => true,
            StatedType::Named(name) => graph.placeholders.contains(name.as_str()),
            _ => false,
        };
        if says_nothing {
            continue;
        }
        let told = Told {
            stated: &stated.value,
            evidence: stated.evidence,
        };
        counted.entry(&stated.value).or_insert((told, 0)).1 += 1;
    }
    let mut counted: Vec<(Told<'a>, usize)> = counted.into_values().collect();
    if counted.len() > 1 {
        counted.retain(|(told, _)| *told.stated != StatedType::Text);
    }
    let is_textual = |stated: &StatedType| {
        matches!(
            stated,
            StatedType::Scalar(Scalar::String | Scalar::DateTime | Scalar::Date | Scalar::Byte)
        )
    };
    if counted.len() > 1 && counted.iter().all(|(told, _)| is_textual(told.stated)) {
        counted.retain(|(told, _)| *told.stated != StatedType::Scalar(Scalar::String));
    }
    let best = counted
        .iter()
        .max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.stated.cmp(a.stated)));
    best.map(|(told, _)| *told)
}

/// Whether one of the cells is a placeholder, and of which name.
pub(super) fn placeholder<'a>(graph: &Graph<'a>, member: &Member<'a>) -> Option<&'a str> {
    member
        .cells
        .iter()
        .find_map(|cell| match &cell.property.stated_type.value {
            StatedType::Named(name) if graph.placeholders.contains(name.as_str()) => {
                Some(name.as_str())
            }
            _ => None,
        })
}
