//! What a rule is.

use super::context::{PageContext, ReferenceContext, ResolvedContext};
use super::finding::Sink;
use bindery_model::Severity;

/// One rule: what it is called, what it finds, and how.
#[derive(Debug)]
pub struct Rule {
    /// A code that never changes, such as `BND301`.
    pub code: &'static str,
    /// The bad pattern in kebab case. A rule that passes a diagnostic of the reader or of
    /// resolution on has the diagnostic's code as its name.
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much its findings matter where nobody says otherwise.
    pub severity: Severity,
    /// Whether it can mend what it finds.
    pub fix: Option<Safety>,
    /// Its page in `specs/rules`, which is its documentation and its test.
    pub page: &'static str,
    pub(crate) check: Check,
}

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The form of a page: headings, tables, fences, front matter.
    Structure,
    /// The words of a page.
    Text,
    /// Parameters, bodies, types and statuses.
    Facts,
    /// A page against its own samples.
    Samples,
    /// Pages against each other.
    Reference,
    /// Suppressions and the baseline.
    Checking,
}

impl Group {
    /// Every group, in the order of their codes.
    pub const ALL: [Group; 6] = [
        Group::Structure,
        Group::Text,
        Group::Facts,
        Group::Samples,
        Group::Reference,
        Group::Checking,
    ];

    /// The name that `--select` knows.
    pub fn name(self) -> &'static str {
        match self {
            Group::Structure => "structure",
            Group::Text => "text",
            Group::Facts => "facts",
            Group::Samples => "samples",
            Group::Reference => "reference",
            Group::Checking => "checking",
        }
    }

    /// What the codes of its rules start with.
    pub fn prefix(self) -> &'static str {
        match self {
            Group::Structure => "BND0",
            Group::Text => "BND1",
            Group::Facts => "BND2",
            Group::Samples => "BND3",
            Group::Reference => "BND4",
            Group::Checking => "BND9",
        }
    }
}

/// Whether a fix can be made without a look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// It changes spelling and nothing that the page says.
    Safe,
    /// It may change what the page says.
    Unsafe,
}

/// How a rule finds what it finds.
#[derive(Debug)]
pub(crate) enum Check {
    /// It looks at one page.
    Page(fn(&PageContext<'_>, &mut Sink<'_>)),
    /// It looks at all pages together.
    Reference(fn(&ReferenceContext<'_>, &mut Sink<'_>)),
    /// It looks at what resolution made of all pages.
    Resolved(fn(&ResolvedContext<'_>, &mut Sink<'_>)),
    /// It passes on the diagnostics of this code.
    Reported,
    /// It comes out of checking itself: suppressions and the baseline.
    Checking,
}
