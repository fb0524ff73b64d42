//! Why a fact is believed: the kind of thing that states it, and where that stands.

use crate::span::Span;

/// The kinds of places in a reference that state facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// A key of the page's front matter.
    FrontMatter,
    /// A heading, or a line that serves as one.
    Heading,
    /// The line that gives method and path.
    Endpoint,
    /// A cell of a table.
    TableCell,
    /// A sentence of a description.
    Prose,
    /// A sample.
    Sample,
    /// Agreement among other pages that document the same thing.
    Agreement,
}

impl EvidenceKind {
    /// The kind as the JSON model spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            EvidenceKind::FrontMatter => "front-matter",
            EvidenceKind::Heading => "heading",
            EvidenceKind::Endpoint => "endpoint",
            EvidenceKind::TableCell => "table-cell",
            EvidenceKind::Prose => "prose",
            EvidenceKind::Sample => "sample",
            EvidenceKind::Agreement => "agreement",
        }
    }
}

/// One reason to believe a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Evidence {
    /// What kind of place states it.
    pub kind: EvidenceKind,
    /// Where.
    pub span: Span,
}

impl Evidence {
    /// Evidence of `kind` at `span`.
    pub fn new(kind: EvidenceKind, span: Span) -> Self {
        Evidence { kind, span }
    }
}

/// A value together with the place that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// What states it.
    pub evidence: Evidence,
}

impl<T> Stated<T> {
    /// `value`, stated by a place of `kind` at `span`.
    pub fn new(value: T, kind: EvidenceKind, span: Span) -> Self {
        Stated {
            value,
            evidence: Evidence { kind, span },
        }
    }

    /// The same evidence for another form of the value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Stated<U> {
        Stated {
            value: f(self.value),
            evidence: self.evidence,
        }
    }

    /// Where it is stated.
    pub fn span(&self) -> Span {
        self.evidence.span
    }
}
