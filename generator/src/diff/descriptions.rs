//! What pages say for people, compared word by word: how it is set is no difference.

use super::Pair;
use super::findings::{Finding, Findings};
use super::kind::Kind;
use super::operations::anchor;
use super::words::{line, same};
use bindery_model::resolved::Operation;
use bindery_model::{EvidenceKind, Span, Stated};

pub(super) fn compare(pair: Pair<'_>, findings: &mut Findings) {
    let mut text = |place: String, old: &Told<'_>, new: &Told<'_>| {
        if same(&old.0, &new.0) {
            return;
        }
        let shown = |told: &Told<'_>| (!told.0.is_empty()).then(|| line(&told.0));
        let finding = Finding::new(
            Kind::DescriptionChanged,
            pair,
            place,
            shown(old),
            shown(new),
        );
        let (holder_before, holder_after) = anchor(pair);
        findings.push(finding.at(
            old.1.unwrap_or(holder_before),
            new.1.unwrap_or(holder_after),
        ));
    };
    // Layouts divide the same text into summary and description as they like.
    text("operation".to_owned(), &whole(pair.old), &whole(pair.new));
    for after in &pair.new.parameters {
        let same = |one: &&bindery_model::resolved::Parameter| {
            one.name.value == after.name.value && one.location == after.location
        };
        if let Some(before) = pair.old.parameters.iter().find(same) {
            let place = format!("{}.{}", after.location.as_str(), after.name.value);
            let [old, new] = [before, after].map(|one| told(&[&one.description]));
            text(place, &old, &new);
        }
    }
    for after in &pair.new.responses {
        let status = after.status.value;
        let same = |one: &&bindery_model::resolved::Response| one.status.value == status;
        if let Some(before) = pair.old.responses.iter().find(same) {
            let [old, new] = [before, after].map(|one| told(&[&one.description]));
            text(format!("status.{status}"), &old, &new);
        }
    }
}

/// A text and where it starts.
struct Told<'a>(std::borrow::Cow<'a, str>, Option<Span>);

fn whole(operation: &Operation) -> Told<'_> {
    told(&[&operation.summary, &operation.description])
}

fn told<'a>(parts: &[&'a Option<Stated<String>>]) -> Told<'a> {
    // A heading is a name, and names have kinds of their own.
    let is_text = |part: &&Stated<String>| {
        matches!(
            part.evidence.kind,
            EvidenceKind::Prose | EvidenceKind::TableCell
        )
    };
    let there = parts.iter().filter_map(|part| part.as_ref());
    let there: Vec<&Stated<String>> = there.filter(is_text).collect();
    let start = there.first().map(|part| part.span());
    match there.as_slice() {
        [one] => Told(one.value.as_str().into(), start),
        all => {
            let texts: Vec<&str> = all.iter().map(|part| part.value.as_str()).collect();
            Told(texts.join("\n\n").into(), start)
        }
    }
}
