//! Regular expressions of dialect files.

use regex::{Regex, RegexBuilder, RegexSet};
use serde::de::{Deserialize, Deserializer, Error};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The largest program that one pattern may compile to, in bytes. The regex crate matches in linear
/// time whatever the pattern is; this bounds the memory that a runaway repetition can ask for.
const SIZE_LIMIT: usize = 1 << 20;

/// A regular expression in the syntax of the `regex` crate.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles `source`; the error is one line that says what is wrong with it.
    pub fn new(source: &str) -> Result<Self, String> {
        // Dialects extend one another and are loaded together: a pattern is compiled once.
        static COMPILED: Mutex<Option<HashMap<String, Regex>>> = Mutex::new(None);
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        let compiled = compiled.get_or_insert_default();
        if let Some(regex) = compiled.get(source) {
            return Ok(Pattern(regex.clone()));
        }
        let regex = RegexBuilder::new(source)
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(SIZE_LIMIT)
            .build()
            .map_err(|error| last_line(&error.to_string()))?;
        compiled.insert(source.to_owned(), regex.clone());
        Ok(Pattern(regex))
    }

    /// The compiled form.
    pub fn regex(&self) -> &Regex {
        &self.0
    }
}

/// Patterns that compile each for itself, as one set; the error is one line.
pub(super) fn set<'p>(sources: impl IntoIterator<Item = &'p str>) -> Result<RegexSet, String> {
    static COMPILED: Mutex<Option<HashMap<Vec<String>, RegexSet>>> = Mutex::new(None);
    let sources: Vec<String> = sources.into_iter().map(str::to_owned).collect();
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let compiled = compiled.get_or_insert_default();
    if let Some(set) = compiled.get(&sources) {
        return Ok(set.clone());
    }
    let set = RegexSet::new(&sources).map_err(|error| last_line(&error.to_string()))?;
    compiled.insert(sources, set.clone());
    Ok(set)
}

/// The last line of the regex crate's messages says what is wrong; those before draw the pattern.
fn last_line(message: &str) -> String {
    let last = message.lines().next_back().unwrap_or(message);
    last.trim().trim_start_matches("error: ").to_owned()
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let source = String::deserialize(deserializer)?;
        let wrong = |error| {
            let shown = &source[..source.floor_char_boundary(200)];
            let more = if shown.len() < source.len() {
                "…"
            } else {
                ""
            };
            D::Error::custom(format!("pattern `{shown}{more}`: {error}"))
        };
        Pattern::new(&source).map_err(wrong)
    }
}

/// Several patterns, any of which may match.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(transparent)]
pub struct Patterns(Vec<Pattern>);

impl Patterns {
    /// Whether one of them matches somewhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.iter().any(|pattern| pattern.0.is_match(text))
    }

    /// The groups of the first that matches.
    pub fn captures<'t>(&self, text: &'t str) -> Option<regex::Captures<'t>> {
        self.0.iter().find_map(|pattern| pattern.0.captures(text))
    }

    /// `text` without the first match of the first that matches, and without white space at the
    /// ends that leaves; `None` where none matches.
    pub fn remove_from(&self, text: &str) -> Option<String> {
        let found = self.0.iter().find_map(|pattern| pattern.0.find(text))?;
        let (before, behind) = (&text[..found.start()], &text[found.end()..]);
        Some(match (before.trim(), behind.trim()) {
            ("", rest) | (rest, "") => rest.to_owned(),
            (before, behind) => format!("{before} {behind}"),
        })
    }

    /// The sources of all of them.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|pattern| pattern.0.as_str())
    }

    /// The compiled forms of all of them.
    pub fn regexes(&self) -> impl Iterator<Item = &Regex> {
        self.0.iter().map(Pattern::regex)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_runaway_pattern_is_an_error_and_not_a_hang() {
        let error = Pattern::new("((a{1,100}){1,100}){1,100}").expect_err("a million states");
        assert!(error.contains("size limit"), "{error}");
        let evil = Pattern::new("^(a+)+$").expect("backtracking would hang on it, we do not");
        assert!(!evil.regex().is_match(&format!("{}b", "a".repeat(100_000))));
    }

    #[test]
    fn what_is_wrong_is_one_line() {
        let error = Pattern::new("a(b").expect_err("the group is not closed");
        assert_eq!(error, "unclosed group");
    }
}
