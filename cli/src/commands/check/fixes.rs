//! Fixes on their way to disk.

use super::super::Session;
use crate::args::Check;
use crate::diff;
use crate::exit::{Failure, doing};
use crate::files::Found;
use crate::write::{self, Compared};
use bindery_generator::lint::{self, Checked};
use bindery_generator::target::OutputFile;
use bindery_model::SourceMap;
use std::path::PathBuf;

/// A file that fixes change: what it becomes, where it lies, what it is now, and how many findings
/// are mended in it.
struct Mended {
    file: OutputFile,
    path: PathBuf,
    before: Vec<u8>,
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
        let before = std::fs::read(&page.path).map_err(wrong)?;
        // What is not text, or has changed since it was read, is not ours to write.
        if before != sources.file(fixed.file).text.as_bytes() {
            continue;
        }
        let file = OutputFile {
            path: shown.clone(),
            text: fixed.text,
        };
        all.push(Mended {
            file,
            path: page.path.clone(),
            before,
            count: fixed.count,
        });
    }
    Ok(all)
}

pub(super) fn print_diff(
    args: &Check,
    session: &Session<'_>,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<bool, Failure> {
    let fixes = fixes(args, pages, sources, checked)?;
    diff::print(&compared(&fixes, session))
}

pub(super) fn write(
    args: &Check,
    session: &Session<'_>,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<usize, Failure> {
    doing("writing fixes");
    let fixes = fixes(args, pages, sources, checked)?;
    write::write(&compared(&fixes, session))?;
    Ok(fixes.iter().map(|one| one.count).sum())
}

fn compared<'f>(fixes: &'f [Mended], session: &Session<'_>) -> Vec<Compared<'f>> {
    let one = |mended: &'f Mended| Compared {
        file: &mended.file,
        path: mended.path.clone(),
        shown: session.paths.shown(&mended.path),
        before: Some(mended.before.clone()),
    };
    fixes.iter().map(one).collect()
}
