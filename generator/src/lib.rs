//! From reference pages to a model, and from the model to code and contracts.
//!
//! ```text
//! SourceMap ─ page ─▶ blocks ─ dialect ─▶ RawPage ─ assemble ─▶ Api ─ resolve ─▶ ResolvedApi
//!           ─ target ─▶ files
//! ```

pub mod assemble;
pub mod dialect;
pub mod diff;
mod json;
pub mod lint;
pub mod names;
pub mod page;
mod page_cache;
pub mod render;
pub mod resolve;
pub mod target;
mod yaml;

use assemble::Assembler;
use bindery_model::{Api, Diagnostic, FileId, ResolvedApi, SourceMap};
use dialect::{Choice, Dialect, RawKind, RawLink};
use rayon::prelude::*;

pub use page_cache::PageCache;

/// What reading and resolving a set of pages gives. It never fails: what is wrong with the pages
/// is told by the diagnostics.
#[derive(Debug)]
pub struct Reference {
    /// The model.
    pub api: ResolvedApi,
    /// Every file in the order of the map: what it was, and what was wrong with it.
    pub pages: Vec<PageReport>,
    /// What resolution had to settle or could not bind.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reference {
    /// Every diagnostic: those of the pages in their order, then those of resolution.
    pub fn all_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_pages = self.pages.iter().flat_map(|page| &page.diagnostics);
        of_pages.chain(&self.diagnostics)
    }
}

/// What became of one file.
#[derive(Clone, Debug)]
pub struct PageReport {
    /// The file.
    pub file: FileId,
    /// The dialect that read it; `None` where no dialect could.
    pub dialect: Option<String>,
    /// How many operations it documents.
    pub operations: usize,
    /// Where it leads, if it is an index or a table of contents: label and target of each link.
    pub links: Option<Vec<(String, String)>>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads every file of `sources` and resolves what they state together.
pub fn read_reference(sources: &SourceMap, choice: Choice<'_>) -> Reference {
    let (api, pages) = read_pages(sources, choice);
    let (api, diagnostics) = resolve::resolve(api, sources, &choice.byte_samples());
    Reference {
        api,
        pages,
        diagnostics,
    }
}

/// Reads every file of `sources`, on all threads; the result does not depend on how many.
pub fn read_pages(sources: &SourceMap, choice: Choice<'_>) -> (Api, Vec<PageReport>) {
    let assemblers: Vec<Assembler<'_>> = choice.dialects().iter().map(Assembler::new).collect();
    let files: Vec<FileId> = sources.files().map(|(file, _)| file).collect();
    let read = files
        .par_iter()
        .map(|file| read_page(sources, *file, choice, &assemblers));
    together(read.collect(), &assemblers)
}

/// Pages in the order of their files, put together.
fn together(read: Vec<ReadPage>, assemblers: &[Assembler<'_>]) -> (Api, Vec<PageReport>) {
    let mut api = Api::default();
    let mut pages = Vec::with_capacity(read.len());
    for (operations, page) in read {
        api.operations.extend(operations);
        pages.push(page);
    }
    for assembler in assemblers {
        let name = Some(assembler.dialect_name());
        let first = pages
            .iter_mut()
            .find(|page| page.dialect.as_deref() == name);
        if let Some(page) = first {
            page.diagnostics.extend(assembler.trouble(page.file));
        }
    }
    (api, pages)
}

/// What one page states, and what became of it.
type ReadPage = (Vec<bindery_model::api::Operation>, PageReport);

fn read_page(
    sources: &SourceMap,
    file: FileId,
    choice: Choice<'_>,
    assemblers: &[Assembler<'_>],
) -> ReadPage {
    let (dialect, raw) = dialect::read_page(choice, file, sources.file(file));
    let name = dialect.map(Dialect::name);
    let assembler = assemblers.iter().find(|a| Some(a.dialect_name()) == name);
    let mut diagnostics = raw.diagnostics;
    let (operations, links) = match (raw.kind, assembler) {
        (RawKind::Operations(all), Some(assembler)) => {
            let assemble = |one| assembler.operation(one, file, sources, &mut diagnostics);
            (all.iter().filter_map(assemble).collect(), None)
        }
        (RawKind::Operations(_), None) => (Vec::new(), None),
        (RawKind::Index(links), _) => {
            let owned =
                |link: &RawLink<'_>| (link.label.text.to_owned(), link.target.text.to_owned());
            (Vec::new(), Some(links.iter().map(owned).collect()))
        }
    };
    let report = PageReport {
        file,
        dialect: name.map(str::to_owned),
        operations: operations.len(),
        links,
        diagnostics,
    };
    (operations, report)
}
