//! How paths are shown: relative to the folder of bindery.yaml, as compilers show paths relative to
//! the project whatever the current folder is, so that everything we print and write is the same
//! from everywhere in the project.

use std::path::{Component, Path, PathBuf};

/// The folders that paths are relative to.
#[derive(Clone, Debug)]
pub(crate) struct Paths {
    current: PathBuf,
    root: PathBuf,
}

impl Paths {
    /// `root` is the folder of bindery.yaml, or the current folder where there is none. Both are
    /// absolute.
    pub(crate) fn new(current: PathBuf, root: PathBuf) -> Self {
        Paths {
            current: clean(&current),
            root: clean(&root),
        }
    }

    /// The absolute path of one that is relative to the current folder.
    pub(crate) fn of_argument(&self, path: &Path) -> PathBuf {
        clean(&self.current.join(path))
    }

    /// The absolute path of one that is relative to bindery.yaml.
    pub(crate) fn of_config(&self, path: &str) -> PathBuf {
        clean(&self.root.join(path))
    }

    /// What a command that is run in the working directory calls an absolute path.
    pub(crate) fn of_command(&self, path: &Path) -> String {
        let here = path.strip_prefix(&self.current).unwrap_or(path);
        here.to_string_lossy().into_owned()
    }

    /// How an absolute path is shown, with `/` between its parts.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let below = |folder: &Path| path.strip_prefix(folder).ok().map(Path::to_path_buf);
        let relative = below(&self.root)
            .or_else(|| below(&self.current))
            .or_else(|| beside(path, &self.current))
            .unwrap_or_else(|| path.to_path_buf());
        if relative.as_os_str().is_empty() {
            return ".".to_owned();
        }
        let shown = relative.to_string_lossy();
        if cfg!(windows) {
            shown.replace('\\', "/")
        } else {
            shown.into_owned()
        }
    }
}

/// `../other/page.md` for what lies not far from the current folder.
fn beside(path: &Path, current: &Path) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    // The root of the disk is no neighbourhood.
    for folder in current
        .ancestors()
        .filter(|folder| folder.parent().is_some())
    {
        if let Ok(rest) = path.strip_prefix(folder) {
            return Some(up.join(rest));
        }
        up.push("..");
    }
    None
}

/// The path without `.` and, as far as can be told without the disk, `..`.
fn clean(path: &Path) -> PathBuf {
    let mut cleaned = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if cleaned.parent().is_some() => {
                cleaned.pop();
            }
            other => cleaned.push(other),
        }
    }
    cleaned
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_relative_to_the_project() {
        let paths = Paths::new("/work/docs/api".into(), "/work/docs".into());
        let shown = |path: &str| paths.shown(&paths.of_argument(Path::new(path)));
        assert_eq!(shown("pages/a.md"), "api/pages/a.md");
        assert_eq!(shown("./../b.md"), "b.md");
        assert_eq!(shown(".."), ".");
        assert_eq!(shown("../../other/c.md"), "../../other/c.md");
        assert_eq!(shown("/elsewhere/d.md"), "/elsewhere/d.md");
        assert_eq!(paths.of_config("out"), Path::new("/work/docs/out"));
    }
}
