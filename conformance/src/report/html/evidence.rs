//! What shows findings: first each finding's own, then that of its operations, until the page is full.

use super::super::document::Verdict;
use super::data::Data;
use super::page::json;
use super::run::{Source, SourcePlace};
use super::strings::Strings;

/// What a verdict says: requirement, expected, actual, file, line, column, the column behind it, the
/// line's text, the command, the pointer, the case, and how many exchanges show it. Strings are numbers
/// of [`Strings`], and `-1` where there is none.
pub(super) type Evidence = [i64; 12];

/// Adds evidence of not more than so many bytes.
pub(super) fn add(data: &mut Data<'_>, sources: &[Source<'_>], mut left: usize) {
    let mut order: Vec<&Source<'_>> = sources.iter().collect();
    order.sort_by_key(|one| one.rank);
    for source in order {
        let before = data.strings.len();
        let evidence = evidence(source.verdict, &mut data.strings);
        let strings = data.strings.behind(before).iter();
        let strings: usize = strings.map(|one| json(one).len() + 1).sum();
        // The number that leads here takes some bytes, too.
        let cost = strings + json(&evidence).len() + 10;
        if cost > left {
            data.strings.forget(before);
            break;
        }
        left -= cost;
        let run = &mut data.runs[source.run];
        let number = run.evidence.len() as i64;
        run.evidence.push(evidence);
        match source.place {
            SourcePlace::Finding(at) => run.findings[at].evidence = number,
            SourcePlace::Operation(row, at) => run.shown[row][at].2 = number,
        }
    }
}

fn evidence(verdict: &Verdict, strings: &mut Strings) -> Evidence {
    let place = &verdict.documented;
    let pointer = verdict.pointer.as_ref();
    [
        strings.number(&verdict.requirement),
        strings.number(&verdict.expected),
        strings.number(&verdict.actual),
        strings.number(&place.file),
        i64::from(place.line),
        i64::from(place.column),
        i64::from(place.end_column),
        strings.number(&place.text),
        strings.number(&verdict.reproduce),
        pointer.map_or(-1, |one| strings.number(one)),
        strings.number(&verdict.case),
        verdict.times as i64,
    ]
}
