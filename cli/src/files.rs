//! From paths to the text of pages.

use crate::exit::Failure;
use crate::paths::Paths;
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What is looked for in folders.
pub(crate) const LOOKED_FOR: &str = "*.md, *.markdown, *.txt, toc.yml and toc.yaml";

/// A page with more bytes than this is not read.
pub(crate) const LARGEST: u64 = 64 << 20;

/// A page that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// How its path is shown.
    pub(crate) shown: String,
    /// Its path.
    pub(crate) path: PathBuf,
}

/// What a page holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// Text. What is not UTF-8 in it is replaced (U+FFFD).
    Text {
        /// The text.
        text: String,
        /// Offset and value of the first byte that is not UTF-8, which is the same in text and
        /// file.
        not_utf8: Option<(usize, u8)>,
    },
    /// More than [`LARGEST`] bytes, of which none was read.
    TooLarge,
}

/// The pages that `roots` name, files and folders, each once and sorted by the path that is shown.
pub(crate) fn find(roots: &[PathBuf], paths: &Paths) -> Result<Vec<Found>, Failure> {
    let mut all = Vec::new();
    for root in roots {
        if root.is_dir() {
            walk(root, paths, &mut all)?;
        } else {
            all.push(root.clone());
        }
    }
    let shown = |path: PathBuf| Found {
        shown: paths.shown(&path),
        path,
    };
    let mut found: Vec<Found> = all.into_iter().map(shown).collect();
    found.sort();
    let real = |page: &Found| {
        page.path
            .canonicalize()
            .unwrap_or_else(|_| page.path.clone())
    };
    let real: Vec<PathBuf> = found.par_iter().map(real).collect();
    let mut seen = HashSet::new();
    let mut is_first = real.into_iter().map(|path| seen.insert(path));
    found.retain(|_| is_first.next().unwrap_or(true));
    Ok(found)
}

fn walk(root: &Path, paths: &Paths, all: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let entries = WalkDir::new(root).follow_links(true).into_iter();
    for entry in entries.filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_page(entry.path()) => {
                all.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => {
                let path = error.path().unwrap_or(root).to_path_buf();
                // A link to nowhere is only trouble where a page was to be.
                if !path.is_symlink() || is_page(&path) {
                    return Err(Failure::io("read", paths.shown(&path), error.into()));
                }
            }
        }
    }
    Ok(())
}

/// Hidden folders and files are left out, and packages that an editor's tools brought.
fn is_wanted(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !is_left_out(&entry.file_name().to_string_lossy())
}

/// Whether a file or folder of this name is passed over.
pub(crate) fn is_left_out(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules"
}

/// Whether a file is looked for in folders, by its name.
pub(crate) fn is_page(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or("");
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or("");
    let is_one_of = |all: &[&str], word: &str| all.iter().any(|one| one.eq_ignore_ascii_case(word));
    is_one_of(&["md", "markdown", "txt"], extension) || is_one_of(&["toc.yml", "toc.yaml"], name)
}

/// Reads pages on all threads; the first that cannot be read is an error.
pub(crate) fn read(pages: &[&Found]) -> Result<Vec<Content>, Failure> {
    let read: Vec<_> = pages
        .par_iter()
        .map(|page| read_one(page, LARGEST))
        .collect();
    read.into_iter().collect()
}

fn read_one(page: &Found, largest: u64) -> Result<Content, Failure> {
    let wrong = |error| Failure::io("read", &page.shown, error);
    let file = File::open(&page.path).map_err(wrong)?;
    let length = file.metadata().map_err(wrong)?.len();
    if length > largest {
        return Ok(Content::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // The file may grow while it is read.
    file.take(largest + 1)
        .read_to_end(&mut bytes)
        .map_err(wrong)?;
    if bytes.len() as u64 > largest {
        return Ok(Content::TooLarge);
    }
    Ok(decoded(bytes))
}

/// The text of a page.
pub(crate) fn decoded(bytes: Vec<u8>) -> Content {
    match String::from_utf8(bytes) {
        Ok(text) => Content::Text {
            text,
            not_utf8: None,
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            Content::Text {
                text,
                not_utf8: Some((at, byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> (tempfile::TempDir, Paths) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().expect("it is in the folder"))
                .expect("it can be made");
            std::fs::write(path, "x").expect("it can be written");
        }
        let paths = Paths::new(folder.path().to_path_buf(), folder.path().to_path_buf());
        (folder, paths)
    }

    fn shown(found: &[Found]) -> Vec<&str> {
        found.iter().map(|page| page.shown.as_str()).collect()
    }

    #[test]
    fn pages_are_found_once_and_in_order() {
        let files = [
            "b/z.md",
            "b/A.MARKDOWN",
            "b/.git/x.md",
            "b/node_modules/x.md",
            "b/._y.md",
            "b/x.yml",
            "b/toc.yml",
            "a.txt",
            "odd.html",
            "other.html",
        ];
        let (folder, paths) = folder(&files);
        let root = |path: &str| folder.path().join(path);
        let found =
            find(&[root("odd.html"), root("b/z.md"), root("")], &paths).expect("they are there");
        assert_eq!(
            shown(&found),
            ["a.txt", "b/A.MARKDOWN", "b/toc.yml", "b/z.md", "odd.html"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        let (folder, paths) = folder(&["real/a.md"]);
        let link = |to: &str, at: &str| {
            std::os::unix::fs::symlink(folder.path().join(to), folder.path().join(at))
                .expect("a link");
        };
        link("", "real/circle");
        link("real/a.md", "real/b.md");
        link("nowhere", "real/lost");
        let found = find(&[folder.path().to_path_buf()], &paths).expect("they are there");
        assert_eq!(shown(&found), ["real/a.md"]);
        link("nowhere", "real/lost.md");
        let error = find(&[folder.path().to_path_buf()], &paths).expect_err("a page is missing");
        assert!(
            error
                .to_string()
                .starts_with("failed to read real/lost.md: "),
            "{error}"
        );
    }

    #[test]
    fn a_page_that_is_too_large_or_not_utf8_is_no_error() {
        let (folder, paths) = folder(&["a.md"]);
        let path = folder.path().join("a.md");
        std::fs::write(&path, b"ab\xE5\xE5c").expect("it can be written");
        let page = Found {
            shown: paths.shown(&path),
            path,
        };
        let read = read_one(&page, 5).expect("it can be read");
        assert!(
            matches!(read, Content::Text { ref text, not_utf8: Some((2, 0xE5)) } if text == "ab\u{fffd}\u{fffd}c"),
            "{read:?}"
        );
        assert!(matches!(read_one(&page, 4), Ok(Content::TooLarge)));
    }
}
