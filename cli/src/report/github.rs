//! `--format github`: workflow commands, which GitHub shows beside the lines of a pull request.

use super::{Cause, by_cause};
use bindery_generator::lint::Finding;
use bindery_model::{Severity, SourceMap, count};
use std::io::{self, Write};

pub(super) fn write(
    findings: &[Finding],
    sources: &SourceMap,
    all: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    for cause in by_cause(findings).iter().flatten() {
        // GitHub shows ten annotations of a step, so that each must count.
        let shown = if all { cause.findings.len() } else { 1 };
        for finding in &cause.findings[..shown] {
            annotation(cause, finding, shown, sources, out)?;
        }
    }
    Ok(())
}

fn annotation(
    cause: &Cause<'_>,
    finding: &Finding,
    shown: usize,
    sources: &SourceMap,
    out: &mut dyn Write,
) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let start = sources.position(diagnostic.span);
    let rule = finding.rule;
    let mut message = diagnostic.message.clone();
    if cause.findings.len() > shown {
        let places = cause.findings.len();
        message += &format!(
            " ({} on {})",
            count(places, "place"),
            count(cause.pages(), "page")
        );
    }
    if let Some(help) = &diagnostic.help {
        message += &format!("\nhelp: {help}");
    }
    writeln!(
        out,
        "::{command} file={},line={},col={},title={}::{}",
        property(&sources.file(diagnostic.span.file).path),
        start.line,
        start.column,
        property(&format!("{} {}", rule.code, rule.name)),
        data(&message),
    )
}

/// What a command's message may hold.
pub(crate) fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What a command's property may hold.
pub(crate) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::written;

    #[test]
    fn a_cause_is_one_line() {
        let text = written(Format::Github);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2, "{text}");
        assert!(
            lines[0].starts_with(
                "::warning file=docs/a b.md,line=12,col=18,title=BND101 double-escaped-entity::"
            ),
            "{text}"
        );
        assert!(
            lines[0].contains(" (4 places on 2 pages)%0Ahelp: "),
            "{text}"
        );
    }
}
