//! Properties of two schemas that stand at the same place.

use super::kind::{Kind, Seen};
use super::schemas::{Compared, Names, SchemaChange};
use super::types::{self, Fit, Known, is_stated};
use super::words::{SaidOnce, TELLING, line, same};
use bindery_model::resolved::{Property, Schema};
use bindery_model::{Evidence, EvidenceKind, ResolvedApi, Span};
use rustc_hash::FxHashMap;

/// Compares the properties of `before`, a schema of `old`, with those of `after`, one of `new`.
pub(super) fn compare(
    old: &ResolvedApi,
    new: &ResolvedApi,
    before: &Schema,
    after: &Schema,
    names: &Names<'_>,
) -> Compared {
    // A schema that is only named is not one without properties.
    if before.properties.is_empty() || after.properties.is_empty() {
        return Compared::default();
    }
    let mut sides = Sides {
        old,
        new,
        before,
        after,
        schemas: names,
        compared: Compared::default(),
    };
    let by_name: FxHashMap<&str, &Property> =
        after.properties.iter().map(|p| (&*p.name, p)).collect();
    let names: rustc_hash::FxHashSet<&str> = before.properties.iter().map(|p| &*p.name).collect();
    let common = before
        .properties
        .iter()
        .filter(|p| by_name.contains_key(&*p.name))
        .count();
    let is_listed_schema = |one: &Schema| one.properties.iter().any(is_listed);
    // Keys that samples make up change with them, most of them at once.
    let is_made_up = !is_listed_schema(before)
        && !is_listed_schema(after)
        && common * 2 <= before.properties.len().max(after.properties.len());
    let mut removed = Vec::new();
    for property in &before.properties {
        match by_name.get(property.name.as_str()) {
            Some(same) => sides.both(property, same),
            None if is_made_up => {}
            None => removed.push(property),
        }
    }
    if is_made_up {
        return sides.compared;
    }
    let is_new = |p: &&Property| !names.contains(p.name.as_str());
    let mut added: Vec<Option<&Property>> =
        after.properties.iter().filter(is_new).map(Some).collect();
    let renaming = Renaming::new(before, &removed, &added);
    for property in removed {
        let became = renaming.of(property, &added);
        match became.and_then(|(at, because)| Some((added[at].take()?, because))) {
            Some((other, because)) => {
                sides.renamed(property, other, because);
                sides.both(property, other);
            }
            None => sides.removed(property),
        }
    }
    for property in added.into_iter().flatten() {
        sides.added(property);
    }
    sides.compared
}

struct Sides<'a> {
    old: &'a ResolvedApi,
    new: &'a ResolvedApi,
    before: &'a Schema,
    after: &'a Schema,
    schemas: &'a Names<'a>,
    compared: Compared,
}

