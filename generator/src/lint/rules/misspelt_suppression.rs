//! A comment that was meant as a suppression and is none.

use crate::dialect::SUPPRESSION;
use crate::lint::context::PageContext;
use crate::lint::finding::Sink;
use crate::lint::prose::{ahead, html};
use crate::lint::select::find;
use crate::lint::similar::nearest;
use bindery_model::Span;

const OPENING: &str = "<!--";
const WORD: &str = "bindery-ignore";

pub(super) fn check(page: &PageContext<'_>, sink: &mut Sink<'_>) {
    let text = page.text();
    if !text.contains(OPENING) {
        return;
    }
    for range in html(text) {
        for (at, _) in text[range.clone()].match_indices(OPENING) {
            let start = range.start + at;
            let comment = &text[start..range.end];
            if comment.starts_with(SUPPRESSION) {
                continue;
            }
            let inside = ahead(&comment[OPENING.len()..]);
            let inside = inside.split("-->").next().unwrap_or("");
            let indent = inside.len() - inside.trim_start().len();
            let words = inside.trim_start();
            let Some(length) = length_of_word(words) else {
                continue;
            };
            let behind = &words[length..];
            let colon = usize::from(behind.starts_with(':'));
            let end = start + OPENING.len() + indent + length + colon;
            let span = Span::new(page.file, start..end);
            let told = sink.tell(span, "this comment keeps no finding back");
            told.help(format!("did you mean `{SUPPRESSION}`?"));
            if names_rule(&behind[colon..]) {
                told.fix(span, SUPPRESSION);
            }
        }
    }
}

/// How long the word is that a comment starts with, if it is nearly the one of a suppression: one
/// word, or two with a space between.
fn length_of_word(words: &str) -> Option<usize> {
    let is_end = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let first = words.find(is_end).unwrap_or(words.len());
    let behind = words[first..].trim_start_matches(' ');
    let second =
        first + (words.len() - first - behind.len()) + behind.find(is_end).unwrap_or(behind.len());
    [first, second]
        .into_iter()
        .find(|end| nearest(&words[..*end], [WORD]).is_some())
}

/// Whether what stands behind the word starts with a rule: other comments only speak of ignoring.
fn names_rule(behind: &str) -> bool {
    let first = behind.trim_start().split([' ', '\t', '\n', '\r', ',']);
    first.take(1).any(|id| find(id).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_a_rule_is_mended() {
        assert!(names_rule(" BND028 it is so"));
        assert!(names_rule(" duplicate-title, BND028"));
        assert!(!names_rule(" because of history"));
        assert!(!names_rule(""));
    }

    #[test]
    fn nearly_the_word_is_told_from_others() {
        let cases = [
            "bindery-ingore: X",
            "Bindery-Ignore",
            "bindery_ignore X",
            "bindery ignore: X",
        ];
        assert_eq!(cases.map(length_of_word), [Some(14); 4]);
        let others = ["binder", "markdownlint-disable MD013", "bindery", "", "é"];
        assert_eq!(others.map(length_of_word), [None; 5]);
    }
}
