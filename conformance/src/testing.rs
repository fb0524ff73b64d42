//! What tests share: the model of `specs/pages`, or of small pages of their own.

use bindery_generator::dialect::{Choice, builtin};
use bindery_generator::read_reference;
use bindery_model::resolved::Operation;
use bindery_model::{ResolvedApi, SourceMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Pages and what they state.
pub(crate) struct Pages {
    pub(crate) api: ResolvedApi,
    #[allow(
        dead_code,
        reason = "not every part of this crate tells places in its tests"
    )]
    pub(crate) sources: SourceMap,
}

impl Pages {
    /// The operation of an id.
    pub(crate) fn operation(&self, id: &str) -> &Operation {
        let mut all = self.api.operations.iter();
        all.find(|operation| operation.id.value == id)
            .expect("there is such an operation")
    }
}

/// The pages in `specs/pages`.
pub(crate) static CHAT: LazyLock<Pages> =
    LazyLock::new(|| read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/pages")));

/// The pages in `specs/pages`, for whoever wants to own them.
pub(crate) fn pages() -> Pages {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/pages"))
}

/// Reads every page below a folder.
pub(crate) fn read(folder: &Path) -> Pages {
    let mut files = Vec::new();
    find(folder, &mut files);
    files.sort();
    let mut sources = SourceMap::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("it is text");
        let shown = file.strip_prefix(folder).expect("it is below the folder");
        sources.add(shown.to_string_lossy(), text);
    }
    resolve(sources)
}

fn resolve(sources: SourceMap) -> Pages {
    let dialects = builtin().expect("the compiled-in dialects load");
    let api = read_reference(&sources, Choice::Auto(&dialects)).api;
    Pages { api, sources }
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it is a folder") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            find(&path, files);
        } else {
            files.push(path);
        }
    }
}
