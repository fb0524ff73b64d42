//! What a check says of an exchange.

use bindery_model::Span;

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// The promise was kept.
    Passed,
    /// The check does not apply, or could not be reached.
    Skipped,
    /// The promise was kept loosely, or it is not clear who is wrong.
    Warning,
    /// The promise was broken.
    Failed,
}

impl Ruling {
    /// `passed`, `skipped`, `warning` or `failed`.
    pub fn as_str(self) -> &'static str {
        match self {
            Ruling::Passed => "passed",
            Ruling::Skipped => "skipped",
            Ruling::Warning => "warning",
            Ruling::Failed => "failed",
        }
    }
}

/// What a check says, with the promise that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The id of the check.
    pub check: &'static str,
    /// How it ended.
    pub ruling: Ruling,
    /// What the page promises, in a phrase.
    pub requirement: String,
    /// What was expected.
    pub expected: String,
    /// What was there instead, cut where it is long.
    pub actual: String,
    /// Where in the answer's body (RFC 6901), if it is about a part of it.
    pub pointer: Option<String>,
    /// The place of the page that promises it.
    pub documented: Span,
    /// What is the same wherever the same cause is behind it: `ChatSession/topicId/type`. Findings are
    /// grouped by check and cause.
    pub cause: String,
    /// Who is likelier wrong, and why.
    pub likelier: Option<Likelier>,
}

impl Verdict {
    /// A verdict of which nothing is told yet but what is promised, and where.
    pub fn new(
        check: &'static str,
        ruling: Ruling,
        requirement: impl Into<String>,
        documented: Span,
    ) -> Self {
        Verdict {
            check,
            ruling,
            requirement: requirement.into(),
            expected: String::new(),
            actual: String::new(),
            pointer: None,
            documented,
            cause: String::new(),
            likelier: None,
        }
    }

    /// Tells what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// Tells what was there instead; cut where it is long, `nothing` where it is empty.
    #[must_use]
    pub fn actual(mut self, actual: impl Into<String>) -> Self {
        self.actual = brief(actual.into());
        if self.actual.is_empty() {
            "nothing".clone_into(&mut self.actual);
        }
        self
    }

    /// Tells where in the answer's body (RFC 6901).
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// Tells what is the same wherever the same cause is behind it.
    #[must_use]
    pub fn cause(mut self, cause: impl Into<String>) -> Self {
        self.cause = brief(cause.into());
        self
    }

    /// Tells who is likelier wrong, and why.
    #[must_use]
    pub fn likelier(mut self, likelier: Option<Likelier>) -> Self {
        self.likelier = likelier;
        self
    }
}

/// The longest text of a verdict, in bytes. Verdicts quote servers, and a server may say anything.
const LONGEST: usize = 300;

fn brief(mut text: String) -> String {
    if text.len() > LONGEST {
        text.truncate(text.floor_char_boundary(LONGEST));
        text.push('…');
    }
    text
}

/// Who is likelier wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likelier {
    /// Who.
    pub wrong: Party,
    /// Why, in one sentence.
    pub because: String,
}

/// A party to a contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A table or heading of the page.
    Page,
    /// The page's sample.
    Sample,
    /// The server.
    Server,
}
