//! Parameters in path and query.

use super::Pair;
use super::findings::{Finding, Findings};
use super::kind::{Kind, Seen};
use super::operations::anchor;
use super::types;
use super::words::{SaidOnce, TELLING};
use bindery_model::Location;
use bindery_model::resolved::{Operation, Parameter};
use rustc_hash::FxHashMap;

pub(super) fn compare(pair: Pair<'_>, findings: &mut Findings) {
    let mut removed: Vec<&Parameter> = Vec::new();
    let mut added: Vec<Option<&Parameter>> = distinct(pair.new).into_iter().map(Some).collect();
    let places = Places::new(&added);
    for before in distinct(pair.old) {
        match places.of(before).and_then(|at| added[at].take()) {
            Some(after) => both(pair, before, after, findings),
            None => removed.push(before),
        }
    }
    let renaming = Renaming::new(pair, &removed, &added);
    let (holder_before, holder_after) = anchor(pair);
    for before in &removed {
        let became = renaming.of(before, &added);
        if let Some(after) = became.and_then(|at| added[at].take()) {
            let was = Some(before.name.value.clone());
            let is = Some(after.name.value.clone());
            let place = place(before);
            let finding = Finding::new(Kind::ParameterRenamed, pair, place, was, is);
            let seen = Seen {
                in_request: before.location != Location::Path,
                ..Seen::default()
            };
            let finding = finding.at(before.name.span(), after.name.span()).seen(seen);
            findings.push(finding.because(match before.location {
                Location::Path => "it stands at the same part of the path",
                _ => "type and what the page says of it are the same",
            }));
            both(pair, before, after, findings);
            continue;
        }
        let was = Some(types::text(pair.old_api, &before.value_type));
        let gone = Finding::new(Kind::ParameterRemoved, pair, place(before), was, None);
        findings.push(gone.at(before.name.span(), holder_after));
    }
    for after in added.into_iter().flatten() {
        let kind = match after.required {
            Some(_) => Kind::RequiredParameterAdded,
            None => Kind::ParameterAdded,
        };
        let is = Some(types::text(pair.new_api, &after.value_type));
        let finding = Finding::new(kind, pair, place(after), None, is);
        findings.push(finding.at(holder_before, after.name.span()));
    }
}

/// The parameters, each name of a location once: of two the first counts.
fn distinct(operation: &Operation) -> Vec<&Parameter> {
    let mut seen = rustc_hash::FxHashSet::default();
    let all = operation.parameters.iter();
    all.filter(|one| seen.insert((one.location, one.name.value.as_str())))
        .collect()
}

fn place(parameter: &Parameter) -> String {
    format!("{}.{}", parameter.location.as_str(), parameter.name.value)
}

/// Where parameters of NEW are found.
struct Places<'a> {
    by_place: FxHashMap<(Location, &'a str), usize>,
    by_name: FxHashMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn new(added: &[Option<&'a Parameter>]) -> Self {
        let mut places = Places {
            by_place: FxHashMap::default(),
            by_name: FxHashMap::default(),
        };
        for (at, one) in added.iter().enumerate() {
            if let Some(one) = one {
                let name = one.name.value.as_str();
                places.by_place.insert((one.location, name), at);
                places.by_name.entry(name).or_insert(at);
            }
        }
        places
    }

    /// The one of that name, at the same location if there is one.
    fn of(&self, before: &Parameter) -> Option<usize> {
        let name = before.name.value.as_str();
        let here = self.by_place.get(&(before.location, name));
        here.or_else(|| self.by_name.get(name)).copied()
    }
}

/// What tells which parameter became which: a part of the path by where it stands, the others by what
/// the page says of them if that is said of no other.
struct Renaming<'a> {
    old_parts: FxHashMap<&'a str, usize>,
    by_part: FxHashMap<usize, usize>,
    by_words: SaidOnce,
    words_before: SaidOnce,
}

