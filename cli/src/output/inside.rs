//! Whether a path stays in its folder, links followed.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

/// Whether a path that a target or a manifest names stays below the folder as it is spelt.
pub(super) fn is_below(path: &str) -> bool {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(name) if name != ".git");
    !path.is_empty() && !path.contains(['\\', '\0']) && Path::new(path).components().all(is_plain)
}

/// A folder whose links are followed once each.
pub(super) struct Inside {
    root: PathBuf,
    known: HashMap<PathBuf, bool>,
}

impl Inside {
    /// The folder at `root`, which need not be there.
    pub(super) fn new(root: &Path) -> Self {
        Inside {
            root: real(root),
            known: HashMap::new(),
        }
    }

    /// Whether what is written to or removed at `path` lies in the folder.
    pub(super) fn holds(&mut self, path: &Path) -> bool {
        if path.is_symlink() && path.exists() {
            return real(path).starts_with(&self.root);
        }
        let parent = path.parent().unwrap_or(Path::new("")).to_path_buf();
        let root = &self.root;
        let is_known = self.known.entry(parent);
        *is_known.or_insert_with_key(|parent| real(parent).starts_with(root))
    }
}

/// The path without links, as far as it is there.
fn real(path: &Path) -> PathBuf {
    for there in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (there.canonicalize(), path.strip_prefix(there)) {
            return if rest.as_os_str().is_empty() {
                real
            } else {
                real.join(rest)
            };
        }
    }
    path.to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelt_paths_stay_below() {
        assert!(is_below("a") && is_below("a/b.c") && is_below(".config/x"));
        for path in [
            "",
            "/a",
            "..",
            "../a",
            "a/../../b",
            "./a",
            "a\\..\\b",
            "a\0",
            ".git/config",
        ] {
            assert!(!is_below(path), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("out/deep")).expect("it can be made");
        std::fs::create_dir(at("other")).expect("it can be made");
        std::os::unix::fs::symlink(at("other"), at("out/away")).expect("a link");
        std::os::unix::fs::symlink(at("out/deep"), at("out/near")).expect("a link");
        let mut inside = Inside::new(&at("out"));
        assert!(inside.holds(&at("out/deep/new/file")));
        assert!(inside.holds(&at("out/near/file")));
        assert!(!inside.holds(&at("out/away/file")));
        assert!(!inside.holds(&at("out/away/new/file")));
    }
}
