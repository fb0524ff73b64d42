//! `--format junit`: a test case a page, which fails where something was found on it.

use bindery_generator::lint::Finding;
use bindery_model::{FileId, Severity, SourceMap};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) fn write(
    findings: &[Finding],
    sources: &SourceMap,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut by_page: BTreeMap<FileId, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_page
            .entry(finding.diagnostic.span.file)
            .or_default()
            .push(finding);
    }
    let mut pages: Vec<_> = sources.files().collect();
    pages.sort_by_key(|(_, file)| &file.path);
    let mut suite = TestSuite::new("bindery check");
    for (id, file) in pages {
        let found = by_page.get(&id).map_or(&[][..], Vec::as_slice);
        let mut case = TestCase::new(file.path.as_str(), status(found, sources));
        case.set_classname("bindery check");
        suite.add_test_case(case);
    }
    let mut report = Report::new("bindery check");
    report.add_test_suite(suite);
    let text = report.to_string().map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn status(found: &[&Finding], sources: &SourceMap) -> TestCaseStatus {
    let fails = |finding: &&&Finding| finding.severity() != Severity::Info;
    let Some(first) = found.iter().find(fails) else {
        return TestCaseStatus::success();
    };
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let line = |finding: &&Finding| {
        let position = sources.position(finding.diagnostic.span);
        let (rule, message) = (finding.rule, &finding.diagnostic.message);
        format!("{position}: {} {}: {message}\n", rule.code, rule.name)
    };
    let more = match found.len() {
        1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    status
        .set_type(first.rule.code)
        .set_message(format!("{}{more}", first.diagnostic.message))
        .set_description(found.iter().map(line).collect::<String>());
    status
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::super::tests::written;

    #[test]
    fn a_page_is_a_case() {
        let text = written(Format::Junit);
        assert!(
            text.contains("tests=\"2\" ") && text.contains("failures=\"2\""),
            "{text}"
        );
        assert!(
            text.contains("<testcase name=\"docs/zwölf.md\" classname=\"bindery check\">"),
            "{text}"
        );
        assert!(
            text.contains("12:18: BND101 double-escaped-entity: readers see"),
            "{text}"
        );
    }
}
