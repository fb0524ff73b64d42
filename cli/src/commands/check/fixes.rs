//! Fixes on their way to disk.

use crate::args::Check;
use crate::exit::{Failure, doing};
use crate::files::Found;
use crate::output::{between, write_one};
use crate::terminal::stdout;
use bindery_generator::lint::{self, Checked};
use bindery_model::SourceMap;
use std::path::PathBuf;

/// A file that fixes change, and how many findings are mended in it.
struct Mended {
    path: PathBuf,
    shown: String,
    before: String,
    after: String,
    count: usize,
}

/// The files that fixes change, beside what is on disk.
fn fixes(
    args: &Check,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<Vec<Mended>, Failure> {
    let mut all = Vec::new();
    for fixed in lint::apply(sources, &checked.findings, args.with_unsafe) {
        let shown = &sources.file(fixed.file).path;
        let Some(page) = pages.iter().find(|page| page.shown == *shown) else {
            continue;
        };
        let wrong = |error| Failure::io("read", shown, error);
        let on_disk = std::fs::read(&page.path).map_err(wrong)?;
        let before = &sources.file(fixed.file).text;
        // What is not text, or has changed since it was read, is not ours to write.
        if on_disk != before.as_bytes() || fixed.text == *before {
            continue;
        }
        all.push(Mended {
            path: page.path.clone(),
            shown: shown.clone(),
            before: before.clone(),
            after: fixed.text,
            count: fixed.count,
        });
    }
    Ok(all)
}

/// Prints what would be changed; whether that is anything.
pub(super) fn print_diff(
    args: &Check,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<bool, Failure> {
    let fixes = fixes(args, pages, sources, checked)?;
    for one in &fixes {
        // Folders `a` and `b` are what `patch -p1` takes away, so nothing may be absolute below them.
        let shown = one.shown.trim_start_matches('/');
        let (old, new) = (format!("a/{shown}"), format!("b/{shown}"));
        let text = between(&old, &new, &one.before, &one.after);
        stdout(|out| out.write_all(text.as_bytes()))?;
    }
    Ok(!fixes.is_empty())
}

/// Writes what is changed; how many findings that mends.
pub(super) fn write(
    args: &Check,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<usize, Failure> {
    doing("writing fixes");
    let fixes = fixes(args, pages, sources, checked)?;
    for one in &fixes {
        let wrong = |error| Failure::io("write", &one.shown, error);
        write_one(&one.path, one.after.as_bytes()).map_err(wrong)?;
    }
    Ok(fixes.iter().map(|one| one.count).sum())
}
