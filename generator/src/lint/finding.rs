//! What rules find.

use super::rule::Rule;
use bindery_model::{Diagnostic, Severity, Span};

/// Something that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where, what, and what to do.
    pub diagnostic: Diagnostic,
    /// What findings have in common that one mistake causes on many pages.
    pub cause: String,
    /// How to mend it, if that can be told.
    pub fix: Option<Fix>,
    /// The code and place of the diagnostic that this finding says better.
    pub(crate) instead_of: Option<(&'static str, Span)>,
}

/// How to mend a finding: the bytes of each span become the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The edits, all in one file.
    pub edits: Vec<Edit>,
}

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

impl Finding {
    pub(crate) fn new(rule: &'static Rule, diagnostic: Diagnostic) -> Self {
        Finding {
            rule,
            cause: diagnostic.message.clone(),
            diagnostic,
            fix: None,
            instead_of: None,
        }
    }

    /// Adds what to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.diagnostic = self.diagnostic.clone().help(help);
        self
    }

    /// Adds a second place.
    pub(crate) fn related(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.diagnostic = self.diagnostic.clone().related(span, message);
        self
    }

    /// Says what findings of one origin have in common, where that is not the message.
    pub(crate) fn cause(&mut self, cause: impl Into<String>) -> &mut Self {
        self.cause = cause.into();
        self
    }

    /// Adds an edit that mends it.
    pub(crate) fn fix(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        let edit = Edit {
            span,
            text: text.into(),
        };
        let fix = self.fix.get_or_insert(Fix { edits: Vec::new() });
        fix.edits.push(edit);
        self
    }

    /// Says which diagnostic this finding takes the place of.
    pub(crate) fn instead_of(&mut self, code: &'static str, span: Span) -> &mut Self {
        self.instead_of = Some((code, span));
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.diagnostic.severity
    }
}

/// Where a rule puts what it finds.
pub(crate) struct Sink<'f> {
    pub(super) rule: &'static Rule,
    pub(super) found: &'f mut Vec<Finding>,
}

impl Sink<'_> {
    /// Tells a finding; what it answers takes help, second places and a fix.
    pub(crate) fn tell(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let at = self.found.len();
        let diagnostic = Diagnostic::new(self.rule.name, self.rule.severity, span, message);
        self.found.push(Finding::new(self.rule, diagnostic));
        &mut self.found[at]
    }

    /// Tells a diagnostic of the rule's own name as a finding, which takes its place.
    pub(crate) fn pass_on(&mut self, diagnostic: &Diagnostic) -> &mut Finding {
        let at = self.found.len();
        let (code, span) = (diagnostic.code, diagnostic.span);
        self.found.push(Finding::new(self.rule, diagnostic.clone()));
        self.found[at].instead_of(code, span)
    }
}
