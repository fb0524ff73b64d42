//! What is to be said about a page: never an error of ours, never a reason to stop.

use crate::span::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was lost or cannot be right.
    Error,
    /// Something is likely wrong and was worked around.
    Warning,
    /// Something worth knowing that changes nothing.
    Info,
}

impl Severity {
    /// `error`, `warning` or `info`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One finding about a page: where, what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case id of the kind of finding, such as `unread-heading`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong, in one lower-case phrase.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that take part, each with what stands there.
    pub related: Vec<Related>,
}

/// A second place of a [`Diagnostic`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub message: String,
}

impl Diagnostic {
    /// A diagnostic without help or second places.
    pub fn new(
        code: &'static str,
        severity: Severity,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Diagnostic {
            code,
            severity,
            span,
            message: brief(message.into()),
            help: None,
            related: Vec::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(brief(help.into()));
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        let message = brief(message.into());
        self.related.push(Related { span, message });
        self
    }
}

/// The longest message, in bytes. Messages quote pages, and a page may have words of any length.
const LONGEST: usize = 600;

/// A message without its middle where it is too long: the start says where, the end says what.
fn brief(message: String) -> String {
    if message.len() <= LONGEST {
        return message;
    }
    let start = message.floor_char_boundary(LONGEST / 2);
    let end = message.ceil_char_boundary(message.len() - LONGEST / 3);
    format!("{} … {}", &message[..start], &message[end..])
}

/// A number of things, as messages say it: `1 page`, `2 pages`.
pub fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    #[test]
    fn a_long_message_keeps_its_start_and_its_end() {
        let of = |message: String| {
            let place = Span::file_start(FileId(0));
            Diagnostic::new("code", Severity::Error, place, message).message
        };
        assert_eq!(of("short".to_owned()), "short");
        let long = of(format!(
            "the heading `{}` starts no section",
            "é".repeat(9999)
        ));
        assert!(long.len() <= LONGEST, "{}", long.len());
        assert!(long.starts_with("the heading `éé") && long.ends_with("éé` starts no section"));
    }
}
