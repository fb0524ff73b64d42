//! A heading written in another case than on most pages of its layout.

use crate::lint::context::ReferenceContext;
use crate::lint::finding::Sink;
use bindery_model::Span;
use std::collections::BTreeMap;

/// A minority is only told where there is a majority worth the name.
const FEWEST: usize = 3;

pub(super) fn check(reference: &ReferenceContext<'_>, sink: &mut Sink<'_>) {
    let mut spellings: BTreeMap<(&str, String), BTreeMap<&str, Vec<Span>>> = BTreeMap::new();
    for page in reference.pages {
        let Some(dialect) = page.dialect else {
            continue;
        };
        for (_, words) in &page.sections {
            // Behind a colon stand names, and names have a case of their own.
            let end = words.text.find(':').unwrap_or(words.text.len());
            let fixed = &words.text[..end];
            let span = Span {
                end: words.span.start + end as u32,
                ..words.span
            };
            let key = (dialect, fixed.to_lowercase());
            spellings
                .entry(key)
                .or_default()
                .entry(fixed)
                .or_default()
                .push(span);
        }
    }
    for by_case in spellings.values().filter(|by_case| by_case.len() > 1) {
        let most = by_case
            .iter()
            .max_by_key(|(words, places)| (places.len(), std::cmp::Reverse(**words)));
        let Some((usual, places)) = most else {
            continue;
        };
        let rest: usize = by_case.values().map(Vec::len).sum::<usize>() - places.len();
        if places.len() < FEWEST || places.len() <= 2 * rest {
            continue;
        }
        for (words, others) in by_case.iter().filter(|(words, _)| *words != usual) {
            for span in others {
                sink.tell(
                    *span,
                    format!("the heading `{words}` is written `{usual}` on other pages"),
                )
                .help(format!("write `{usual}`"))
                .related(places[0], "as here")
                .fix(*span, *usual);
            }
        }
    }
}
