//! The baseline: findings that a team knows of, each with a reason and perhaps a last day. A line each,
//! so that two branches that change the file can be merged.

use super::Finding;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "\
# Findings that `bindery conform` keeps back: id, number of operations, last day or `-`, and reason, with
# tabs between.
";

/// Findings that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By the id of the finding.
    entries: BTreeMap<String, Entry>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The id of the finding.
    pub finding: String,
    /// On how many operations it is known; on more it is told again.
    pub operations: usize,
    /// The last day on which it is kept back.
    pub expires: Option<Date>,
    /// Why it is kept back.
    pub reason: String,
    /// The line of the file, from 1.
    pub line: usize,
}

/// A line of a baseline that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct BaselineError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// What a baseline makes of findings.
#[derive(Debug, Default)]
pub struct Applied {
    /// Findings that it does not keep back.
    pub told: Vec<Finding>,
    /// Findings that it keeps back.
    pub known: Vec<(Finding, Entry)>,
    /// Entries whose last day is over. What they kept back is told.
    pub expired: Vec<Entry>,
    /// Entries of findings that are now on more operations. What they kept back is told.
    pub outgrown: Vec<Entry>,
    /// Entries of what was looked for and not found: they can go.
    pub unused: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// The first line that is no entry, or names a finding that stands there already.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let mut entries = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = Entry::read(line, at + 1)?;
            if let Some(known) = entries.insert(entry.finding.clone(), entry) {
                let what = format!("`{}` stands on line {}, too", known.finding, known.line);
                return Err(BaselineError { line: at + 1, what });
            }
        }
        Ok(Baseline { entries })
    }

    /// The text of a baseline that knows all of `findings`. Those that it knows already keep their reason
    /// and their last day; the others get `reason` and `expires`. Entries of what was not found stay,
    /// unless `was_asked` says of their id that the run would have shown it.
    pub fn write(
        &self,
        findings: &[Finding],
        reason: &str,
        expires: Option<Date>,
        was_asked: impl Fn(&str) -> bool,
    ) -> String {
        let mut entries = self.entries.clone();
        entries.retain(|id, _| !was_asked(id));
        for finding in findings {
            let known = self.entries.get(&finding.id);
            let found = finding.operations.len();
            // A part of a run sees a finding on a part of its operations.
            let operations = match entries.get(&finding.id) {
                Some(kept) => found.max(kept.operations),
                None => found,
            };
            let entry = Entry {
                finding: finding.id.clone(),
                operations,
                expires: known.map_or(expires, |entry| entry.expires),
                reason: known.map_or(reason, |entry| &entry.reason).to_owned(),
                line: 0,
            };
            entries.insert(finding.id.clone(), entry);
        }
        let mut lines: Vec<String> = entries.values().map(Entry::line).collect();
        lines.sort();
        let mut text = HEAD.to_owned();
        for line in lines {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{line}");
        }
        text
    }

    /// Keeps back what is known on the day `today`. `was_asked` tells of an id whether the run would have
    /// shown it: of what was not asked nothing can be said to be gone.
    pub fn apply(
        &self,
        findings: Vec<Finding>,
        today: Date,
        was_asked: impl Fn(&str) -> bool,
    ) -> Applied {
        let mut applied = Applied::default();
        let mut left = self.entries.clone();
        for finding in findings {
            let Some(entry) = left.remove(&finding.id) else {
                applied.told.push(finding);
                continue;
            };
            let is_over = entry.expires.is_some_and(|day| day < today);
            if is_over {
                applied.expired.push(entry);
                applied.told.push(finding);
            } else if finding.operations.len() > entry.operations {
                applied.outgrown.push(entry);
                applied.told.push(finding);
            } else {
                applied.known.push((finding, entry));
            }
        }
        let is_unused = |entry: &Entry| was_asked(&entry.finding);
        applied.unused = left.into_values().filter(is_unused).collect();
        applied
    }
}

impl Entry {
    fn line(&self) -> String {
        let day = self.expires.map_or("-".to_owned(), |day| day.to_string());
        let reason = self.reason.replace(['\t', '\n', '\r'], " ");
        format!("{}\t{}\t{day}\t{reason}", self.finding, self.operations)
    }

    fn read(text: &str, line: usize) -> Result<Self, BaselineError> {
        let wrong = |what: String| BaselineError { line, what };
        let parts: Vec<&str> = text.splitn(4, '\t').map(str::trim).collect();
        let [finding, operations, day, reason] = parts[..] else {
            let what =
                "expected id, number of operations, last day or `-`, and reason, with tabs between";
            return Err(wrong(what.to_owned()));
        };
        if reason.is_empty() {
            return Err(wrong(format!("`{finding}` has no reason")));
        }
        let operations = operations
            .parse()
            .map_err(|_| wrong(format!("`{operations}` is no number of operations")))?;
        let expires = match day {
            "-" => None,
            day => Some(day.parse().map_err(|_| {
                wrong(format!(
                    "`{day}` is no day: write it as 2027-01-31, or `-` for none"
                ))
            })?),
        };
        Ok(Entry {
            finding: finding.to_owned(),
            operations,
            expires,
            reason: reason.to_owned(),
            line,
        })
    }
}
