//! What people read: everything here goes to stderr. Programs read stdout: see [`stdout`].

use crate::args::{Color, Global};
use crate::exit::Failure;
use anstyle::{AnsiColor, Style};
pub(crate) use bindery_model::count;
use std::borrow::Cow;
use std::io::{self, BufWriter, Write};

/// Red: an error, or what was lost.
pub(crate) const RED: Style = AnsiColor::Red.on_default().bold();
/// Yellow: a warning, or what changed.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
/// Green: what was done.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default().bold();
/// Cyan: advice and what is only worth knowing.
pub(crate) const CYAN: Style = AnsiColor::Cyan.on_default().bold();
/// What matters little.
pub(crate) const DIM: Style = Style::new().dimmed();
/// No style.
pub(crate) const PLAIN: Style = Style::new();

/// Where people read, and how much they want to.
#[derive(Debug)]
pub(crate) struct Terminal {
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    /// As the arguments say.
    pub(crate) fn new(global: &Global) -> Self {
        let choice = match global.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
        Terminal {
            quiet: global.quiet,
            verbose: global.verbose,
        }
    }

    /// Whether only errors are printed.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether every diagnostic is shown with its line.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Prints a text that is already laid out, unless only errors are printed.
    pub(crate) fn print(&self, text: &str) {
        if !self.quiet {
            put(text);
        }
    }

    /// Prints why the program cannot go on.
    pub(crate) fn failure(&self, failure: &Failure) {
        let kind = match failure {
            Failure::Bug { .. } => "bug",
            Failure::Usage { .. }
            | Failure::Io { .. }
            | Failure::Network { .. }
            | Failure::Service { .. } => "error",
        };
        put(&format!(
            "{RED}{kind}{RED:#}: {}\n",
            printable(&failure.to_string(), true)
        ));
        if let Some(advice) = failure.advice() {
            put(&format!(
                "{CYAN}help{CYAN:#}: {}\n",
                printable(&advice, true)
            ));
        }
    }

    /// Prints what is wrong, and what to do.
    pub(crate) fn error(&self, message: &str, help: &str) {
        put(&format!(
            "{RED}error{RED:#}: {}\n{CYAN}help{CYAN:#}: {}\n",
            printable(message, true),
            printable(help, true)
        ));
    }

    /// Prints that the pages hold nothing to work with. That is no detail, so `-q` keeps it.
    pub(crate) fn nothing_read(&self, pages: usize) {
        let pages = count(pages, "page");
        put(&format!(
            "{RED}error{RED:#}: nothing on {pages} could be read as an operation\n\
             {CYAN}help{CYAN:#}: see `bindery model --unread` for what stands there, or choose a \
             dialect with `--dialect`\n"
        ));
    }
}

/// Writes to stderr; where that is closed nobody is there to read it.
fn put(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Writes what a program reads. A reader that has had enough (`bindery model | head`) is no error.
pub(crate) fn stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::with_capacity(1 << 16, anstream::stdout().lock());
    let done = write(&mut out).and_then(|()| out.flush());
    match done {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::io("write to", "stdout", error))
        }
        _ => Ok(()),
    }
}

/// `text` without the control characters that pages may hold, so that no page can steer the
/// terminal. `breaks`: whether line breaks are kept.
pub(crate) fn printable(text: &str, breaks: bool) -> Cow<'_, str> {
    let steers = |c: char| c.is_control() && !(breaks && c == '\n');
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let plain = |c: char| match c {
        '\t' | '\n' | '\r' if steers(c) => ' ',
        c if steers(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    Cow::Owned(text.chars().map(plain).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\nc\td", false), "a\u{fffd}[31mb c d");
        assert_eq!(printable("a\nb", true), "a\nb");
        assert_eq!(printable("zwölf `x`", false), "zwölf `x`");
    }

    #[test]
    fn a_reader_that_had_enough_is_no_error() {
        let broken = |kind: io::ErrorKind| stdout(move |_| Err(kind.into()));
        assert!(broken(io::ErrorKind::BrokenPipe).is_ok());
        assert!(broken(io::ErrorKind::StorageFull).is_err());
    }
}
