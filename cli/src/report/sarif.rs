//! `--format sarif`: SARIF 2.1.0, in the form that GitHub's code scanning shows.

use bindery_generator::lint::{Finding, Fix, Rule};
use bindery_model::{Severity, SourceMap, Span};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix as SarifFix, Location, Message,
    MultiformatMessageString, PhysicalLocation, PropertyBag, Region, Replacement,
    ReportingConfiguration, ReportingDescriptor, Result as SarifResult, ResultLevel, Run, Sarif,
    Tool, ToolComponent,
};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) fn write(
    findings: &[Finding],
    sources: &SourceMap,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    let mut used: Vec<&'static Rule> = findings.iter().map(|finding| finding.rule).collect();
    used.sort_by_key(|rule| rule.code);
    used.dedup_by_key(|rule| rule.code);
    let mut counted: BTreeMap<u64, usize> = BTreeMap::new();
    let results = findings.iter().map(|finding| {
        let at = used.partition_point(|rule| rule.code < finding.rule.code);
        result(finding, at, sources, &mut counted)
    });
    let results: Vec<SarifResult> = results.collect();
    let driver = ToolComponent::builder()
        .name("bindery")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(used.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>())
        .build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(serde_json::json!("unicodeCodePoints"))
        .results(results)
        .build();
    let report = Sarif::builder()
        .schema(SCHEMA)
        .version(serde_json::json!("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_writer_pretty(&mut out, &report)?;
    out.write_all(b"\n")
}

fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let title = rule
        .page
        .lines()
        .find_map(|line| line.strip_prefix("# "))
        .unwrap_or(rule.name);
    let said = |text: &str| {
        MultiformatMessageString::builder()
            .text(text.to_owned())
            .build()
    };
    let help = MultiformatMessageString::builder()
        .text(rule.page.to_owned())
        .markdown(rule.page.to_owned())
        .build();
    let level = serde_json::json!(level(rule.severity).to_string());
    let tags = serde_json::json!([rule.group.name()]);
    ReportingDescriptor::builder()
        .id(rule.code)
        .name(rule.name)
        .short_description(said(title))
        .full_description(said(title))
        .help(help)
        .default_configuration(ReportingConfiguration::builder().level(level).build())
        .properties(
            PropertyBag::builder()
                .additional_properties(BTreeMap::from([("tags".to_owned(), tags)]))
                .build(),
        )
        .build()
}

fn result(
    finding: &Finding,
    rule: usize,
    sources: &SourceMap,
    counted: &mut BTreeMap<u64, usize>,
) -> SarifResult {
    let diagnostic = &finding.diagnostic;
    let text = match &diagnostic.help {
        Some(help) => format!("{}. Help: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let others = diagnostic.related.iter().enumerate().map(|(at, one)| {
        let mut place = location(one.span, sources);
        place.id = i64::try_from(at + 1).ok();
        place.message = Some(message(&one.message));
        place
    });
    let mut result = SarifResult::builder()
        .rule_id(finding.rule.code)
        .rule_index(i64::try_from(rule).unwrap_or(-1))
        .level(level(diagnostic.severity))
        .message(message(&text))
        .locations(vec![location(diagnostic.span, sources)])
        .related_locations(others.collect::<Vec<_>>())
        .partial_fingerprints(fingerprint(finding, sources, counted))
        .build();
    result.fixes = finding
        .fix
        .as_ref()
        .map(|fix| vec![sarif_fix(fix, sources)]);
    result
}

/// What stays the same when a finding moves on its page: rule, file, message, and which of those
/// that share all three it is.
fn fingerprint(
    finding: &Finding,
    sources: &SourceMap,
    counted: &mut BTreeMap<u64, usize>,
) -> BTreeMap<String, String> {
    let mut hasher = DefaultHasher::new();
    let file = &sources.file(finding.diagnostic.span.file).path;
    (finding.rule.code, file, &finding.diagnostic.message).hash(&mut hasher);
    let hash = hasher.finish();
    let number = counted.entry(hash).or_insert(0);
    *number += 1;
    let value = format!("{hash:016x}:{number}");
    BTreeMap::from([("bindery/v1".to_owned(), value)])
}

fn sarif_fix(fix: &Fix, sources: &SourceMap) -> SarifFix {
    let replacement = |edit: &bindery_generator::lint::Edit| {
        Replacement::builder()
            .deleted_region(region(edit.span, sources))
            .inserted_content(ArtifactContent::builder().text(edit.text.clone()).build())
            .build()
    };
    let file = fix.edits.first().map(|edit| edit.span);
    let change = file.map(|span| {
        ArtifactChange::builder()
            .artifact_location(artifact(span, sources))
            .replacements(fix.edits.iter().map(replacement).collect::<Vec<_>>())
            .build()
    });
    SarifFix::builder()
        .artifact_changes(change.into_iter().collect::<Vec<_>>())
        .build()
}

fn message(text: &str) -> Message {
    Message::builder().text(text.to_owned()).build()
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Info => ResultLevel::Note,
    }
}

fn location(span: Span, sources: &SourceMap) -> Location {
    let place = PhysicalLocation::builder()
        .artifact_location(artifact(span, sources))
        .region(region(span, sources))
        .build();
    Location::builder().physical_location(place).build()
}

fn artifact(span: Span, sources: &SourceMap) -> ArtifactLocation {
    ArtifactLocation::builder()
        .uri(uri(&sources.file(span.file).path))
        .build()
}

fn region(span: Span, sources: &SourceMap) -> Region {
    let file = sources.file(span.file);
    let (start, end) = (
        file.position(span.start),
        file.position(span.end.max(span.start)),
    );
    Region::builder()
        .start_line(i64::from(start.line))
        .start_column(i64::from(start.column))
        .end_line(i64::from(end.line))
        .end_column(i64::from(end.column))
        .build()
}

/// A path as a relative reference (RFC 3986 section 4.2).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            other => uri += &format!("%{other:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::written;

    #[test]
    fn it_is_valid_against_its_schema() {
        let report: serde_json::Value =
            serde_json::from_str(&written(Format::Sarif)).expect("it is JSON");
        let schema = include_str!("../../tests/schemas/sarif-2.1.0.json");
        // One pattern of the published schema has a bracket too many.
        let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}?$");
        let schema: serde_json::Value = serde_json::from_str(&schema).expect("the schema is JSON");
        let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let results = report["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), 6);
        let place = &results[1]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/a%20b.md");
        assert_eq!(place["region"]["startLine"], 12);
        let prints: std::collections::BTreeSet<String> = results
            .iter()
            .map(|one| one["partialFingerprints"].to_string())
            .collect();
        assert_eq!(prints.len(), 6, "each finding has a fingerprint of its own");
    }
}
