//! Types of one place in both models.
//!
//! What only samples show, or what was settled by agreement, is known less well than what a cell or a
//! heading states: a sample's `null` shows nothing, a number no size, text no form. So where one side is
//! not stated, only values of another JSON kind are a difference; and an object of which nothing is
//! known differs from nothing that is an object too.

use bindery_model::{Evidence, EvidenceKind, ResolvedApi, Scalar, SchemaId, Type};
use rustc_hash::FxHashSet;

/// What comparing two types gives.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Comparison {
    /// Whether they differ, and how they fit then.
    pub(super) differs: Option<Fit>,
    /// Words that came and went, where both are enumerations.
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
    /// The schemas that they hold, and the path to them: `[]` and `{}` for items and values.
    pub(super) schemas: Option<(SchemaId, SchemaId, String)>,
}

/// How two types fit that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// Every value of the old is one of the new.
    pub(super) old_fits_new: bool,
    /// Every value of the new is one of the old.
    pub(super) new_fits_old: bool,
}

/// How well the types of a place are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Known {
    /// One of them was told from other places.
    Guessed,
    /// One of them only samples show.
    Shown,
    /// A page states each.
    Stated,
}

/// Whether a page says it, and not only a sample or what other pages say.
pub(super) fn is_stated(evidence: Option<&Evidence>) -> bool {
    evidence.is_some_and(|one| known(one) == Known::Stated)
}

fn known(evidence: &Evidence) -> Known {
    match evidence.kind {
        EvidenceKind::Agreement => Known::Guessed,
        EvidenceKind::Sample => Known::Shown,
        _ => Known::Stated,
    }
}

/// How well two types are known, by what states each.
pub(super) fn known_by(old: Option<&Evidence>, new: Option<&Evidence>) -> Known {
    let of = |evidence: Option<&Evidence>| evidence.map_or(Known::Guessed, known);
    of(old).min(of(new))
}

/// Compares two types of which that much is known.
pub(super) fn compare(old: &Type, new: &Type, known: Known) -> Comparison {
    let mut comparison = Comparison::default();
    let mut path = String::new();
    let (mut old, mut new, mut known) = (old, new, known);
    loop {
        match (old, new) {
            (Type::Array(before), Type::Array(after)) => {
                path.push_str("[]");
                (old, new) = (before, after);
            }
            (Type::Map(before), Type::Map(after)) => {
                path.push_str("{}");
                (old, new) = (before, after);
            }
            _ => break,
        }
        // A cell may say no more than `array`, and samples the rest.
        known = known.min(Known::Shown);
    }
    match (old, new) {
        (Type::Any, _) | (_, Type::Any) => {}
        (Type::Schema(before), Type::Schema(after)) => {
            comparison.schemas = Some((*before, *after, path));
        }
        (Type::Enum(before), Type::Enum(after)) => {
            comparison.removed = lacking(before, after);
            comparison.added = lacking(after, before);
        }
        _ => {
            let kinds_differ = json_kind(old) != json_kind(new);
            let is_unknown = |one: &Type| *one == Type::Object;
            let stated = known == Known::Stated;
            let is_known = stated || known == Known::Shown && !is_unknown(old) && !is_unknown(new);
            let forms_differ = stated && json_kind(old) != JsonKind::Object && old != new;
            if kinds_differ && is_known || forms_differ {
                comparison.differs = Some(Fit {
                    old_fits_new: fits(old, new),
                    new_fits_old: fits(new, old),
                });
            }
        }
    }
    comparison
}

/// The words that `others` has not.
fn lacking(words: &[String], others: &[String]) -> Vec<String> {
    let others: FxHashSet<&String> = others.iter().collect();
    let lacking = words.iter().filter(|word| !others.contains(word));
    lacking.cloned().collect()
}

/// What a JSON value is (RFC 8259 section 3).
#[derive(PartialEq, Eq)]
enum JsonKind {
    Array,
    Boolean,
    Number,
    Object,
    String,
}

