//! Suppressions: `<!-- bindery-ignore: CODE reason -->` on a page.
//!
//! Above the page's first heading it holds for the whole page, elsewhere from its place to the next
//! heading. One that keeps nothing back is itself a finding, and so is one that gives no reason.

use super::finding::{Finding, Sink};
use super::rule::{Group, Rule};
use super::select::{Selection, find, unknown_rule};
use crate::dialect::SUPPRESSION as OPENING;
use bindery_model::{FileId, SourceMap, Span};
use std::ops::Range;

struct Suppression {
    rule: &'static Rule,
    /// The code or name in the comment.
    span: Span,
    scope: Range<u32>,
    used: bool,
}

/// Takes out what suppressions keep back, adds what is wrong with them, and answers how many
/// findings they kept back.
pub(super) fn apply(
    sources: &SourceMap,
    findings: &mut Vec<Finding>,
    selection: &Selection,
) -> usize {
    let mut all: Vec<Suppression> = Vec::new();
    for (file, source) in sources.files() {
        if source.text.contains(OPENING) {
            read(file, &source.text, &mut all, findings);
        }
    }
    let before = findings.len();
    findings.retain(|finding| {
        let span = finding.diagnostic.span;
        let mut kept = true;
        for one in &mut all {
            let fits = one.span.file == span.file && std::ptr::eq(one.rule, finding.rule);
            if fits && one.scope.contains(&span.start) {
                (one.used, kept) = (true, false);
            }
        }
        kept
    });
    let suppressed = before - findings.len();
    let unused = all
        .iter()
        .filter(|one| !one.used && selection.runs(one.rule));
    for one in unused {
        let message = format!("nothing here is a finding of `{}` any more", one.rule.name);
        sink("unused-suppression", findings, |sink| {
            sink.tell(one.span, message)
                .help("take the comment out, or this rule out of it")
                .cause(one.rule.name);
        });
    }
    suppressed
}

fn sink(rule: &str, findings: &mut Vec<Finding>, tell: impl FnOnce(&mut Sink<'_>)) {
    if let Some(rule) = find(rule) {
        tell(&mut Sink {
            rule,
            found: findings,
        });
    }
}

fn read(file: FileId, text: &str, all: &mut Vec<Suppression>, findings: &mut Vec<Finding>) {
    let headings = headings(text);
    let first_heading = headings.first().copied().unwrap_or(text.len());
    for (start, _) in text.match_indices(OPENING) {
        let inside = start + OPENING.len();
        let Some(end) = text[inside..].find("-->").map(|at| inside + at) else {
            continue;
        };
        let scope = match start < first_heading {
            true => 0..text.len(),
            false => {
                let next = headings.iter().copied().find(|heading| *heading > start);
                start..next.unwrap_or(text.len())
            }
        };
        // The end of the file belongs to the last scope.
        let scope = scope.start as u32..(scope.end + usize::from(scope.end == text.len())) as u32;
        let (ids, reason) = ids_and_reason(&text[inside..end], inside);
        for (range, id) in &ids {
            let span = Span::new(file, range.clone());
            match find(id) {
                Some(rule) => all.push(Suppression {
                    rule,
                    span,
                    scope: scope.clone(),
                    used: false,
                }),
                None => sink("unknown-rule", findings, |sink| {
                    let is_group = Group::ALL
                        .iter()
                        .any(|group| group.name().eq_ignore_ascii_case(id));
                    let message = match is_group {
                        true => {
                            format!("`{id}` is a group of rules, and a suppression names rules")
                        }
                        false => unknown_rule(id),
                    };
                    sink.tell(span, message)
                        .help("`bindery explain` lists the rules");
                }),
            }
        }
        if reason.is_empty() {
            let span = Span::new(file, start..end + "-->".len());
            sink("suppression-without-reason", findings, |sink| {
                sink.tell(span, "this suppression does not say why").help(
                    "write the reason behind the code: `<!-- bindery-ignore: CODE reason -->`",
                );
            });
        }
    }
}

/// The ids of a comment, separated by commas, with their places; and what stands behind them.
fn ids_and_reason(inside: &str, base: usize) -> (Vec<(Range<usize>, &str)>, &str) {
    let mut ids = Vec::new();
    let mut at = 0;
    loop {
        let rest = &inside[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        let word = inside[start..]
            .split([' ', '\t', '\n', '\r', ','])
            .next()
            .unwrap_or("");
        if word.is_empty() {
            return (ids, inside[start..].trim());
        }
        let end = start + word.len();
        ids.push((base + start..base + end, word));
        let behind = inside[end..].trim_start();
        match behind.strip_prefix(',') {
            Some(more) => at = inside.len() - more.len(),
            None => return (ids, behind.trim()),
        }
    }
}

/// Where headings start: lines with `#` that stand in no fence.
pub(super) fn headings(text: &str) -> Vec<usize> {
    let mut all = Vec::new();
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| words.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) if line.starts_with('#') => all.push(start),
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_names_rules_and_a_reason() {
        let of = |inside: &'static str| {
            let (ids, reason) = ids_and_reason(inside, 0);
            let ids: Vec<&str> = ids.into_iter().map(|(_, id)| id).collect();
            (ids, reason)
        };
        assert_eq!(of(" BND001 it is so "), (vec!["BND001"], "it is so"));
        assert_eq!(of(" a-b, c ,d "), (vec!["a-b", "c", "d"], ""));
        assert_eq!(of("  "), (vec![], ""));
    }

    #[test]
    fn headings_in_fences_are_none() {
        let text = "a\n# b\n```\n# c\n```\n## d\n";
        assert_eq!(headings(text), [2, 18]);
    }
}
