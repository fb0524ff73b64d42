//! Pages as they were read before, for those who read again and again.

use crate::assemble::Assembler;
use crate::dialect::Choice;
use crate::{ReadPage, Reference, read_page, resolve, together};
use bindery_model::{FileId, SourceMap};
use rayon::prelude::*;
use std::collections::HashMap;

/// What pages stated when they were read last.
pub struct PageCache<'d> {
    choice: Choice<'d>,
    assemblers: Vec<Assembler<'d>>,
    /// By file, because every span names it: path and text, and what was read.
    pages: HashMap<FileId, (String, String, ReadPage)>,
}

impl<'d> PageCache<'d> {
    /// Nothing was read yet.
    pub fn new(choice: Choice<'d>) -> Self {
        PageCache {
            choice,
            assemblers: choice.dialects().iter().map(Assembler::new).collect(),
            pages: HashMap::new(),
        }
    }

    /// What [`crate::read_reference`] gives; only pages that changed are read. All passes of
    /// resolution are made, because what one page states may settle what another means.
    pub fn read_reference(&mut self, sources: &SourceMap) -> Reference {
        let before = std::mem::take(&mut self.pages);
        let files: Vec<_> = sources.files().collect();
        let one = |(file, source): &(FileId, &bindery_model::SourceFile)| {
            let known = before.get(file);
            let known =
                known.filter(|(path, text, _)| *path == source.path && *text == source.text);
            match known {
                Some((_, _, read)) => (read.clone(), false),
                None => (
                    read_page(sources, *file, self.choice, &self.assemblers),
                    true,
                ),
            }
        };
        let read: Vec<(ReadPage, bool)> = files.par_iter().map(one).collect();
        let mut pages = before;
        pages.retain(|file, _| (file.0 as usize) < files.len());
        for ((file, source), (page, is_new)) in files.iter().zip(&read) {
            if *is_new {
                let entry = (source.path.clone(), source.text.clone(), page.clone());
                pages.insert(*file, entry);
            }
        }
        self.pages = pages;
        let read = read.into_iter().map(|(page, _)| page).collect();
        let (api, pages) = together(read, &self.assemblers);
        let byte_samples = self.choice.byte_samples();
        let (api, diagnostics) = resolve::resolve(api, sources, &byte_samples);
        Reference {
            api,
            pages,
            diagnostics,
        }
    }
}