fn json_kind(one: &Type) -> JsonKind {
    match one {
        Type::Array(_) => JsonKind::Array,
        Type::Scalar(Scalar::Boolean) => JsonKind::Boolean,
        Type::Scalar(Scalar::Int32 | Scalar::Int64 | Scalar::Double) => JsonKind::Number,
        Type::Scalar(_) | Type::Enum(_) => JsonKind::String,
        Type::Any | Type::Map(_) | Type::Object | Type::Schema(_) => JsonKind::Object,
    }
}

/// Whether every value of `inner` is one of `outer`.
fn fits(inner: &Type, outer: &Type) -> bool {
    match (inner, outer) {
        (_, Type::Any) => true,
        (Type::Enum(few), Type::Enum(many)) => few.iter().all(|word| many.contains(word)),
        (Type::Enum(_), Type::Scalar(Scalar::String)) => true,
        (Type::Scalar(inner), Type::Scalar(outer)) => {
            inner == outer
                || matches!(
                    (inner, outer),
                    (Scalar::Int32, Scalar::Int64 | Scalar::Double)
                        | (
                            Scalar::Date | Scalar::DateTime | Scalar::Byte,
                            Scalar::String
                        )
                )
        }
        _ => inner == outer,
    }
}

/// A type in a few words.
pub(super) fn text(api: &ResolvedApi, one: &Type) -> String {
    match one {
        Type::Any => "anything".to_owned(),
        Type::Scalar(scalar) => scalar.as_str().to_owned(),
        Type::Enum(members) => super::words::line(&format!("one of {}", members.join(", "))),
        Type::Array(items) => format!("array of {}", text(api, items)),
        Type::Map(values) => format!("map of {}", text(api, values)),
        Type::Object => "object".to_owned(),
        Type::Schema(id) => api.schema(*id).name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_samples_show_differs_only_in_kind() {
        let scalar = Type::Scalar;
        let differs = |old: &Type, new: &Type, stated| {
            let known = if stated { Known::Stated } else { Known::Shown };
            compare(old, new, known).differs.is_some()
        };
        let guessed = compare(&Type::Object, &Type::Scalar(Scalar::Int32), Known::Guessed);
        assert_eq!(guessed, Comparison::default());
        let (text, moment) = (scalar(Scalar::String), scalar(Scalar::DateTime));
        let (small, large) = (scalar(Scalar::Int32), scalar(Scalar::Int64));
        assert!(differs(&text, &moment, true) && !differs(&text, &moment, false));
        assert!(differs(&small, &large, true) && !differs(&small, &large, false));
        assert!(differs(&small, &text, false));
        let known = Type::Schema(SchemaId(0));
        assert!(!differs(&known, &Type::Object, true) && !differs(&Type::Any, &known, true));
        assert!(differs(&small, &Type::Object, true) && !differs(&small, &Type::Object, false));
        let of = |one: &Type| Type::Array(Box::new(one.clone()));
        assert!(differs(&of(&small), &of(&text), true));
        assert!(!differs(&of(&text), &of(&moment), true));
        assert!(differs(&of(&text), &text, false));
    }

    #[test]
    fn words_of_enumerations_come_and_go() {
        let one_of = |words: &[&str]| Type::Enum(words.iter().map(ToString::to_string).collect());
        let found = compare(&one_of(&["A", "B"]), &one_of(&["C", "A"]), Known::Guessed);
        assert_eq!(
            (found.added, found.removed),
            (vec!["C".to_owned()], vec!["B".to_owned()])
        );
        let widened = compare(
            &one_of(&["A"]),
            &Type::Scalar(Scalar::String),
            Known::Stated,
        );
        let expected = Fit {
            old_fits_new: true,
            new_fits_old: false,
        };
        assert_eq!(widened.differs, Some(expected));
    }
}
