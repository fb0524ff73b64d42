//! A folder of templates that stand in for ours.

use crate::exit::Failure;
use crate::paths::Paths;
use bindery_generator::render::Overrides;
use bindery_generator::target::TEMPLATES;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The folder, in that of the user's templates, with ours as they were when they were copied.
pub(crate) const BASE: &str = ".base";

/// How templates end.
const SUFFIX: &str = ".j2";

/// The name of every template of ours, and its text.
pub(crate) fn ours() -> Vec<(String, &'static str)> {
    let named = |(folder, all): &(&str, bindery_generator::render::Templates)| {
        let named = |(name, text): &(&str, &'static str)| (format!("{folder}/{name}"), *text);
        all.iter().map(named).collect::<Vec<_>>()
    };
    TEMPLATES.iter().flat_map(named).collect()
}

/// The text of the template of this name.
pub(crate) fn our(name: &str) -> Result<&'static str, Failure> {
    let all = ours();
    if let Some((_, text)) = all.iter().find(|(one, _)| one == name) {
        return Ok(text);
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| &**name).collect();
    let meant = similar::get_close_matches(name, &names, 1, 0.6);
    let help = match meant.first() {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("there is {}", names.join(", ")),
    };
    Err(Failure::usage(
        "find the template",
        format!("there is no template `{name}`"),
    )
    .help(help))
}

/// The templates of a folder: name, path and how that is shown, by name.
pub(crate) fn find(folder: &Path, paths: &Paths) -> Result<Vec<(String, PathBuf)>, Failure> {
    let is_wanted = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    if !folder.is_dir() {
        let message = format!("there is no folder {}", paths.shown(folder));
        let help = "`bindery templates eject NAME` copies one of ours there, to be changed";
        return Err(Failure::usage("find the templates", message).help(help));
    }
    let mut found = Vec::new();
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(is_wanted) {
        let entry = entry.map_err(|error| {
            let shown = paths.shown(error.path().unwrap_or(folder));
            Failure::io("read", shown, error.into())
        })?;
        let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        if !entry.file_type().is_dir() && name.ends_with(SUFFIX) {
            our(&name).map_err(|failure| match failure {
                Failure::Usage { message, help, .. } => Failure::Usage {
                    task: "read the templates",
                    message: format!("{}: {message}", paths.shown(entry.path())),
                    help,
                },
                other => other,
            })?;
            found.push((name, entry.into_path()));
        }
    }
    Ok(found)
}

/// Reads the templates of a folder.
pub(crate) fn read(folder: &Path, paths: &Paths) -> Result<Overrides, Failure> {
    let mut overrides = Overrides::default();
    for (name, path) in find(folder, paths)? {
        let shown = paths.shown(&path);
        let text = read_text(&path, &shown)?;
        overrides.add(name, shown, text);
    }
    Ok(overrides)
}

/// The text of a template.
pub(crate) fn read_text(path: &Path, shown: &str) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::io("read", shown, error))
}
