//! What happens in a run, in order: what every report is made from.

use crate::case::Case;
use crate::exchange::Exchange;
use crate::verdict::Verdict;
use std::fmt;
use std::sync::Arc;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// So many cases will be made, and so many are left out.
    Started {
        /// Cases that will be made.
        planned: usize,
        /// Cases that will not.
        left_out: usize,
    },
    /// A case will not be made.
    LeftOut {
        /// The case.
        case: Arc<Case>,
        /// Why, in a phrase.
        reason: Reason,
    },
    /// A case was made and judged.
    Judged {
        /// The case.
        case: Arc<Case>,
        /// What was sent and what came back.
        exchange: Arc<Exchange>,
        /// What the checks say.
        verdicts: Vec<Verdict>,
    },
    /// Something that this run created could not be removed.
    LeftBehind {
        /// What, such as the address that was to be deleted.
        what: String,
        /// Why.
        because: String,
    },
    /// Nothing more will come.
    Ended {
        /// Why it ended before all cases were made.
        early: Option<String>,
    },
}

/// Why a case is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It writes, and that is not allowed; what makes it a write.
    NotAllowed(String),
    /// A value is missing, and nothing gives it.
    Blocked(String),
    /// The user left it out.
    NotSelected,
    /// It stands in another shard.
    OtherShard,
    /// What it needs failed before.
    Prerequisite(String),
    /// The run ended before it.
    Stopped(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NotAllowed(because) => write!(f, "not allowed: {because}"),
            Reason::Blocked(because) => write!(f, "blocked: {because}"),
            Reason::NotSelected => f.write_str("not selected"),
            Reason::OtherShard => f.write_str("in another shard"),
            Reason::Prerequisite(because) => write!(f, "what it needs failed: {because}"),
            Reason::Stopped(because) => write!(f, "the run ended before it: {because}"),
        }
    }
}
