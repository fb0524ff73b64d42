//! What came of a run, as JSON.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A run, or several that were merged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Every documented operation, in the order of the model.
    pub operations: Vec<Operation>,
    /// One cause each, failures first.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What was seen of what the pages document.
    #[serde(default)]
    pub ledger: Ledger,
    /// What the run created and could not remove.
    #[serde(default)]
    pub left_behind: Vec<LeftBehind>,
    /// The numbers.
    pub summary: Summary,
}

/// An operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Its id.
    pub id: String,
    /// The method.
    pub method: String,
    /// The path, with `{name}` for its parameters.
    pub path: String,
    /// The resource or group that it belongs to.
    #[serde(default)]
    pub resource: String,
    /// Failed if one of its verdicts is, skipped if no case of it was made or it was shut out.
    pub outcome: Outcome,
    /// What it does to data, and what tells that.
    #[serde(default)]
    pub effect: Effect,
    /// How many cases were made.
    #[serde(default)]
    pub cases: usize,
    /// How long its answers took, in milliseconds: one an exchange, in ascending order.
    #[serde(default)]
    pub milliseconds: Vec<u64>,
    /// Whether every request that is right was answered 401 or 403, so that nothing is known of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shut_out: bool,
    /// Whether no request with its own method and path was answered otherwise than 401 or 403: what
    /// others were answered says nothing of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreached: bool,
    /// Cases that were not made, by the reason.
    #[serde(default)]
    pub left_out: BTreeMap<String, Vec<String>>,
    /// What the checks say: one for each check, outcome and finding.
    pub verdicts: Vec<Verdict>,
}

/// What an operation does to data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// `read`, `create`, `update`, `delete` or `action`.
    pub is: String,
    /// What tells that.
    pub because: String,
}

/// How something ended.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was not tried, or does not apply.
    #[default]
    Skipped,
    /// The promise was kept.
    Passed,
    /// The promise was kept loosely.
    Warning,
    /// The promise was broken.
    Failed,
}

impl Outcome {
    /// `skipped`, `passed`, `warning` or `failed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Skipped => "skipped",
            Outcome::Passed => "passed",
            Outcome::Warning => "warning",
            Outcome::Failed => "failed",
        }
    }
}

/// What a check says of an operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The check.
    pub check: String,
    /// How it ended; `warning` where it failed and a baseline knows the finding.
    pub outcome: Outcome,
    /// Why the baseline keeps it back, where it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// What the page promises.
    pub requirement: String,
    /// What was expected.
    pub expected: String,
    /// What was there instead.
    pub actual: String,
    /// Where the page promises it.
    pub documented: Place,
    /// A command that shows it again; empty where a promise was kept or not tried, as most are.
    pub reproduce: String,
    /// Where in the answer's body (RFC 6901).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The finding that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// The case that shows it.
    #[serde(default)]
    pub case: String,
    /// How many exchanges show it.
    #[serde(default)]
    pub times: usize,
}

impl Verdict {
    /// How it ended, whatever a baseline knows.
    pub(super) fn judged(&self) -> Outcome {
        match self.known {
            Some(_) => Outcome::Failed,
            None => self.outcome,
        }
    }

    /// Keeps it back for this reason, or no longer.
    pub(super) fn keep_back(&mut self, reason: Option<&String>) {
        let judged = self.judged();
        self.known = reason.filter(|_| judged == Outcome::Failed).cloned();
        self.outcome = match self.known {
            Some(_) => Outcome::Warning,
            None => judged,
        };
    }
}

/// A place on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters; 0 where a promise was kept, and nobody looks it up.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u32,
    /// The first column behind it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub end_column: u32,
    /// The line as it stands there; empty where a promise was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// One cause, wherever it shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable from run to run.
    pub id: String,
    /// The check.
    pub check: String,
    /// `failed` or `warning`.
    pub outcome: Outcome,
    /// The operations that show it: their ids.
    pub operations: Vec<String>,
    /// How many exchanges show it.
    pub times: usize,
    /// Who is likelier wrong: `page`, `sample` or `server`, and why.
    pub likelier: Option<Likelier>,
    /// Why it is kept back, if a baseline knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// The occurrence that shows it best.
    pub verdict: Verdict,
}

/// Who is likelier wrong.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Likelier {
    /// `page`, `sample` or `server`.
    pub wrong: String,
    /// Why, in a sentence.
    pub because: String,
}

/// What was seen of what the pages document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// How much was seen, by `operations`, `parameters`, `properties` and `statuses`.
    pub coverage: BTreeMap<String, Seen>,
    /// By schema and name.
    pub properties: Vec<Property>,
    /// The operations that answered, by id.
    #[serde(default)]
    pub called: BTreeSet<String>,
    /// By operation, `in` and name: how often a parameter was sent.
    #[serde(default)]
    pub parameters: BTreeMap<String, usize>,
    /// By operation and status: how often it was answered.
    #[serde(default)]
    pub statuses: BTreeMap<String, usize>,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// So many were seen.
    pub seen: usize,
    /// Of so many.
    pub of: usize,
    /// That is so many of a hundred; 100 of nothing.
    pub percent: f64,
}

/// What was seen of a property.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// The schema.
    pub schema: String,
    /// The name.
    pub name: String,
    /// `seen`, `never`, `null-only` or `undocumented`.
    pub state: String,
    /// How often, null or not.
    pub times: usize,
    /// How often as null.
    pub nulls: usize,
    /// How often as each kind of JSON.
    pub types: BTreeMap<String, usize>,
}

/// Something that could not be removed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LeftBehind {
    /// What.
    pub what: String,
    /// Why.
    pub because: String,
}

/// The numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Documented operations.
    pub operations: usize,
    /// Of them with no broken promise.
    pub passed: usize,
    /// Of them with a broken promise.
    pub failed: usize,
    /// Of them of which nothing was tried.
    pub skipped: usize,
    /// Cases that were made.
    pub cases: usize,
    /// Cases that were not.
    pub left_out: usize,
    /// Findings that are failures and that no baseline knows.
    pub failures: usize,
    /// Findings that are warnings and that no baseline knows.
    pub warnings: usize,
    /// Findings that a baseline knows.
    pub known: usize,
    /// Entries of the baseline that are of no use any more: their ids and why.
    pub stale_baseline: Vec<String>,
    /// How many operations were shut out, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shut_out: Option<String>,
    /// Why the run ended before all cases were made.
    pub ended_early: Option<String>,
}
