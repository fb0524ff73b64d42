//! What is measured.

use crate::Failure;
use crate::pages::PageFile;
use bindery_generator::dialect::{Choice, Dialect, builtin};
use bindery_generator::target::{Options, Target};
use bindery_generator::{read_pages, resolve};
use bindery_model::SourceMap;
use pulldown_cmark::{Options as MarkdownOptions, Parser};
use rayon::prelude::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long each part took.
pub(crate) struct Times {
    pub(crate) pages: Duration,
    pub(crate) resolve: Duration,
    pub(crate) generate: Duration,
}

/// The compiled-in dialects; loaded once a process, as the command line does.
pub(crate) fn dialects() -> Result<Vec<Dialect>, Failure> {
    Ok(builtin().map_err(|error| format!("load a dialect: {error}"))?)
}

/// The baseline: how many events pulldown-cmark finds in the pages.
pub(crate) fn walk(pages: &[PageFile]) -> usize {
    let options =
        MarkdownOptions::ENABLE_TABLES | MarkdownOptions::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let events = |page: &PageFile| {
        let parser = Parser::new_ext(&page.text, options).into_offset_iter();
        parser.map(black_box).count()
    };
    pages.iter().map(events).sum()
}

/// From texts to what targets write.
pub(crate) fn reference(
    pages: Vec<PageFile>,
    dialects: &[Dialect],
    targets: &[Target],
) -> Result<Times, Failure> {
    let start = Instant::now();
    let mut sources = SourceMap::new();
    for page in pages {
        sources.add(page.path, page.text);
    }
    let choice = Choice::Auto(dialects);
    let (api, reports) = read_pages(&sources, choice);
    let pages = start.elapsed();
    let start = Instant::now();
    let (api, diagnostics) = resolve::resolve(api, &sources, &choice.byte_samples());
    let resolve = start.elapsed();
    let start = Instant::now();
    let options = Options::default();
    let one = |target: &Target| target.generate(&api, &sources, &options);
    let files: Result<Vec<_>, _> = targets.par_iter().map(one).collect();
    let files = files.map_err(|error| format!("generate: {error}"))?;
    let generate = start.elapsed();
    black_box((reports, diagnostics, files));
    Ok(Times {
        pages,
        resolve,
        generate,
    })
}
