//! Findings as editors show them, and their fixes.

use super::positions::Lines;
use super::workspace::Snapshot;
use bindery_generator::lint::{Edit, Finding, Safety};
use bindery_model::{FileId, Severity};
use lsp_types::{
    CodeAction, CodeActionKind, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    Location, NumberOrString, Range, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

/// The source that editors name beside a finding.
const SOURCE: &str = "bindery";
/// The fix of all that is safe, which editors may ask for when a page is saved.
const FIX_ALL: CodeActionKind = CodeActionKind::SOURCE_FIX_ALL;

/// What is to be shown on each page that has findings.
pub(super) fn diagnostics(snapshot: &Snapshot) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
    let mut by_file: BTreeMap<FileId, Vec<&Finding>> = BTreeMap::new();
    for finding in &snapshot.findings {
        by_file
            .entry(finding.diagnostic.span.file)
            .or_default()
            .push(finding);
    }
    let page = |(file, findings): (FileId, Vec<&Finding>)| {
        let lines = Lines::new(&snapshot.sources.file(file).text);
        let all = findings
            .into_iter()
            .map(|one| diagnostic(one, &lines, snapshot));
        Some((snapshot.path(file)?.to_path_buf(), all.collect()))
    };
    by_file.into_iter().filter_map(page).collect()
}

fn diagnostic(finding: &Finding, lines: &Lines<'_>, snapshot: &Snapshot) -> Diagnostic {
    let told = &finding.diagnostic;
    let help = told.help.as_ref().map(|help| format!("\nhelp: {help}"));
    let related = told.related.iter().filter_map(|related| {
        let lines = Lines::new(&snapshot.sources.file(related.span.file).text);
        Some(DiagnosticRelatedInformation {
            location: Location::new(
                snapshot.uri(related.span.file)?,
                lines.range(related.span.range()),
            ),
            message: related.message.clone(),
        })
    });
    let related: Vec<_> = related.collect();
    Diagnostic {
        range: lines.range(told.span.range()),
        severity: Some(match told.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: format!("{}{}", told.message, help.unwrap_or_default()),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

/// The fixes of findings in a range, and the fix of all that is safe on the page.
pub(super) fn actions(
    snapshot: &Snapshot,
    file: FileId,
    uri: &Uri,
    range: Range,
    only: Option<&[CodeActionKind]>,
) -> Vec<CodeAction> {
    let lines = Lines::new(&snapshot.sources.file(file).text);
    let (from, to) = (lines.offset(range.start), lines.offset(range.end));
    let wanted = |kind: &CodeActionKind| {
        let is_below = |one: &CodeActionKind| {
            let rest = kind.as_str().strip_prefix(one.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        only.is_none_or(|only| only.iter().any(is_below))
    };
    let on_page = snapshot
        .findings
        .iter()
        .filter(|one| one.diagnostic.span.file == file);
    let fixable = on_page.filter_map(|one| Some((one, one.fix.as_ref()?, one.rule.fix?)));
    let fixable: Vec<_> = fixable.collect();
    let mut all = Vec::new();
    for (finding, fix, safety) in &fixable {
        let place = finding.diagnostic.span.range();
        if !wanted(&CodeActionKind::QUICKFIX) || place.start > to || from > place.end {
            continue;
        }
        let is_safe = *safety == Safety::Safe;
        let doubt = if is_safe {
            ""
        } else {
            " (may change what the page says)"
        };
        all.push(CodeAction {
            title: format!(
                "Mend {}: {}{doubt}",
                finding.rule.code, finding.diagnostic.message
            ),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic(finding, &lines, snapshot)]),
            edit: Some(edit(uri, &fix.edits, &lines)),
            is_preferred: Some(is_safe),
            ..CodeAction::default()
        });
    }
    let safe = fixable
        .iter()
        .filter(|(_, _, safety)| *safety == Safety::Safe);
    let mut edits: Vec<Edit> = Vec::new();
    for (_, fix, _) in safe {
        let overlaps = |edit: &Edit| {
            let is_apart = |a: &Edit, b: &Edit| a.span.end <= b.span.start;
            edits
                .iter()
                .any(|one| !is_apart(one, edit) && !is_apart(edit, one))
        };
        if !fix.edits.iter().any(overlaps) {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    if !edits.is_empty() && wanted(&FIX_ALL) {
        all.push(CodeAction {
            title: "Mend all on this page that can be mended safely".to_owned(),
            kind: Some(FIX_ALL),
            edit: Some(edit(uri, &edits, &lines)),
            ..CodeAction::default()
        });
    }
    all
}

fn edit(uri: &Uri, edits: &[Edit], lines: &Lines<'_>) -> WorkspaceEdit {
    let one = |edit: &Edit| TextEdit::new(lines.range(edit.span.range()), edit.text.clone());
    let edits = edits.iter().map(one).collect();
    WorkspaceEdit::new(HashMap::from([(uri.clone(), edits)]))
}
