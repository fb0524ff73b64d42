//! The baseline: findings that a team knows of and starts from. A line for each rule, file and
//! message, with their number, so that findings may move on their page and still be known, and so
//! that two branches that change the file can be merged.

use super::finding::{Finding, Sink};
use super::select::{Selection, find};
use bindery_model::{FileId, SourceMap, Span, count};
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = "# Findings that `bindery check` keeps back: rule, file, number and message, with tabs between.\n# Written by `bindery check --write-baseline`.\n";

/// Findings that are known.
#[derive(Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    rule: String,
    file: String,
    message: String,
    left: usize,
    span: Span,
}

/// A line of a baseline file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected rule, file, number and message with tabs between them")]
pub struct BaselineError {
    /// The line, from 1.
    pub line: usize,
}

impl Baseline {
    /// The text of a baseline that knows all of `findings`.
    pub fn write(findings: &[Finding], sources: &SourceMap) -> String {
        let mut counted: BTreeMap<[String; 3], usize> = BTreeMap::new();
        for finding in findings {
            let span = finding.diagnostic.span;
            let key = [
                finding.rule.name.to_owned(),
                one_line(&sources.file(span.file).path),
                one_line(&finding.diagnostic.message),
            ];
            *counted.entry(key).or_default() += 1;
        }
        let mut text = HEAD.to_owned();
        for ([rule, file, message], number) in counted {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{rule}\t{file}\t{number}\t{message}");
        }
        text
    }

    /// Reads a baseline; `file` is the id under which its text can be shown.
    ///
    /// # Errors
    /// The first line that is no entry.
    pub fn read(text: &str, file: FileId) -> Result<Self, BaselineError> {
        let mut entries = Vec::new();
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let start = at;
            at += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = BaselineError { line: number + 1 };
            let mut parts = line.splitn(4, '\t');
            let mut next = || parts.next().ok_or(wrong.clone());
            let (rule, path, number, message) = (next()?, next()?, next()?, next()?);
            entries.push(Entry {
                rule: rule.to_owned(),
                file: path.to_owned(),
                left: number.parse().map_err(|_| wrong.clone())?,
                message: message.to_owned(),
                span: Span::new(file, start..start + line.len()),
            });
        }
        Ok(Baseline { entries })
    }

    /// Takes out the findings that are known, and answers how many those were.
    pub fn keep_back(mut self, findings: &mut Vec<Finding>, sources: &SourceMap) -> usize {
        self.take_out(findings, sources)
    }

    fn take_out(&mut self, findings: &mut Vec<Finding>, sources: &SourceMap) -> usize {
        let mut by_key: BTreeMap<[String; 3], &mut usize> = BTreeMap::new();
        for entry in &mut self.entries {
            let key = [
                entry.rule.clone(),
                entry.file.clone(),
                entry.message.clone(),
            ];
            by_key.insert(key, &mut entry.left);
        }
        let before = findings.len();
        findings.retain(|finding| {
            let path = one_line(&sources.file(finding.diagnostic.span.file).path);
            let message = one_line(&finding.diagnostic.message);
            match by_key.get_mut(&[finding.rule.name.to_owned(), path, message]) {
                Some(left) if **left > 0 => {
                    **left -= 1;
                    false
                }
                _ => true,
            }
        });
        before - findings.len()
    }

    /// The files that entries are about, in no order and as often as there are entries.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.file)
    }

    /// Takes out the findings that are known, and answers how many those were. Where the `whole`
    /// reference was read, it adds a finding for each entry that knows of more than there is: on
    /// some of its pages alone nobody can tell.
    pub fn apply(
        mut self,
        findings: &mut Vec<Finding>,
        sources: &SourceMap,
        selection: &Selection,
        whole: bool,
    ) -> usize {
        let known = self.take_out(findings, sources);
        if !whole {
            return known;
        }
        let Some(rule) = find("unused-baseline-entry") else {
            return known;
        };
        let Some(severity) = selection.severity(rule) else {
            return known;
        };
        let mut sink = Sink {
            rule,
            found: findings,
        };
        for entry in self.entries.iter().filter(|entry| entry.left > 0) {
            // What does not run finds nothing, so nothing can be said of it.
            if find(&entry.rule).is_some_and(|rule| !selection.runs(rule)) {
                continue;
            }
            let (file, name) = (&entry.file, &entry.rule);
            let fewer = count(entry.left, "finding");
            let message = format!("{file} has {fewer} of `{name}` less than this");
            let told = sink.tell(entry.span, message);
            told.help("write the baseline anew: `--write-baseline`")
                .cause("unused");
            told.diagnostic.severity = severity;
        }
        known
    }
}

fn one_line(words: &str) -> String {
    words.replace(['\t', '\n', '\r'], " ")
}
