//! Bodies in another media type than the request asked for.

use crate::check::{Check, Evidence, Group};
use crate::verdict::{Ruling, Verdict};

pub(super) const CHECK: Check = Check {
    id: "media-type-not-as-asked",
    group: Group::Media,
    page: include_str!("../../../specs/checks/media-type-not-as-asked.md"),
    judge,
};

fn judge(evidence: &Evidence<'_>, verdicts: &mut Vec<Verdict>) {
    let (Some(answer), Some(body)) = (evidence.good_answer(), evidence.documented_body()) else {
        return;
    };
    let Some(media_type) = answer.media_type() else {
        return;
    };
    // What the page does not list at all has a check of its own.
    let is_listed = body
        .media_types
        .iter()
        .any(|one| one.eq_ignore_ascii_case(&media_type));
    let Some(asked) = evidence.exchange.request.header("accept") else {
        return;
    };
    if !is_listed || answer.body.is_empty() || !answer.is_success() {
        return;
    }
    let ranges: Vec<String> = asked.split(',').filter_map(range).collect();
    let is_asked = ranges.iter().any(|range| covers(range, &media_type));
    let ruling = if is_asked {
        Ruling::Passed
    } else {
        Ruling::Failed
    };
    let requirement = "the `Accept` field decides the media type";
    let verdict = Verdict::new(CHECK.id, ruling, requirement, evidence.statuses())
        .expected(asked)
        .cause(format!("{} for {media_type}", ranges.join(", ")))
        .actual(media_type);
    verdicts.push(verdict);
}

/// A media range (RFC 9110 section 12.5.1) that is not refused by a weight of nought.
fn range(text: &str) -> Option<String> {
    let mut parts = text.split(';').map(str::trim);
    let range = parts.next().filter(|range| !range.is_empty())?;
    let is_refused =
        |part: &str| part.starts_with("q=0") && !part.contains(|c| ('1'..='9').contains(&c));
    (!parts.any(is_refused)).then(|| range.to_ascii_lowercase())
}

fn covers(range: &str, media_type: &str) -> bool {
    let family = range.strip_suffix("/*").filter(|family| !family.is_empty());
    match family {
        Some("*") => true,
        Some(family) => media_type.split('/').next() == Some(family),
        None => range == media_type,
    }
}
