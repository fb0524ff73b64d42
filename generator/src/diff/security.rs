//! The ways to sign in, of which any will do.

use super::Pair;
use super::findings::{Finding, Findings};
use super::headers::lists_any;
use super::kind::Kind;
use super::operations::{anchor, own};
use bindery_model::ResolvedApi;
use bindery_model::resolved::{SecurityKind, SecurityScheme};

pub(super) fn compare(pair: Pair<'_>, findings: &mut Findings) {
    if !lists_any(pair) {
        return;
    }
    let old = schemes(pair.old_api, &pair.old.security);
    let new = schemes(pair.new_api, &pair.new.security);
    let (holder_before, holder_after) = anchor(pair);
    for before in &old {
        if !new.iter().any(|after| is_same(before, after)) {
            let place = format!("security.{}", before.name);
            let was = Some(sent(before));
            let gone = Finding::new(Kind::SecurityRemoved, pair, place, was, None);
            findings.push(gone.at(own(before.evidence.span, holder_before), holder_after));
        }
    }
    for after in &new {
        if !old.iter().any(|before| is_same(before, after)) {
            let kind = if old.is_empty() {
                Kind::SecurityRequired
            } else {
                Kind::SecurityAdded
            };
            let place = format!("security.{}", after.name);
            let finding = Finding::new(kind, pair, place, None, Some(sent(after)));
            findings.push(finding.at(holder_before, own(after.evidence.span, holder_after)));
        }
    }
}

/// Names are the dialect's; what counts is also how credentials are sent.
fn is_same(one: &SecurityScheme, other: &SecurityScheme) -> bool {
    one.name == other.name && one.kind == other.kind
}

fn schemes<'a>(api: &'a ResolvedApi, indices: &[usize]) -> Vec<&'a SecurityScheme> {
    let found = indices.iter().filter_map(|at| api.security.get(*at));
    found.collect()
}

fn sent(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SecurityKind::Basic => "HTTP Basic".to_owned(),
        SecurityKind::Bearer => "HTTP Bearer".to_owned(),
        SecurityKind::ApiKey { header } => format!("a key in the header {header}"),
    }
}
