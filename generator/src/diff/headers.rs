//! Request headers, without those that carry credentials and media types.

use super::Pair;
use super::findings::{Finding, Findings};
use super::kind::Kind;
use super::operations::{anchor, own};
use bindery_model::resolved::Header;
use rustc_hash::FxHashMap;

pub(super) fn compare(pair: Pair<'_>, findings: &mut Findings) {
    // A layout without a table of headers says nothing of them.
    if !lists_any(pair) {
        return;
    }
    let old: Vec<&Header> = headers(pair.old_api, &pair.old.headers).collect();
    let new: Vec<&Header> = headers(pair.new_api, &pair.new.headers).collect();
    let (in_old, in_new) = (by_name(&old), by_name(&new));
    let (holder_before, holder_after) = anchor(pair);
    for before in &old {
        let place = format!("header.{}", before.name.value);
        let name = Some(before.name.value.clone());
        let at = own(before.name.span(), holder_before);
        match in_new.get(&key(before)) {
            None => {
                let gone = Finding::new(Kind::HeaderRemoved, pair, place, name, None);
                findings.push(gone.at(at, holder_after));
            }
            Some(after) if before.required.is_some() != after.required.is_some() => {
                let (kind, words) = match after.required {
                    Some(_) => (Kind::HeaderRequired, ["optional", "required"]),
                    None => (Kind::HeaderOptional, ["required", "optional"]),
                };
                let [was, is] = words.map(|word| Some(word.to_owned()));
                let finding = Finding::new(kind, pair, place, was, is);
                findings.push(finding.at(at, own(after.name.span(), holder_after)));
            }
            Some(_) => {}
        }
    }
    for after in &new {
        if !in_old.contains_key(&key(after)) {
            let kind = match after.required {
                Some(_) => Kind::RequiredHeaderAdded,
                None => Kind::HeaderAdded,
            };
            let place = format!("header.{}", after.name.value);
            let name = Some(after.name.value.clone());
            let finding = Finding::new(kind, pair, place, None, name);
            findings.push(finding.at(holder_before, own(after.name.span(), holder_after)));
        }
    }
}

/// Whether both pages, or pages of one layout, list headers or credentials.
pub(super) fn lists_any(pair: Pair<'_>) -> bool {
    let lists = |operation: &bindery_model::resolved::Operation| {
        !operation.headers.is_empty() || !operation.security.is_empty()
    };
    pair.old.dialect == pair.new.dialect || lists(pair.old) && lists(pair.new)
}

fn headers<'a>(
    api: &'a bindery_model::ResolvedApi,
    indices: &'a [usize],
) -> impl Iterator<Item = &'a Header> {
    indices.iter().filter_map(|at| api.headers.get(*at))
}

/// The first header of each name.
fn by_name<'a>(headers: &[&'a Header]) -> FxHashMap<String, &'a Header> {
    headers.iter().rev().map(|one| (key(one), *one)).collect()
}

/// Names of headers have no case (RFC 9110 section 5.1).
fn key(header: &Header) -> String {
    header.name.value.to_ascii_lowercase()
}
