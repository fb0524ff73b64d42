//! What `bindery check` prints: a form for people, and forms that programs read.

pub(crate) mod github;
mod json;
mod junit;
mod sarif;
mod text;

use bindery_generator::lint::Finding;
use bindery_model::SourceMap;
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::io;

pub(crate) use text::{Around, text};

/// The forms of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
    Sarif,
    Github,
    Junit,
}

/// What a program reads.
pub(crate) fn written(
    format: Format,
    findings: &[Finding],
    sources: &SourceMap,
    all: bool,
) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    match format {
        Format::Text => Ok(()),
        Format::Json => json::write(findings, sources, &mut out),
        Format::Sarif => sarif::write(findings, sources, &mut out),
        Format::Github => github::write(findings, sources, all, &mut out),
        Format::Junit => junit::write(findings, sources, &mut out),
    }?;
    Ok(out)
}

/// Findings of one cause, in the order of their places.
pub(crate) struct Cause<'f> {
    pub(crate) findings: Vec<&'f Finding>,
}

impl<'f> Cause<'f> {
    pub(crate) fn first(&self) -> &'f Finding {
        self.findings[0]
    }

    /// The number of pages that it is on.
    pub(crate) fn pages(&self) -> usize {
        pages(&self.findings)
    }
}

/// The number of pages that findings are on.
pub(crate) fn pages(findings: &[&Finding]) -> usize {
    let files = findings.iter().map(|one| one.diagnostic.span.file);
    files.collect::<std::collections::BTreeSet<_>>().len()
}

/// The causes of one rule, those with most findings first.
fn of_rule<'f>(causes: BTreeMap<&str, Vec<&'f Finding>>) -> Vec<Cause<'f>> {
    let causes = causes.into_values();
    let mut causes: Vec<_> = causes.map(|findings| Cause { findings }).collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.findings.len()));
    causes
}

/// Findings by rule and cause: rules of errors first, then those with most findings; of a rule the
/// causes with most findings first.
pub(crate) fn by_cause(findings: &[Finding]) -> Vec<Vec<Cause<'_>>> {
    let mut rules: BTreeMap<&str, BTreeMap<&str, Vec<&Finding>>> = BTreeMap::new();
    for finding in findings {
        let causes = rules.entry(finding.rule.code).or_default();
        causes.entry(&finding.cause).or_default().push(finding);
    }
    let mut rules: Vec<Vec<Cause<'_>>> = rules.into_values().map(of_rule).collect();
    rules.sort_by_key(|causes| {
        let worst = causes.iter().map(|cause| cause.first().severity()).min();
        let count: usize = causes.iter().map(|cause| cause.findings.len()).sum();
        (worst, std::cmp::Reverse(count))
    });
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use bindery_generator::dialect::{Choice, builtin};
    use bindery_generator::lint::{self, Selection};

    /// Findings of two pages that share a mistake, and what each form makes of them.
    pub(super) fn formats() -> Vec<(Format, String)> {
        let page = |path: &str| {
            format!(
                "---\ntitle: GET {path}\nuid: {path}\n---\n\n# GET {path}\n\n```http\nGET /api/v1/{path}/{{id}}\n```\n\nReads, with 100% &amp;lt;ease&amp;gt;.\n"
            )
        };
        let mut sources = SourceMap::new();
        sources.add("docs/a b.md", page("A"));
        sources.add("docs/zwölf.md", page("B"));
        let dialects = builtin().expect("they are right");
        let dialect = dialects.iter().find(|one| one.name() == "superoffice-2023");
        let dialect = dialect.expect("it is built in");
        let mut selection = Selection::default();
        let rules = ["double-escaped-entity", "title-endpoint-mismatch"];
        selection.select(&rules).expect("there are such rules");
        let checked = lint::check(&sources, Choice::Given(dialect), &selection, Vec::new());
        let write = |format| {
            let out = super::written(format, &checked.findings, &sources, false);
            let out = out.expect("memory can be written");
            (format, String::from_utf8(out).expect("it is UTF-8"))
        };
        Format::value_variants()
            .iter()
            .copied()
            .map(write)
            .collect()
    }

    pub(super) fn written(format: Format) -> String {
        let all = formats();
        let found = all.into_iter().find(|(one, _)| *one == format);
        found.map(|(_, text)| text).unwrap_or_default()
    }
}
