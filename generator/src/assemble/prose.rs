//! Prose as plain CommonMark: the dialect's rewrites take the vendor's markup out of it.

use crate::dialect::{Rewrite, Text};
use bindery_model::{EvidenceKind, Span, Stated};
use regex::{Regex, RegexSet};
use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

/// Rewrites take markup away. Prose that grows to more than this many times its length, and to more
/// than so many bytes, shows rewrites that feed one another.
const MOST_GROWTH: usize = 16;
const ROOM_TO_GROW: usize = 64 << 10;

pub(super) struct Cleaner<'d> {
    rewrites: &'d [Rewrite],
    /// Any of them: most prose matches none, and one pass tells.
    any: &'d RegexSet,
    /// Whether some prose outgrew its rewrites, and so was left as it is.
    outgrown: AtomicBool,
}

impl<'d> Cleaner<'d> {
    pub(super) fn new(rewrites: &'d [Rewrite], any: &'d RegexSet) -> Self {
        Cleaner {
            rewrites,
            any,
            outgrown: AtomicBool::new(false),
        }
    }

    /// Whether some prose outgrew its rewrites.
    pub(super) fn is_outgrown(&self) -> bool {
        self.outgrown.load(Ordering::Relaxed)
    }

    /// The words without markup; line breaks and list marks stay.
    pub(super) fn clean(&self, words: &str) -> String {
        let mut words = Cow::Borrowed(words);
        if self.any.is_match(&words) {
            let most = words.len() * MOST_GROWTH + ROOM_TO_GROW;
            for rewrite in self.rewrites {
                match replaced(rewrite.find.regex(), &words, &rewrite.replace, most) {
                    Replaced::Nothing => {}
                    Replaced::All(new) => words = Cow::Owned(new),
                    Replaced::TooMuch => {
                        self.outgrown.store(true, Ordering::Relaxed);
                        break;
                    }
                }
            }
        }
        tidy(&words)
    }

    /// The words of a table's cell; `None` where there are none.
    pub(super) fn cell(&self, cell: Text<'_>) -> Option<Stated<String>> {
        let mut words = self.clean(cell.text);
        if words.contains('\\') {
            words = words.replace(r"\|", "|");
        }
        (!words.is_empty()).then(|| Stated::new(words, EvidenceKind::TableCell, cell.span))
    }

    /// The first paragraph of a description in one line, or the title where there is none.
    pub(super) fn summary(
        &self,
        description: &[Text<'_>],
        title: Option<&Stated<String>>,
    ) -> Option<Stated<String>> {
        let first = description.first().filter(|words| is_paragraph(words.text));
        let told = first.and_then(|words| {
            let cleaned = self.clean(words.text);
            let paragraph = cleaned.split("\n\n").next().unwrap_or("");
            let line = one_line(paragraph);
            (!line.is_empty()).then(|| Stated::new(line, EvidenceKind::Prose, words.span))
        });
        told.or_else(|| title.cloned())
    }

    /// The description without the paragraph that is its summary.
    pub(super) fn body(
        &self,
        description: &[Text<'_>],
        summary: Option<&Stated<String>>,
    ) -> Option<Stated<String>> {
        let mut parts: Vec<String> = Vec::with_capacity(description.len());
        let mut span: Option<Span> = None;
        for (at, words) in description.iter().enumerate() {
            let mut cleaned = self.clean(words.text);
            let is_summary = at == 0 && summary.is_some_and(|s| s.span() == words.span);
            if is_summary {
                cleaned = match cleaned.split_once("\n\n") {
                    Some((_, rest)) => rest.to_owned(),
                    None => continue,
                };
            }
            if !cleaned.is_empty() {
                span.get_or_insert(words.span);
                parts.push(cleaned);
            }
        }
        Some(Stated::new(parts.join("\n\n"), EvidenceKind::Prose, span?))
    }

    /// All of a description.
    pub(super) fn whole(&self, description: &[Text<'_>]) -> Option<Stated<String>> {
        self.body(description, None)
    }
}

enum Replaced {
    Nothing,
    All(String),
    TooMuch,
}

/// What `Regex::replace_all` does, with a bound on what comes of it.
fn replaced(regex: &Regex, words: &str, replacement: &str, most: usize) -> Replaced {
    let mut new = String::new();
    let mut from = 0;
    for found in regex.captures_iter(words) {
        let whole = found.get_match();
        new.push_str(&words[from..whole.start()]);
        found.expand(replacement, &mut new);
        from = whole.end();
        if new.len() > most {
            return Replaced::TooMuch;
        }
    }
    if from == 0 && new.is_empty() {
        return Replaced::Nothing;
    }
    new.push_str(&words[from..]);
    Replaced::All(new)
}

fn is_paragraph(words: &str) -> bool {
    !words.starts_with(['#', '`', '~', '*', '-', '<', '|', '>'])
}

fn one_line(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without white space at the ends of lines and without more than one blank line in a row.
fn tidy(words: &str) -> String {
    let mut tidied = String::with_capacity(words.len());
    let mut blank = 0;
    for line in words.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push('\n');
            if blank > 0 {
                tidied.push('\n');
            }
        }
        blank = 0;
        tidied.push_str(line);
    }
    let trimmed = tidied.trim();
    match trimmed.len() == tidied.len() {
        true => tidied,
        false => trimmed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_model::FileId;

    fn rewrites() -> (Vec<Rewrite>, RegexSet) {
        let rules = "
            - {find: '&amp;(apos);', replace: '&$1;'}
            - {find: '&apos;', replace: \"'\"}
            - {find: '\\s*<para ?/>\\s*', replace: \"\\n\\n\"}
        ";
        let rules: Vec<Rewrite> = serde_yaml::from_str(rules).expect("the rules are right");
        let sources = rules.iter().map(|rule| rule.find.regex().as_str());
        let any = RegexSet::new(sources).expect("the rules are few");
        (rules, any)
    }

    fn text(words: &'static str, start: usize) -> Text<'static> {
        Text {
            text: words,
            span: Span::new(FileId(0), start..start + words.len()),
        }
    }

    #[test]
    fn rewrites_run_in_their_order() {
        let (rewrites, any) = rewrites();
        let cleaner = Cleaner::new(&rewrites, &any);
        assert_eq!(
            cleaner.clean("a &amp;apos;b&amp;apos; <para/> c  \n\n\n\nd"),
            "a 'b'\n\nc\n\nd"
        );
    }

    #[test]
    fn rewrites_that_feed_one_another_are_given_up() {
        let tenfold = format!("- {{find: 'a', replace: '{}'}}\n", "a".repeat(10_000));
        let rewrites: Vec<Rewrite> =
            serde_yaml::from_str(&tenfold.repeat(4)).expect("they are right");
        let any = RegexSet::new(["a"]).expect("the pattern is right");
        let cleaner = Cleaner::new(&rewrites, &any);
        assert!(cleaner.clean("a").len() <= 10_000);
        assert!(cleaner.is_outgrown());
    }

    #[test]
    fn the_first_paragraph_is_the_summary_and_the_rest_is_the_description() {
        let (rewrites, any) = rewrites();
        let cleaner = Cleaner::new(&rewrites, &any);
        let description = [text("Does\nthis. <para />More.", 10), text("## Note", 50)];
        let summary = cleaner.summary(&description, None).expect("there is one");
        assert_eq!(summary.value, "Does this.");
        let body = cleaner
            .body(&description, Some(&summary))
            .expect("there is one");
        assert_eq!(body.value, "More.\n\n## Note");
        assert_eq!(cleaner.body(&description[..0], None), None);
    }
}
