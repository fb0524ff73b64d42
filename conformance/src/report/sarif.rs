//! SARIF 2.1.0: each finding on the line of the page that promises it.

use super::document::{Document, Finding, Outcome};
use super::junit::message;
use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, MultiformatMessageString, PhysicalLocation, Region,
    ReportingDescriptor, Result as SarifResult, ResultLevel, Run, Sarif, Tool, ToolComponent,
};
use std::collections::{BTreeMap, BTreeSet};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The text of the report.
pub fn sarif(document: &Document) -> String {
    let told: Vec<&Finding> = document
        .findings
        .iter()
        .filter(|one| one.known.is_none())
        .collect();
    let checks: BTreeSet<&str> = told.iter().map(|one| one.check.as_str()).collect();
    let rules: Vec<ReportingDescriptor> = checks.into_iter().map(rule).collect();
    let driver = ToolComponent::builder()
        .name("bindery")
        .version(env!("CARGO_PKG_VERSION"))
        .rules(rules)
        .build();
    let results: Vec<SarifResult> = told.into_iter().map(result).collect();
    let tool = Tool::builder().driver(driver).build();
    let run = Run::builder().tool(tool).results(results).build();
    let sarif = Sarif::builder()
        .version("2.1.0")
        .schema(SCHEMA)
        .runs(vec![run])
        .build();
    let mut text = serde_json::to_string_pretty(&sarif).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(check: &str) -> ReportingDescriptor {
    let text = MultiformatMessageString::builder()
        .text(check.replace('-', " "))
        .build();
    ReportingDescriptor::builder()
        .id(check)
        .short_description(text)
        .build()
}

fn result(finding: &Finding) -> SarifResult {
    let place = &finding.verdict.documented;
    let region = Region::builder()
        .start_line(i64::from(place.line))
        .start_column(i64::from(place.column.max(1)))
        .end_column(i64::from(place.end_column.max(place.column).max(1)))
        .build();
    let artifact = ArtifactLocation::builder().uri(uri(&place.file)).build();
    let physical = PhysicalLocation::builder()
        .artifact_location(artifact)
        .region(region)
        .build();
    let location = Location::builder().physical_location(physical).build();
    let level = match finding.outcome {
        Outcome::Failed => ResultLevel::Error,
        _ => ResultLevel::Warning,
    };
    let prints = BTreeMap::from([("finding/v1".to_owned(), finding.id.clone())]);
    let text = Message::builder().text(message(&finding.verdict)).build();
    SarifResult::builder()
        .rule_id(finding.check.clone())
        .level(level)
        .message(text)
        .locations(vec![location])
        .partial_fingerprints(prints)
        .build()
}

/// A path as a relative reference (RFC 3986 section 4.2).
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'#').add(b'\\');
    utf8_percent_encode(path, PATH).to_string()
}
