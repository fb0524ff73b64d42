//! Pages of a git revision.

use crate::exit::{Failure, doing};
use crate::files::{self, Content};
use crate::git;
use std::path::Path;

/// A revision and a file or folder in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RevisionPath {
    /// As git spells it: a branch, a tag, `HEAD~2`.
    pub(crate) revision: String,
    /// From the root of the repository; from the current folder if it starts with `./`.
    pub(crate) path: String,
}

impl RevisionPath {
    /// `REV:PATH`; not `C:\docs` or `C:/docs`.
    pub(crate) fn parse(argument: &str) -> Option<Self> {
        let (revision, path) = argument.split_once(':')?;
        let is_drive = revision.len() == 1 && path.starts_with(['/', '\\']);
        (!is_drive).then(|| RevisionPath {
            revision: revision.to_owned(),
            path: path.to_owned(),
        })
    }

    fn spelt(&self) -> String {
        format!("{}:{}", self.revision, self.path)
    }

    fn wrong(&self, message: impl std::fmt::Display) -> Failure {
        Failure::usage("read", format!("{}: {message}", self.spelt()))
            .help("name a file or folder, or REV:PATH with a path from the repository's root")
    }
}

/// A page of a revision.
struct Blob {
    /// The name of its content.
    object: String,
    /// Its path below the one that was asked for; empty if that is the page itself.
    path: String,
}

/// The pages at `at`, each as its path is shown and what it holds, in the order of the paths.
pub(crate) fn pages(at: &RevisionPath) -> Result<Vec<(String, Content)>, Failure> {
    doing("reading pages from git");
    let folder = std::env::current_dir()
        .map_err(|error| Failure::io("find", "the current folder", error))?;
    if output(&folder, &["rev-parse", "--git-dir"])?.is_none() {
        return Err(at.wrong("the current folder is in no git repository"));
    }
    // `:path` would be the index.
    if at.revision.is_empty() {
        return Err(at.wrong("no revision stands before the colon"));
    }
    let commit = git::commit(&folder, &at.revision)?;
    let missing = || at.wrong("the revision has no such file or folder");
    let spelt = format!("{commit}:{}", at.path);
    if spelt.contains('\0') {
        return Err(missing());
    }
    let arguments = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &spelt,
    ];
    let object = text(&folder, &arguments)?.ok_or_else(missing)?;
    let kind = text(&folder, &["cat-file", "-t", &object])?.ok_or_else(missing)?;
    let mut blobs = match kind.as_str() {
        "tree" => {
            let listed = output(&folder, &["ls-tree", "-r", "-z", "--full-tree", &object])?;
            let listed = listed.ok_or_else(missing)?;
            listed.split(|byte| *byte == 0).filter_map(entry).collect()
        }
        _ => vec![Blob {
            object,
            path: String::new(),
        }],
    };
    blobs.sort_by(|a: &Blob, b| a.path.cmp(&b.path));
    let objects: Vec<&str> = blobs.iter().map(|blob| blob.object.as_str()).collect();
    let contents = git::contents(&folder, &objects)?.into_iter();
    let contents = contents.map(|bytes| bytes.map_or(Content::TooLarge, files::decoded));
    let root = at.path.trim_end_matches('/');
    let shown = |blob: &Blob| match (root, blob.path.as_str()) {
        ("", path) | (path, "") => format!("{}:{path}", at.revision),
        (root, path) => format!("{}:{root}/{path}", at.revision),
    };
    Ok(blobs.iter().map(shown).zip(contents).collect())
}

/// What git prints; `None` where it says no.
fn output(folder: &Path, arguments: &[&str]) -> Result<Option<Vec<u8>>, Failure> {
    let output = git::git(folder)
        .args(arguments)
        .output()
        .map_err(git::no_git)?;
    Ok(output.status.success().then_some(output.stdout))
}

fn text(folder: &Path, arguments: &[&str]) -> Result<Option<String>, Failure> {
    let bytes = output(folder, arguments)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()))
}

/// An entry of `git ls-tree`: mode, kind, object, a tab, the path. Links and other repositories are no
/// pages.
fn entry(line: &[u8]) -> Option<Blob> {
    let line = String::from_utf8_lossy(line);
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, kind, object) = (facts.next()?, facts.next()?, facts.next()?);
    let is_file = kind == "blob" && mode.starts_with("100");
    let is_wanted = !path.split('/').any(files::is_left_out) && files::is_page(Path::new(path));
    (is_file && is_wanted).then(|| Blob {
        object: object.to_owned(),
        path: path.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_told_from_drives() {
        let parsed = |argument| RevisionPath::parse(argument).map(|at| (at.revision, at.path));
        let some = |revision: &str, path: &str| Some((revision.to_owned(), path.to_owned()));
        assert_eq!(parsed("v1.2:docs/api"), some("v1.2", "docs/api"));
        assert_eq!(parsed("a:docs"), some("a", "docs"));
        assert_eq!(parsed("HEAD:"), some("HEAD", ""));
        assert_eq!(parsed("C:\\docs"), None);
        assert_eq!(parsed("C:/docs"), None);
        assert_eq!(parsed("docs"), None);
    }

    #[test]
    fn only_pages_are_listed() {
        let path = |line: &str| entry(line.as_bytes()).map(|blob| blob.path);
        assert_eq!(path("100644 blob abc\ta/b.md").as_deref(), Some("a/b.md"));
        for other in [
            "120000 blob abc\tlink.md",
            "160000 commit abc\tother.md",
            "100644 blob abc\t.hidden/a.md",
            "100644 blob abc\ta.png",
            "odd",
            "",
        ] {
            assert_eq!(path(other), None, "{other}");
        }
    }
}
