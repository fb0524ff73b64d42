//! What a check is: one promise that pages make, and how to tell that a server breaks it.

use crate::body::Reading;
use crate::case::Case;
use crate::exchange::Exchange;
use crate::shape::Comparison;
use crate::verdict::Verdict;
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, SchemaId, SourceMap};
use std::collections::HashSet;

/// A group of checks, as `--select` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Who may call.
    Auth,
    /// What is done with input.
    Input,
    /// Media types and encodings.
    Media,
    /// The shape of bodies.
    Shape,
    /// What needs several operations to judge.
    State,
    /// Status codes and what goes with them.
    Status,
    /// How long it takes.
    Timing,
}

impl Group {
    /// Every group.
    pub const ALL: &'static [Group] = &[
        Group::Auth,
        Group::Input,
        Group::Media,
        Group::Shape,
        Group::State,
        Group::Status,
        Group::Timing,
    ];

    /// Its id.
    pub fn id(self) -> &'static str {
        match self {
            Group::Auth => "auth",
            Group::Input => "input",
            Group::Media => "media",
            Group::Shape => "shape",
            Group::State => "state",
            Group::Status => "status",
            Group::Timing => "timing",
        }
    }
}

/// A check. Its page is `specs/checks/<id>.md`.
pub struct Check {
    /// Stable kebab-case id that says the broken promise, such as `undocumented-status`.
    pub id: &'static str,
    /// The group.
    pub group: Group,
    /// Its page, which is its documentation and its test.
    pub page: &'static str,
    /// Says what it finds in an exchange; nothing where it does not apply.
    pub judge: fn(&Evidence<'_>, &mut Vec<Verdict>),
}

/// What a check may look at.
#[derive(Clone, Copy)]
pub struct Evidence<'a> {
    /// The model.
    pub api: &'a ResolvedApi,
    /// The pages.
    pub sources: &'a SourceMap,
    /// The operation.
    pub operation: &'a Operation,
    /// Why the request was made.
    pub case: &'a Case,
    /// What was sent and what came back.
    pub exchange: &'a Exchange,
    /// Earlier steps in the life of the same object, oldest first. For a case of a query option: the
    /// request without the option.
    pub earlier: &'a [(Case, Exchange)],
    /// The body of the answer, read once for all checks.
    pub reading: &'a Reading,
    /// How that body compares with its documented type, where there are both.
    pub comparison: Option<&'a Comparison>,
    /// The schemas of which a sample answer shows an object without anything.
    pub shown_empty: &'a HashSet<SchemaId>,
    /// What the user chose.
    pub policy: &'a Policy,
}

/// What the user chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What properties that no page documents mean.
    pub undocumented: Undocumented,
    /// Statuses that every operation may answer with though no page lists them.
    pub common_statuses: Vec<u16>,
    /// By how many percent a documented response time may be exceeded.
    pub slack_percent: u32,
}

/// What properties that no page documents mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {
    /// The promise is broken.
    Strict,
    /// They are told as warnings: a server may add.
    Additive,
    /// They are noted in the ledger and nowhere else.
    Learn,
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            undocumented: Undocumented::Additive,
            common_statuses: vec![400, 401, 403, 404, 405, 406, 413, 415, 422, 429],
            slack_percent: 0,
        }
    }
}
