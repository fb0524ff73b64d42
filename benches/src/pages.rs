//! Pages: found, read, and made into more.

use crate::Failure;
use std::path::{Path, PathBuf};

/// A page and its path as diagnostics would show it.
#[derive(Clone)]
pub(crate) struct PageFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Every file below a folder, in the order of their paths.
pub(crate) fn list(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
        let entry = entry.map_err(|error| format!("list {}: {error}", root.display()))?;
        if entry.file_type().is_file() {
            paths.push(entry.into_path());
        }
    }
    if paths.is_empty() {
        return Err(format!("find any page in {}", root.display()).into());
    }
    Ok(paths)
}

/// Reads files; what is no UTF-8 in them becomes U+FFFD.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Vec<PageFile>, Failure> {
    let read = |path: &PathBuf| -> Result<PageFile, Failure> {
        let bytes =
            std::fs::read(path).map_err(|error| format!("read {}: {error}", path.display()))?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        let path = path.to_string_lossy().into_owned();
        Ok(PageFile { path, text })
    };
    paths.iter().map(read).collect()
}

/// `count` times the pages, of which those after the first document other operations: their
/// endpoints and ids differ, their schemas do not.
pub(crate) fn copies(pages: &[PageFile], count: usize) -> Vec<PageFile> {
    let copy = |number: usize| {
        pages.iter().map(move |page| match number {
            0 => page.clone(),
            _ => PageFile {
                path: format!("c{number}/{}", page.path),
                text: page
                    .text
                    .replace("/api/v1/", &format!("/api/v1/c{number}/"))
                    .replace("\nuid: v1", &format!("\nuid: v1c{number}"))
                    .replace("\nid: v1", &format!("\nid: v1c{number}")),
            },
        })
    };
    (0..count).flat_map(copy).collect()
}