impl Sides<'_> {
    fn push(
        &mut self,
        kind: Kind,
        name: &str,
        (before, after): (Option<String>, Option<String>),
        (old, new): (Span, Span),
        fit: Seen,
    ) {
        self.compared.changes.push(SchemaChange {
            kind,
            property: Some(name.to_owned()),
            before,
            after,
            old,
            new,
            fit,
            because: None,
        });
    }

    fn removed(&mut self, property: &Property) {
        let was = types::text(self.old, &property.value_type);
        let at = (row(property, self.before), holder(self.after));
        self.push(
            Kind::PropertyRemoved,
            &property.name,
            (Some(was), None),
            at,
            Seen::default(),
        );
    }

    fn added(&mut self, property: &Property) {
        let is = types::text(self.new, &property.value_type);
        let at = (holder(self.before), row(property, self.after));
        let kind = match property.required {
            Some(_) => Kind::RequiredPropertyAdded,
            None => Kind::PropertyAdded,
        };
        self.push(kind, &property.name, (None, Some(is)), at, Seen::default());
    }

    fn renamed(&mut self, property: &Property, other: &Property, because: &str) {
        let at = (row(property, self.before), row(other, self.after));
        let names = (Some(property.name.clone()), Some(other.name.clone()));
        let kind = Kind::PropertyRenamed;
        self.push(kind, &property.name, names, at, Seen::default());
        if let Some(change) = self.compared.changes.last_mut() {
            change.because = Some(because.to_owned());
        }
    }

    fn both(&mut self, was: &Property, is: &Property) {
        let known = types::known_by(was.evidence.first(), is.evidence.first());
        let found = types::compare(&was.value_type, &is.value_type, known);
        let name = is.name.as_str();
        let at = (row(was, self.before), row(is, self.after));
        // What differs between schemas is told below, but for their names.
        let is_other_schema = found.schemas.as_ref().is_some_and(|(one, other, _)| {
            let (one, other) = (self.old.schema(*one), self.new.schema(*other));
            known == Known::Stated && self.schemas.are_two_of_one_shape(one, other)
        });
        let both_fit = Fit {
            old_fits_new: true,
            new_fits_old: true,
        };
        if let Some(fit) = found.differs.or(is_other_schema.then_some(both_fit)) {
            let texts = (
                Some(types::text(self.old, &was.value_type)),
                Some(types::text(self.new, &is.value_type)),
            );
            let at = (
                was.evidence.first().map_or(at.0, |e| e.span),
                is.evidence.first().map_or(at.1, |e| e.span),
            );
            let fit = Seen {
                old_fits_new: fit.old_fits_new,
                new_fits_old: fit.new_fits_old,
                ..Seen::default()
            };
            self.push(Kind::PropertyTypeChanged, name, texts, at, fit);
        }
        for member in found.removed {
            let texts = (Some(member), None);
            self.push(Kind::EnumMemberRemoved, name, texts, at, Seen::default());
        }
        for member in found.added {
            let texts = (None, Some(member));
            self.push(Kind::EnumMemberAdded, name, texts, at, Seen::default());
        }
        if let Some((old, new, path)) = found.schemas {
            let below = (format!(".{name}{path}"), (old, new));
            self.compared.below.push(below);
        }
        self.flags(was, is, at);
        if let (Some(old), Some(new)) = (&was.description, &is.description)
            && !same(&old.value, &new.value)
        {
            let texts = (Some(line(&old.value)), Some(line(&new.value)));
            let at = (old.span(), new.span());
            self.push(Kind::DescriptionChanged, name, texts, at, Seen::default());
        }
    }

    /// Whether it must be there and may be null, where both sides have words to say so.
    fn flags(&mut self, was: &Property, is: &Property, at: (Span, Span)) {
        if !is_listed(was) || !is_listed(is) {
            return;
        }
        let name = is.name.as_str();
        let mut flag = |was: bool, is: bool, kinds: [Kind; 2], words: [&str; 2]| {
            let kind = match (was, is) {
                (false, true) => kinds[1],
                (true, false) => kinds[0],
                _ => return,
            };
            let word = |on: bool| Some(words[usize::from(on)].to_owned());
            self.push(kind, name, (word(was), word(is)), at, Seen::default());
        };
        flag(
            was.required.is_some(),
            is.required.is_some(),
            [Kind::PropertyOptional, Kind::PropertyRequired],
            ["optional", "required"],
        );
        let may_be_null = |one: &Property| is_stated(one.nullable.as_ref());
        flag(
            may_be_null(was),
            may_be_null(is),
            [Kind::PropertyNotNullable, Kind::PropertyNullable],
            ["never null", "may be null"],
        );
    }
}

/// Whether a table lists it.
fn is_listed(property: &Property) -> bool {
    property.evidence.iter().any(is_cell)
}

fn is_cell(evidence: &Evidence) -> bool {
    evidence.kind == EvidenceKind::TableCell
}

/// Where a property is documented: its row before its sample.
fn row(property: &Property, schema: &Schema) -> Span {
    let cell = property.evidence.iter().find(|e| is_cell(e));
    let best = cell.or(property.evidence.first());
    best.map_or_else(|| holder(schema), |e| e.span)
}

/// Where a schema is documented.
fn holder(schema: &Schema) -> Span {
    schema
        .evidence
        .first()
        .unwrap_or(&schema.name_evidence)
        .span
}

/// What tells which property became which.
struct Renaming {
    /// The properties that are new, by their names without what spelling varies.
    by_name: FxHashMap<String, usize>,
    by_words: SaidOnce,
    words_before: SaidOnce,
}

impl Renaming {
    fn new(before: &Schema, removed: &[&Property], added: &[Option<&Property>]) -> Self {
        // Where nothing else came and went, a word is enough.
        let telling = match (removed.len(), added.len()) {
            (1, 1) => 1,
            _ => TELLING,
        };
        let mut by_name = FxHashMap::default();
        for (at, property) in added.iter().enumerate() {
            if let Some(property) = property {
                by_name.entry(folded(&property.name)).or_insert(at);
            }
        }
        Renaming {
            by_name,
            by_words: SaidOnce::new(telling, added.iter().map(|one| said((*one)?))),
            words_before: SaidOnce::new(telling, before.properties.iter().map(said)),
        }
    }

    /// Which of `added` a property became, and why we think so.
    fn of(
        &self,
        property: &Property,
        added: &[Option<&Property>],
    ) -> Option<(usize, &'static str)> {
        if let Some(at) = self.by_name.get(&folded(&property.name)) {
            return Some((*at, "only the spelling of the name differs"));
        }
        self.words_before.find(said(property))?;
        let at = self.by_words.find(said(property))?;
        let same_type = match (&property.value_type, &added[at]?.value_type) {
            (bindery_model::Type::Schema(_), bindery_model::Type::Schema(_)) => true,
            (one, two) => one == two,
        };
        same_type.then_some((at, "type and what the page says of it are the same"))
    }
}

fn folded(name: &str) -> String {
    name.replace(['_', '-'], "").to_lowercase()
}

fn said(property: &Property) -> Option<&str> {
    Some(property.description.as_ref()?.value.as_str())
}
