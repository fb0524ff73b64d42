//! The pages as the editor sees them: what it has open goes before what is on disk.

use super::positions::Lines;
use crate::commands::Session;
use crate::commands::check::{apply_baseline, selection};
use crate::dialects::Dialects;
use crate::exit::Failure;
use crate::files::{self, Found};
use crate::reading;
use bindery_generator::lint::{self, Finding, Selection};
use bindery_model::{FileId, ResolvedApi, SourceMap};
use lsp_types::{Range, TextDocumentContentChangeEvent, Uri};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// The folder that is worked in.
pub(super) struct Workspace<'a> {
    session: Session<'a>,
    selection: Selection,
    dialects: Dialects,
    roots: Vec<PathBuf>,
    open: BTreeMap<PathBuf, String>,
}

/// All pages at one moment, and what is found on them.
pub(super) struct Snapshot {
    pub(super) sources: SourceMap,
    pub(super) findings: Vec<Finding>,
    pub(super) api: ResolvedApi,
    by_path: HashMap<PathBuf, FileId>,
    by_shown: HashMap<String, PathBuf>,
}

impl<'a> Workspace<'a> {
    /// What bindery.yaml of the folder says; without pages there, all in the folder.
    pub(super) fn new(session: Session<'a>, folder: &Path) -> Result<Self, Failure> {
        let roots = match session.config.pages.is_empty() {
            true => vec![folder.to_path_buf()],
            false => session.roots(&[])?,
        };
        Ok(Workspace {
            selection: selection(&[], &[], &session)?,
            dialects: session.dialects()?,
            session,
            roots,
            open: BTreeMap::new(),
        })
    }

    /// The same pages open in a workspace that was set up anew.
    pub(super) fn with_open_of(mut self, other: Workspace<'_>) -> Self {
        self.open = other.open;
        self
    }

    pub(super) fn open(&mut self, path: PathBuf, text: String) {
        self.open.insert(path, text);
    }

    pub(super) fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    /// Takes edits over, each on the text that the one before left.
    pub(super) fn change(&mut self, path: &Path, edits: Vec<TextDocumentContentChangeEvent>) {
        let Some(text) = self.open.get_mut(path) else {
            return;
        };
        for edit in edits {
            match edit.range {
                None => *text = edit.text,
                Some(Range { start, end }) => {
                    let lines = Lines::new(text);
                    let (start, end) = (lines.offset(start), lines.offset(end));
                    text.replace_range(start..end.max(start), &edit.text);
                }
            }
        }
    }

    /// Reads and checks all pages; `None` where it `is_over` before that is done.
    pub(super) fn check(
        &self,
        is_over: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Snapshot>, Failure> {
        let mut pages = files::find(&self.roots, &self.session.paths)?;
        let is_below = |path: &Path| self.roots.iter().any(|root| path.starts_with(root));
        // What was never saved is not on disk yet.
        for path in self.open.keys() {
            let is_new = !pages.iter().any(|page| page.path == *path);
            if is_new && files::is_page(path) && is_below(path) {
                let shown = self.session.paths.shown(path);
                pages.push(Found {
                    shown,
                    path: path.clone(),
                });
            }
        }
        pages.sort();
        let loaded = reading::load_over(&pages, &|path| self.open.get(path).cloned())?;
        let mut sources = loaded.sources;
        let choice = self.dialects.choice();
        let known = loaded.diagnostics;
        let checked = lint::check_unless(is_over, &sources, choice, &self.selection, known);
        let Some(checked) = checked else {
            return Ok(None);
        };
        let mut findings = checked.findings;
        apply_baseline(
            None,
            &self.session,
            &mut findings,
            &mut sources,
            &self.selection,
        )?;
        let by_shown: HashMap<String, PathBuf> = pages
            .into_iter()
            .map(|page| (page.shown, page.path))
            .collect();
        let by_path = sources
            .files()
            .filter_map(|(id, file)| Some((by_shown.get(&file.path)?.clone(), id)))
            .collect();
        Ok(Some(Snapshot {
            sources,
            findings,
            api: checked.api,
            by_path,
            by_shown,
        }))
    }
}

impl Snapshot {
    /// No pages.
    pub(super) fn empty() -> Self {
        Snapshot {
            sources: SourceMap::new(),
            findings: Vec::new(),
            api: ResolvedApi::default(),
            by_path: HashMap::new(),
            by_shown: HashMap::new(),
        }
    }

    /// The page that lies at a path.
    pub(super) fn file(&self, path: &Path) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Where a page lies; `None` for what is no page, such as the baseline.
    pub(super) fn path(&self, file: FileId) -> Option<&Path> {
        let path = self.by_shown.get(&self.sources.file(file).path);
        path.map(PathBuf::as_path)
    }

    pub(super) fn uri(&self, file: FileId) -> Option<Uri> {
        self.path(file).and_then(uri_of)
    }
}

/// The address of a path.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    let url = url::Url::from_file_path(path).ok()?;
    url.as_str().parse().ok()
}

/// The path of an address, if it is that of a file.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let url = url::Url::parse(uri.as_str()).ok()?;
    match url.scheme() {
        "file" => url.to_file_path().ok(),
        _ => None,
    }
}
