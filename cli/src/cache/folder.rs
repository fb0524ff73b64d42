//! Where the cache is.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder to use instead; empty: there is no cache.
const CHOSEN: &str = "BINDERY_CACHE_DIR";
/// Programs that make backups pass such folders over (<https://bford.info/cachedir/>).
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
                   # What bindery keeps for its next run. It can be removed at any time.\n";

/// The folder of the user's cache, as the environment says (XDG Base Directory Specification 0.8;
/// `%LOCALAPPDATA%` on Windows).
pub(super) fn of_user(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(chosen) = variable(CHOSEN) {
        return (!chosen.is_empty()).then(|| chosen.into());
    }
    // What is not absolute is to be passed over.
    let folder = |name| {
        let path = variable(name).map(PathBuf::from);
        path.filter(|path| path.is_absolute())
    };
    let caches = folder("XDG_CACHE_HOME")
        .or_else(|| folder("LOCALAPPDATA"))
        .or_else(|| folder("HOME").map(|home| home.join(".cache")));
    caches.map(|caches| caches.join("bindery"))
}

/// Makes the folder of a command's entries, for its owner alone.
pub(super) fn make(folder: &Path) -> Option<()> {
    if folder.is_dir() {
        return Some(());
    }
    // A folder that was there before us may be a project: what hides it must not stand in it.
    let above = folder.parent()?;
    let hidden = if above.exists() { folder } else { above };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).ok()?;
    for (name, text) in [("CACHEDIR.TAG", TAG), (".gitignore", "*\n")] {
        let path = hidden.join(name);
        if !path.exists() {
            fs::write(path, text).ok()?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Option<PathBuf> {
        of_user(|name| {
            let found = variables.iter().find(|(one, _)| *one == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[cfg(unix)]
    #[test]
    fn the_environment_says_where() {
        let home = ("HOME", "/home/a");
        let in_home = Some("/home/a/.cache/bindery".into());
        assert_eq!(of(&[home]), in_home);
        assert_eq!(of(&[home, ("XDG_CACHE_HOME", "c")]), in_home);
        let xdg = ("XDG_CACHE_HOME", "/c");
        assert_eq!(of(&[home, xdg]), Some("/c/bindery".into()));
        assert_eq!(of(&[home, xdg, (CHOSEN, "/d")]), Some("/d".into()));
        assert_eq!(of(&[home, xdg, (CHOSEN, "")]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn no_backup_and_no_repository_takes_it_up() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let cache = folder.path().join("cache");
        assert_eq!(make(&cache.join("check")), Some(()));
        let read = |name| fs::read_to_string(cache.join(name)).unwrap_or_default();
        assert!(read("CACHEDIR.TAG").starts_with("Signature: 8a477f59"));
        assert_eq!(read(".gitignore"), "*\n");
    }

    #[test]
    fn a_folder_that_was_there_is_not_hidden() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        assert_eq!(make(&folder.path().join("check")), Some(()));
        let is_there = |path: &str| folder.path().join(path).exists();
        assert!(!is_there(".gitignore") && !is_there("CACHEDIR.TAG"));
        assert!(is_there("check/.gitignore") && is_there("check/CACHEDIR.TAG"));
    }
}
