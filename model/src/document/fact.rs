//! Values together with the places that state them.

use super::{TypeDocument, Writer};
use crate::evidence::{Evidence, Stated};
use crate::schema::Type;
use crate::span::Span;
use schemars::JsonSchema;
use serde::Serialize;

/// A place of the reference, and what kind of thing stands there.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place<'a> {
    /// The kind of thing that states the fact.
    #[schemars(extend("enum" = [
        "front-matter", "heading", "endpoint", "table-cell", "prose", "sample", "agreement"
    ]))]
    pub kind: &'static str,
    /// The file.
    pub file: &'a str,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// The column in Unicode scalar values, from 1.
    #[schemars(range(min = 1))]
    pub column: u32,
}

/// A place of the reference.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Spot<'a> {
    /// The file.
    pub file: &'a str,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// The column in Unicode scalar values, from 1.
    #[schemars(range(min = 1))]
    pub column: u32,
}

/// A text and the places that state it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TextFact<'a> {
    /// The text.
    pub value: &'a str,
    /// The places that state it.
    pub evidence: Vec<Place<'a>>,
}

/// A number and the places that state it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NumberFact<'a> {
    /// The number.
    pub value: u32,
    /// The places that state it.
    pub evidence: Vec<Place<'a>>,
}

/// Whether something holds, and the places that say that it does.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlagFact<'a> {
    /// Whether it holds.
    pub value: bool,
    /// The places that say that it does; none where nothing says so.
    pub evidence: Vec<Place<'a>>,
}

/// A type and the places that state it, the weightiest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TypeFact<'a> {
    /// The type.
    pub value: TypeDocument<'a>,
    /// The places that state it.
    pub evidence: Vec<Place<'a>>,
}

impl<'a> Writer<'a> {
    pub(super) fn place(self, evidence: Evidence) -> Place<'a> {
        let Spot { file, line, column } = self.spot(evidence.span);
        Place {
            kind: evidence.kind.as_str(),
            file,
            line,
            column,
        }
    }

    /// Where a span starts.
    pub(super) fn spot(self, span: Span) -> Spot<'a> {
        let file = self.sources.file(span.file);
        let position = file.position(span.start);
        Spot {
            file: &file.path,
            line: position.line,
            column: position.column,
        }
    }

    pub(super) fn places(self, evidence: &[Evidence]) -> Vec<Place<'a>> {
        evidence.iter().map(|one| self.place(*one)).collect()
    }

    pub(super) fn text(self, stated: &'a Stated<String>) -> TextFact<'a> {
        TextFact {
            value: &stated.value,
            evidence: self.places(&[stated.evidence]),
        }
    }

    pub(super) fn number<T: Copy + Into<u32>>(self, stated: &Stated<T>) -> NumberFact<'a> {
        NumberFact {
            value: stated.value.into(),
            evidence: self.places(&[stated.evidence]),
        }
    }

    pub(super) fn flag(self, evidence: Option<Evidence>) -> FlagFact<'a> {
        FlagFact {
            value: evidence.is_some(),
            evidence: self.places(evidence.as_slice()),
        }
    }

    pub(super) fn typed(self, value: &'a Type, evidence: &[Evidence]) -> TypeFact<'a> {
        TypeFact {
            value: self.value_type(value),
            evidence: self.places(evidence),
        }
    }
}
