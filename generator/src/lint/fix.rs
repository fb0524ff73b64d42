//! Fixes: edits of findings, laid onto the texts of their files.

use super::finding::{Edit, Finding};
use super::rule::Safety;
use bindery_model::{FileId, SourceMap};
use std::collections::BTreeMap;

/// A file with fixes made.
#[derive(Debug)]
pub struct Fixed {
    /// The file.
    pub file: FileId,
    /// Its new text.
    pub text: String,
    /// How many findings were mended in it.
    pub count: usize,
}

/// The files that the fixes of `findings` change. Of two fixes that touch the same bytes the first
/// is made: checking again finds the other.
pub fn apply(sources: &SourceMap, findings: &[Finding], with_unsafe: bool) -> Vec<Fixed> {
    let mut by_file: BTreeMap<FileId, (Vec<&Edit>, usize)> = BTreeMap::new();
    for finding in findings {
        let may = match finding.rule.fix {
            Some(Safety::Safe) => true,
            Some(Safety::Unsafe) => with_unsafe,
            None => false,
        };
        let Some(fix) = finding.fix.as_ref().filter(|_| may) else {
            continue;
        };
        let (taken, count) = by_file.entry(finding.diagnostic.span.file).or_default();
        let is_free = |edit: &Edit| taken.iter().all(|there| !overlap(there, edit));
        if fix.edits.iter().all(is_free) {
            taken.extend(&fix.edits);
            *count += 1;
        }
    }
    let fixed = |(file, (mut edits, count)): (FileId, (Vec<&Edit>, usize))| {
        edits.sort();
        let before = &sources.file(file).text;
        let mut text = String::with_capacity(before.len());
        let mut at = 0;
        for edit in edits {
            text.push_str(before.get(at..edit.span.range().start).unwrap_or(""));
            text.push_str(&edit.text);
            at = edit.span.range().end;
        }
        text.push_str(before.get(at..).unwrap_or(""));
        Fixed { file, text, count }
    };
    by_file.into_iter().map(fixed).collect()
}

fn overlap(a: &Edit, b: &Edit) -> bool {
    // Several rows may be put behind one, but none twice.
    let both_put_in = a.span == b.span && a.span.range().is_empty() && a.text != b.text;
    !both_put_in && (a.span.start < b.span.end && b.span.start < a.span.end || a.span == b.span)
}
