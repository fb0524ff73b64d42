//! `--format json`: every finding, in the form that outside scripts rely on.

use bindery_generator::lint::Finding;
use bindery_model::SourceMap;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    rule: &'a str,
    severity: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    file: &'a str,
    line: u32,
    message: &'a str,
}

pub(super) fn write(
    findings: &[Finding],
    sources: &SourceMap,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    let related = |one: &'_ bindery_model::Related| {
        let file = sources.file(one.span.file);
        (file.path.as_str(), file.line(one.span.start))
    };
    let diagnostics = findings.iter().map(|finding| {
        let diagnostic = &finding.diagnostic;
        let position = sources.position(diagnostic.span);
        let others = diagnostic.related.iter().map(|one| {
            let (file, line) = related(one);
            Related {
                file,
                line,
                message: &one.message,
            }
        });
        Diagnostic {
            rule: finding.rule.name,
            severity: diagnostic.severity.as_str(),
            file: &sources.file(diagnostic.span.file).path,
            line: position.line,
            column: position.column,
            message: &diagnostic.message,
            related: others.collect(),
        }
    });
    let report = Report {
        diagnostics: diagnostics.collect(),
    };
    serde_json::to_writer_pretty(&mut out, &report)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::written;

    #[test]
    fn the_form_is_the_promised_one() {
        let report: serde_json::Value =
            serde_json::from_str(&written(Format::Json)).expect("it is JSON");
        let all = report["diagnostics"].as_array().expect("a list");
        assert_eq!(all.len(), 6);
        let keys: Vec<&String> = all[0].as_object().expect("an object").keys().collect();
        assert_eq!(
            keys,
            [
                "rule", "severity", "file", "line", "column", "message", "related"
            ]
        );
        assert_eq!(all[0]["rule"], "title-endpoint-mismatch");
        assert_eq!((&all[0]["line"], &all[0]["column"]), (&6.into(), &3.into()));
        assert_eq!(all[0]["related"][0]["line"], 9);
        assert_eq!(all[5]["file"], "docs/zwölf.md");
    }
}
