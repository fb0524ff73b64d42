//! Parameters in path and query.

use super::Pair;
use super::findings::{Finding, Findings};
use super::kind::{Kind, Seen};
use super::operations::anchor;
use super::types;
use super::words::{TELLING, same_and_telling};
use bindery_model::Location;
use bindery_model::resolved::{Operation, Parameter};

pub(super) fn compare(pair: Pair<'_>, findings: &mut Findings) {
    let mut removed: Vec<&Parameter> = Vec::new();
    let mut added: Vec<&Parameter> = distinct(pair.new);
    for before in distinct(pair.old) {
        let same = |after: &&Parameter| before.name.value == after.name.value;
        let here = |after: &&Parameter| same(after) && before.location == after.location;
        let at = added
            .iter()
            .position(here)
            .or_else(|| added.iter().position(same));
        match at.map(|at| added.remove(at)) {
            Some(after) => both(pair, before, after, findings),
            None => removed.push(before),
        }
    }
    let (holder_before, holder_after) = anchor(pair);
    for before in &removed {
        let renamed = added
            .iter()
            .position(|after| is_renamed(pair, before, after, &removed, &added));
        if let Some(after) = renamed.map(|at| added.remove(at)) {
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
    for after in added {
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

/// Whether the one became the other: a part of the path is told by where it stands, the others by
/// what the page says of them if that is said of no other.
fn is_renamed(
    pair: Pair<'_>,
    before: &Parameter,
    after: &Parameter,
    removed: &[&Parameter],
    added: &[&Parameter],
) -> bool {
    if before.location != after.location {
        return false;
    }
    if before.location == Location::Path {
        let part = |operation: &Operation, parameter: &Parameter| {
            let name = format!("{{{}}}", parameter.name.value);
            operation
                .path
                .value
                .split('/')
                .position(|part| part.contains(&name))
        };
        let at = part(pair.old, before);
        return at.is_some() && at == part(pair.new, after);
    }
    let said = |one: &Parameter| one.description.as_ref().map(|text| text.value.clone());
    let says_the_same = |one: &Parameter, other: &Parameter| {
        same_and_telling(said(one).as_deref(), said(other).as_deref(), TELLING)
    };
    before.value_type == after.value_type
        && says_the_same(before, after)
        && removed
            .iter()
            .filter(|one| says_the_same(one, after))
            .count()
            == 1
        && added
            .iter()
            .filter(|one| says_the_same(before, one))
            .count()
            == 1
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
