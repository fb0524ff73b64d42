//! From the pages that the arguments name to a model.

use crate::dialects::Dialects;
use crate::exit::{Failure, doing};
use crate::files::{self, Content, Found};
use crate::progress::Progress;
use crate::terminal::count;
use bindery_generator::{Reference, read_pages, read_reference};
use bindery_model::{Diagnostic, FileId, Severity, SourceMap, Span};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

/// What was read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The pages.
    pub(crate) sources: SourceMap,
    /// What they state.
    pub(crate) reference: Reference,
    /// What is wrong with the texts themselves, such as bytes that are no text.
    pub(crate) of_texts: Vec<Diagnostic>,
    /// Every diagnostic, in the order of the pages and their lines.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// How many operations the pages document.
    pub(crate) fn operations(&self) -> usize {
        self.reference
            .pages
            .iter()
            .map(|page| page.operations)
            .sum()
    }
}

/// The text of pages, and what is wrong with it.
pub(crate) struct Loaded {
    pub(crate) sources: SourceMap,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the text of pages; those that `open` has are not read from disk.
pub(crate) fn load_over(
    pages: &[Found],
    open: &dyn Fn(&Path) -> Option<String>,
) -> Result<Loaded, Failure> {
    let open: Vec<Option<String>> = pages.iter().map(|page| open(&page.path)).collect();
    let on_disk = pages.iter().zip(&open).filter(|(_, open)| open.is_none());
    let on_disk: Vec<&Found> = on_disk.map(|(page, _)| page).collect();
    let mut read = files::read(&on_disk)?.into_iter();
    let content = |text| Content::Text {
        text,
        not_utf8: None,
    };
    let contents = open
        .into_iter()
        .filter_map(|open| open.map(content).or_else(|| read.next()));
    Ok(loaded(pages, contents))
}

/// The text of pages that were read. Those of which nothing is read join the map last.
pub(crate) fn loaded(pages: &[Found], contents: impl Iterator<Item = Content>) -> Loaded {
    let (mut sources, mut diagnostics, too_large) = texts(shown(pages).zip(contents));
    for shown in too_large {
        let file = sources.add(shown, "");
        diagnostics.push(too_large_page(file));
    }
    Loaded {
        sources,
        diagnostics,
    }
}

fn shown(pages: &[Found]) -> impl Iterator<Item = &str> {
    pages.iter().map(|page| page.shown.as_str())
}

type Texts<'p> = (SourceMap, Vec<Diagnostic>, Vec<&'p str>);

/// The texts of pages, each as its path is shown and what it holds, and the paths of those without.
fn texts<'p>(pages: impl Iterator<Item = (&'p str, Content)>) -> Texts<'p> {
    let mut sources = SourceMap::new();
    let mut diagnostics = Vec::new();
    let mut too_large = Vec::new();
    for (shown, content) in pages {
        match content {
            Content::Text { text, not_utf8 } => {
                let file = sources.add(shown, text);
                diagnostics.extend(not_utf8.map(|(at, byte)| not_utf8_at(file, at, byte)));
            }
            Content::TooLarge => too_large.push(shown),
        }
    }
    (sources, diagnostics, too_large)
}

/// Reads pages and resolves what they state.
pub(crate) fn read(pages: &[Found], dialects: &Dialects, quiet: bool) -> Result<Reading, Failure> {
    let _progress = Progress::start(format!("reading {}", count(pages.len(), "page")), quiet);
    read_with(pages, |sources| read_sources(sources, dialects))
}

/// The same, where `refer` reads and resolves.
pub(crate) fn read_with(
    pages: &[Found],
    refer: impl FnOnce(&SourceMap) -> Reference,
) -> Result<Reading, Failure> {
    doing("reading files");
    let contents = files::read(&pages.iter().collect::<Vec<_>>())?;
    Ok(refer_to(shown(pages).zip(contents), refer))
}

/// Resolves what pages state: how the path of each is shown, in the order of those, and what it holds.
pub(crate) fn of_contents<'p>(
    pages: impl Iterator<Item = (&'p str, Content)>,
    dialects: &Dialects,
) -> Reading {
    refer_to(pages, |sources| read_sources(sources, dialects))
}

fn refer_to<'p>(
    pages: impl Iterator<Item = (&'p str, Content)>,
    refer: impl FnOnce(&SourceMap) -> Reference,
) -> Reading {
    let (mut sources, mut diagnostics, too_large) = texts(pages);
    let reference = refer(&sources);
    // They join the map last, so that nothing tries to read them.
    for shown in too_large {
        let file = sources.add(shown, "");
        diagnostics.push(too_large_page(file));
    }
    let of_texts = diagnostics.clone();
    diagnostics.extend(reference.all_diagnostics().cloned());
    diagnostics.sort_by_key(|d| (&sources.file(d.span.file).path, d.span.file, d.span.start));
    Reading {
        sources,
        reference,
        of_texts,
        diagnostics,
    }
}

/// Reads what is in memory. Where we panic, the page at which we do is found out for the report.
fn read_sources(sources: &SourceMap, dialects: &Dialects) -> Reference {
    doing("the resolution of what the pages state");
    let work = || read_reference(sources, dialects.choice());
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let mut files = sources.files().map(|(_, file)| file);
        let at_fault = files.find(|file| {
            let mut alone = SourceMap::new();
            alone.add(&file.path, &file.text);
            catch_unwind(AssertUnwindSafe(|| read_pages(&alone, dialects.choice()))).is_err()
        });
        if let Some(file) = at_fault {
            doing(format!("the page {}", file.path));
        }
        resume_unwind(panic)
    })
}

fn not_utf8_at(file: FileId, at: usize, byte: u8) -> Diagnostic {
    let message =
        format!("byte 0x{byte:02X} is not UTF-8, so it is read as U+FFFD, as are others like it");
    // U+FFFD stands there in the text, and has three bytes.
    Diagnostic::new(
        "not-utf8",
        Severity::Warning,
        Span::new(file, at..at + 3),
        message,
    )
    .help("save the page as UTF-8")
}

fn too_large_page(file: FileId) -> Diagnostic {
    let message = format!(
        "this page has more than {} MiB, so nothing of it is read",
        files::LARGEST >> 20
    );
    Diagnostic::new(
        "unread-page",
        Severity::Error,
        Span::file_start(file),
        message,
    )
    .help("divide it, or leave it out")
}