impl<'a> Renaming<'a> {
    fn new(pair: Pair<'a>, removed: &[&Parameter], added: &[Option<&Parameter>]) -> Self {
        let new_parts = parts(&pair.new.path.value);
        let mut by_part = FxHashMap::default();
        for (at, one) in added.iter().enumerate() {
            let in_path = one.filter(|one| one.location == Location::Path);
            let part = in_path.and_then(|one| new_parts.get(one.name.value.as_str()));
            if let Some(part) = part {
                by_part.entry(*part).or_insert(at);
            }
        }
        Renaming {
            old_parts: parts(&pair.old.path.value),
            by_part,
            by_words: SaidOnce::new(TELLING, added.iter().map(|one| said((*one)?))),
            words_before: SaidOnce::new(TELLING, removed.iter().map(|one| said(one))),
        }
    }

    /// Which of `added` a parameter became.
    fn of(&self, before: &Parameter, added: &[Option<&Parameter>]) -> Option<usize> {
        if before.location == Location::Path {
            let part = self.old_parts.get(before.name.value.as_str())?;
            return self.by_part.get(part).copied();
        }
        self.words_before.find(said(before))?;
        let at = self.by_words.find(said(before))?;
        let after = added[at]?;
        let is_alike = before.location == after.location && before.value_type == after.value_type;
        is_alike.then_some(at)
    }
}

/// The names in a path, and the part that each stands in.
fn parts(path: &str) -> FxHashMap<&str, usize> {
    let mut parts = FxHashMap::default();
    for (at, part) in path.split('/').enumerate() {
        let names = part.split('{').skip(1);
        for name in names.filter_map(|rest| Some(rest.split_once('}')?.0)) {
            parts.entry(name).or_insert(at);
        }
    }
    parts
}

fn said(parameter: &Parameter) -> Option<&str> {
    Some(parameter.description.as_ref()?.value.as_str())
}

fn both(pair: Pair<'_>, before: &Parameter, after: &Parameter, findings: &mut Findings) {
    let at = (before.name.span(), after.name.span());
    let mut push = |kind, was: Option<String>, is: Option<String>, seen: Option<Seen>| {
        let mut finding = Finding::new(kind, pair, place(after), was, is).at(at.0, at.1);
        finding.seen = seen.unwrap_or(finding.seen);
        findings.push(finding);
    };
    let word = |word: &str| Some(word.to_owned());
    if before.location != after.location {
        let [was, is] = [before, after].map(|one| word(one.location.as_str()));
        push(Kind::ParameterMoved, was, is, None);
    }
    let known = types::known_by(Some(&before.type_evidence), Some(&after.type_evidence));
    let found = types::compare(&before.value_type, &after.value_type, known);
    if let Some(fit) = found.differs {
        let was = types::text(pair.old_api, &before.value_type);
        let is = types::text(pair.new_api, &after.value_type);
        let seen = Seen {
            in_request: true,
            in_response: false,
            old_fits_new: fit.old_fits_new,
            new_fits_old: fit.new_fits_old,
        };
        push(Kind::ParameterTypeChanged, Some(was), Some(is), Some(seen));
    }
    for member in found.removed {
        push(Kind::EnumMemberRemoved, Some(member), None, None);
    }
    for member in found.added {
        push(Kind::EnumMemberAdded, None, Some(member), None);
    }
    match (before.required, after.required) {
        (None, Some(_)) => push(
            Kind::ParameterRequired,
            word("optional"),
            word("required"),
            None,
        ),
        (Some(_), None) => push(
            Kind::ParameterOptional,
            word("required"),
            word("optional"),
            None,
        ),
        _ => {}
    }
    let default = |one: &Parameter| one.default.as_ref().map(|told| told.value.clone());
    let (was, is) = (default(before), default(after));
    if was != is {
        push(Kind::ParameterDefaultChanged, was, is, None);
    }
}
