//! `--changed`: what the pages that differ from a git revision bring.
//!
//! Findings on them are told, and those on other pages that were not there before: the pages are
//! checked once more as they were, and what that finds elsewhere is left out.

use super::super::Session;
use crate::args::Check;
use crate::exit::Failure;
use crate::files::{self, Found};
use crate::git::{self, Difference};
use bindery_generator::dialect::Choice;
use bindery_generator::lint::{self, Baseline, Checked, Finding, Selection};
use bindery_model::{FileId, SourceMap};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Takes out of `checked` what the changed pages do not bring, and answers how much that was.
#[expect(
    clippy::too_many_arguments,
    reason = "it is all of a check, done again"
)]
pub(super) fn keep(
    revision: &str,
    args: &Check,
    session: &Session<'_>,
    pages: &[Found],
    sources: &SourceMap,
    choice: Choice<'_>,
    selection: &Selection,
    checked: &mut Checked,
) -> Result<usize, Failure> {
    let roots: Vec<PathBuf> = session.roots(&args.pages.pages)?.iter().map(real).collect();
    let is_wanted = |path: &Path| {
        let path = real(path);
        files::is_page(&path) && roots.iter().any(|root| path.starts_with(root))
            || roots.contains(&path)
    };
    let folder = match roots.first() {
        Some(root) if root.is_dir() => root.as_path(),
        Some(root) => root.parent().unwrap_or(root),
        None => return Ok(0),
    };
    let differences = git::differences(folder, revision, is_wanted)?;
    let before = before(&differences, pages, sources, session);
    let old = lint::check(&before, choice, selection, Vec::new());
    let changed: BTreeSet<PathBuf> = differences.iter().map(|one| real(&one.path)).collect();
    let is_changed: BTreeSet<&str> = pages
        .iter()
        .filter(|page| changed.contains(&real(&page.path)))
        .map(|page| page.shown.as_str())
        .collect();
    let all = std::mem::take(&mut checked.findings);
    let total = all.len();
    let (own, mut others): (Vec<Finding>, Vec<Finding>) = all
        .into_iter()
        .partition(|one| is_changed.contains(&*sources.file(one.diagnostic.span.file).path));
    // What is wrong with the bytes of a page that did not change was wrong with them before.
    others.retain(|one| !matches!(one.rule.name, "not-utf8" | "unread-page"));
    leave_out(&old.findings, &before, &mut others, sources);
    checked.findings = own;
    checked.findings.append(&mut others);
    let place = |one: &Finding| {
        let span = one.diagnostic.span;
        (sources.file(span.file).path.clone(), span.start)
    };
    checked.findings.sort_by_cached_key(place);
    Ok(total - checked.findings.len())
}

/// The pages as they were.
fn before(
    differences: &[Difference],
    pages: &[Found],
    sources: &SourceMap,
    session: &Session<'_>,
) -> SourceMap {
    let texts: BTreeMap<&str, &str> = sources
        .files()
        .map(|(_, file)| (&*file.path, &*file.text))
        .collect();
    let mut all: BTreeMap<String, String> = pages
        .iter()
        .filter_map(|page| Some((page.shown.clone(), (*texts.get(&*page.shown)?).to_owned())))
        .collect();
    let shown: BTreeMap<PathBuf, &str> = pages
        .iter()
        .map(|page| (real(&page.path), &*page.shown))
        .collect();
    for one in differences {
        let path = real(&one.path);
        let name = match shown.get(&path) {
            Some(shown) => (*shown).to_owned(),
            None => session.paths.shown(&path),
        };
        match &one.before {
            Some(bytes) => all.insert(name, String::from_utf8_lossy(bytes).into_owned()),
            None => all.remove(&name),
        };
    }
    let mut before = SourceMap::new();
    for (path, text) in all {
        before.add(path, text);
    }
    before
}

/// Takes out what was found before, as often as it was.
fn leave_out(old: &[Finding], before: &SourceMap, new: &mut Vec<Finding>, sources: &SourceMap) {
    let known = Baseline::write(old, before);
    if let Ok(known) = Baseline::read(&known, FileId(0)) {
        known.keep_back(new, sources);
    }
}

/// Links followed, also of files that are gone.
fn real(path: impl AsRef<Path>) -> PathBuf {
    let path = path.as_ref();
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => path.to_path_buf(),
    }
}
