//! Where links lead.

use bindery_model::{FileId, SourceMap};
use rustc_hash::FxHashMap;

/// The pages of a reference by their paths.
pub(crate) struct Pages<'a> {
    by_path: FxHashMap<&'a str, FileId>,
}

/// Endings of files that are pages, and so are among those that were read.
const PAGES: &[&str] = &[".md", ".markdown", ".txt", "toc.yml", "toc.yaml"];

impl<'a> Pages<'a> {
    pub(crate) fn new(sources: &'a SourceMap) -> Self {
        let files = sources.files().map(|(id, file)| (&*file.path, id));
        Pages {
            by_path: files.collect(),
        }
    }

    /// The page that a link of the page `from` leads to.
    pub(crate) fn find(&self, from: &str, target: &str) -> Option<FileId> {
        let path = joined(from, target)?;
        self.by_path.get(&*path).copied()
    }

    /// Whether a link of the page `from` wants a page that there is not. Nothing is said of links
    /// that leave the pages that were read.
    pub(crate) fn leads_nowhere(&self, from: &str, target: &str) -> bool {
        let Some(path) = joined(from, target) else {
            return false;
        };
        let is_page = PAGES.iter().any(|ending| path.ends_with(ending));
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        let is_read = |there: &&str| folder.is_empty() || there.starts_with(folder);
        let top = from.split('/').next().unwrap_or("");
        is_page
            && !self.by_path.contains_key(&*path)
            && (path.split('/').next() == Some(top) || self.by_path.keys().any(is_read))
    }
}

/// The path that a relative link leads to; `None` where it leads elsewhere.
fn joined(from: &str, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or("");
    let leaves = target.is_empty() || target.contains(':') || target.starts_with(['/', '<', '~']);
    if leaves {
        return None;
    }
    let folder = from.rfind('/').map_or("", |at| &from[..at]);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            // Above the folder from which pages are shown, paths start with `..`.
            ".." if parts.last().is_none_or(|last| *last == "..") => parts.push(".."),
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let rooted = if from.starts_with('/') { "/" } else { "" };
    Some(format!("{rooted}{}", parts.join("/")).replace("%20", " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_their_page() {
        let of = |from, target| joined(from, target).unwrap_or_default();
        assert_eq!(of("a/b/c.md", "d.md#x"), "a/b/d.md");
        assert_eq!(of("a/b/c.md", "../d.md"), "a/d.md");
        assert_eq!(of("c.md", "../d.md"), "../d.md");
        assert_eq!(of("/a/c.md", "./d.md"), "/a/d.md");
        assert_eq!(of("a.md", "https://example.com/b.md"), "");
        assert_eq!(of("a.md", "#part"), "");
    }
}
