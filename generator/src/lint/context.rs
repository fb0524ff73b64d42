//! What rules look at.

use super::links::Pages;
use super::rows::Row;
use crate::dialect::{Dialect, RawLink, RawOperation, RawPage, Section, Text};
use bindery_model::api::Operation;
use bindery_model::{Api, FileId, ResolvedApi, SourceMap, Span, StatedType};
use std::cell::OnceCell;

/// One page.
pub(crate) struct PageContext<'a> {
    pub(crate) sources: &'a SourceMap,
    /// Every page by its path.
    pub(crate) pages: &'a Pages<'a>,
    pub(crate) file: FileId,
    /// The dialect that read it.
    pub(crate) dialect: &'a Dialect,
    /// Its words by role.
    pub(crate) raw: &'a RawPage<'a>,
    /// Its operations, in their order.
    pub(crate) operations: Vec<Documented<'a>>,
    /// What [`super::prose::texts`] found: many rules ask for it.
    pub(super) texts: OnceCell<Vec<Text<'a>>>,
    /// What [`super::rows::rows`] found: many rules ask for it.
    pub(super) rows: OnceCell<Vec<Row<'a>>>,
}

impl<'a> PageContext<'a> {
    /// The page's text.
    pub(crate) fn text(&self) -> &'a str {
        &self.sources.file(self.file).text
    }
}

/// An operation in the page's words, and the facts that they state.
#[derive(Clone, Copy)]
pub(crate) struct Documented<'a> {
    pub(crate) raw: &'a RawOperation<'a>,
    pub(crate) stated: &'a Operation,
}

/// All pages together, as they state things, before anything was settled between them.
pub(crate) struct ReferenceContext<'a> {
    pub(crate) sources: &'a SourceMap,
    /// Every page by its path.
    pub(crate) paths: &'a Pages<'a>,
    pub(crate) api: &'a Api,
    pub(crate) pages: &'a [PageDigest<'a>],
}

impl<'a> ReferenceContext<'a> {
    /// What places are put in order by, whatever the order of the files was.
    pub(crate) fn place(&self, span: Span) -> (&'a str, u32) {
        (&self.sources.file(span.file).path, span.start)
    }
}

/// What resolution made of all pages.
pub(crate) struct ResolvedContext<'a> {
    pub(crate) api: &'a ResolvedApi,
    /// The cells that name a type, by the order of their files.
    pub(crate) named_cells: &'a [(String, Span)],
}

/// The cells of bodies that name a type, with that name.
pub(super) fn named_cells(api: &Api) -> Vec<(String, Span)> {
    let mut cells = Vec::new();
    for operation in &api.operations {
        let bodies = [&operation.request, &operation.response]
            .into_iter()
            .flatten();
        for property in bodies.flat_map(|body| &body.properties) {
            let stated = &property.stated_type;
            let mut inner = &stated.value;
            while let StatedType::Array(Some(next)) | StatedType::Map(Some(next)) = inner {
                inner = next;
            }
            if let StatedType::Named(name) = inner {
                cells.push((name.clone(), stated.span()));
            }
        }
    }
    cells
}

/// What is kept of a page while all pages are looked at together.
pub(crate) struct PageDigest<'a> {
    pub(crate) file: FileId,
    /// The name of the dialect that read it.
    pub(crate) dialect: Option<&'a str>,
    /// The title, from the front matter or the first heading.
    pub(crate) title: Option<Text<'a>>,
    /// Headings and lines that start sections.
    pub(crate) sections: Vec<(Section, Text<'a>)>,
    /// Where it leads, if it is an index or a table of contents.
    pub(crate) links: Option<Vec<RawLink<'a>>>,
    /// How many operations it documents.
    pub(crate) operations: usize,
}
