//! What targets generate, on its way to disk: shared by `run` and `generate`.

use super::Session;
use crate::exit::{Failure, doing};
use crate::output::{self, Folder, Planned, Rules, State};
use crate::paths::Paths;
use crate::reading::Reading;
use crate::table::Cell;
use crate::terminal::{DIM, GREEN, PLAIN, RED, Terminal, YELLOW, count, printable};
use anstyle::Style;
use bindery_generator::names::lock::{self, LockError, NamesLock};
use bindery_generator::target::{Options, OutputFile, Target, TargetError};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What became of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// Everything was written that had to be.
    Written,
    /// Nothing was written, because a person must decide about a file.
    Refused,
    /// Nothing was written, because a name would be chosen.
    Locked,
    /// Nothing was to be written, and the disk is as it was generated.
    Same,
    /// Nothing was to be written, and the disk is not as it was generated.
    Differs,
}

impl Settled {
    /// Whether it is something to report.
    pub(super) fn is_finding(self) -> bool {
        matches!(self, Settled::Refused | Settled::Locked | Settled::Differs)
    }
}

/// What each target wants written, the targets side by side.
pub(super) fn generate(
    targets: &[Target],
    reading: &Reading,
    options: &Options,
    chosen: Option<&Path>,
    session: &Session<'_>,
) -> Result<Vec<(Target, Vec<OutputFile>)>, Failure> {
    let names: Vec<&str> = targets.iter().map(|target| target.name()).collect();
    doing(format!("the targets {}", names.join(", ")));
    let one = |target: &Target| {
        let mut options = options.clone();
        options.shared.names = lock_of(&folder_of(*target, chosen, session), &session.paths)?;
        let made = target.generate(&reading.reference.api, &reading.sources, &options);
        Ok((*target, made.map_err(|error| failure(*target, error))?))
    };
    let made: Vec<_> = targets.par_iter().map(one).collect();
    made.into_iter().collect()
}

fn failure(target: Target, error: TargetError) -> Failure {
    match error {
        TargetError::Bug(bug) => Failure::Bug {
            task: format!("the target {target}"),
            message: bug.message,
        },
        TargetError::Names(error) => Failure::usage("keep the names", error.to_string())
            .help("name it otherwise in the lock file, or take the line out"),
        TargetError::Template(message) => Failure::usage("fill in a template", message)
            .help("`bindery templates schema NAME` says what it sees, and `bindery templates diff` what changed"),
    }
}

/// The folder that was chosen, or else the target's own, or else where bindery.yaml says.
pub(super) fn folder_of(target: Target, chosen: Option<&Path>, session: &Session<'_>) -> PathBuf {
    let own = session
        .config
        .targets
        .out(target)
        .unwrap_or(&session.config.out);
    chosen.map_or_else(|| session.paths.of_config(own), Path::to_path_buf)
}

/// The names that were chosen in a folder before.
fn lock_of(folder: &Path, paths: &Paths) -> Result<NamesLock, Failure> {
    let path = folder.join(lock::FILE_NAME);
    let shown = paths.shown(&path);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(NamesLock::default());
        }
        Err(error) => return Err(Failure::io("read", shown, error)),
    };
    let wrong = |error: LockError| {
        Failure::usage("keep the names", error.to_string()).help(
            "mend it, or restore it from version control; without it all names are chosen anew",
        )
    };
    NamesLock::parse(&shown, &text).map_err(wrong)
}

/// Compares with what is on disk: in the folder that was chosen, or else in each target's own, or
/// else where bindery.yaml says.
pub(super) fn plan(
    outputs: Vec<(Target, Vec<OutputFile>)>,
    chosen: Option<&Path>,
    rules: Rules,
    session: &Session<'_>,
) -> Result<Vec<Folder>, Failure> {
    doing("comparing with what is on disk");
    // In the order of their paths, so that two runs never wait for each other.
    let mut by_folder: BTreeMap<PathBuf, Vec<_>> = BTreeMap::new();
    for (target, files) in outputs {
        let out = folder_of(target, chosen, session);
        by_folder.entry(out).or_default().push((target, files));
    }
    let one = |(out, outputs): (PathBuf, _)| {
        let waits = || {
            let shown = session.paths.shown(&out);
            session.terminal.print(&format!(
                "waiting for another bindery that writes to {shown}\n"
            ));
        };
        Folder::plan(&out, outputs, rules, &session.paths, waits)
    };
    by_folder.into_iter().map(one).collect()
}

/// Writes everything, or nothing: where a file is refused its difference is printed, and under
/// `check` that of every file.
pub(super) fn settle(folders: &[Folder], rules: Rules) -> Result<Settled, Failure> {
    doing("writing files");
    let all = || folders.iter().flat_map(Folder::all);
    if rules.check {
        output::print_diff(all().filter(|file| file.differs()))?;
        let differs = all().any(Planned::differs);
        return Ok(if differs {
            Settled::Differs
        } else {
            Settled::Same
        });
    }
    if all().any(Planned::is_refused) {
        output::print_diff(all().filter(|file| file.is_refused()))?;
        return Ok(Settled::Refused);
    }
    if rules.locked && all().any(Planned::is_new_lock) {
        output::print_diff(all().filter(|file| file.is_new_lock()))?;
        return Ok(Settled::Locked);
    }
    output::write(folders)?;
    Ok(Settled::Written)
}

/// How many files are listed at the most.
const SHOWN_FILES: usize = 20;

/// What was written, as rows of a table: all of it, or only what changed.
pub(super) fn rows(folders: &[Folder], settled: Settled, only_changed: bool) -> Vec<Vec<Cell>> {
    let (verb, style) = match settled {
        Settled::Written => ("wrote", GREEN),
        Settled::Refused | Settled::Locked => ("refused", RED),
        Settled::Same | Settled::Differs => ("compared", GREEN),
    };
    let files = folders.iter().flat_map(|folder| &folder.files);
    let mut listed: Vec<&Planned> = files.collect();
    match settled {
        Settled::Refused => listed.retain(|file| file.is_refused()),
        Settled::Locked => listed.retain(|file| file.is_new_lock()),
        // The manifest is worth a line only where it is why we fail.
        Settled::Differs => {
            let manifests = folders.iter().map(|folder| &folder.manifest);
            listed.extend(manifests.filter(|file| file.differs()));
        }
        Settled::Written | Settled::Same => {}
    }
    listed.retain(|file| file.differs() || !only_changed);
    // A crate has more files than anyone reads the names of, so those that changed go first.
    if listed.len() > SHOWN_FILES {
        listed.sort_by_key(|file| !file.differs());
    }
    let row = |(at, file): (usize, &&Planned)| {
        let (words, of_state) = told(file, settled);
        vec![
            Cell::right(if at == 0 { verb } else { "" }, style),
            Cell::left(&*file.shown, PLAIN),
            Cell::right(size(file), PLAIN),
            Cell::left(words, of_state),
        ]
    };
    let mut rows: Vec<_> = listed
        .iter()
        .take(SHOWN_FILES)
        .enumerate()
        .map(row)
        .collect();
    if let Some(more @ 1..) = listed.len().checked_sub(SHOWN_FILES) {
        let more = format!("and {} more", count(more, "file"));
        rows.push(vec![Cell::right("", PLAIN), Cell::left(more, DIM)]);
    }
    rows
}

fn told(file: &Planned, settled: Settled) -> (&'static str, Style) {
    let is_check = matches!(settled, Settled::Same | Settled::Differs);
    match (file.state, is_check) {
        (State::New, false) => ("new", GREEN),
        (State::New, true) => ("missing", RED),
        (State::Changed, false) => ("changed", YELLOW),
        (State::Changed, true) => ("differs", RED),
        (State::Unchanged, _) => ("unchanged", DIM),
        (State::Edited, _) if file.differs_in_layout_only() => ("laid out differently", RED),
        (State::Edited, true) => ("differs: edited", RED),
        (State::Edited, false) => ("edited", RED),
        (State::Foreign, _) => ("not written by bindery", RED),
        (State::Orphan, false) => ("removed", YELLOW),
        (State::Orphan, true) => ("no longer generated", RED),
        (State::EditedOrphan, _) => ("no longer generated, but edited: kept", YELLOW),
    }
}

/// Says what is to be done about files that a person changed.
pub(super) fn explain(folders: &[Folder], settled: Settled, terminal: &Terminal) {
    if settled == Settled::Written {
        folders
            .iter()
            .for_each(|folder| tell_dropped(folder, terminal));
    }
    if settled == Settled::Locked {
        let message = "names would be chosen that are not locked; nothing is written";
        let help =
            "generate without `--locked` and commit the lock file; the difference is on stdout";
        terminal.error(message, help);
    }
    if settled != Settled::Refused {
        return;
    }
    let refused: Vec<&Planned> = folders
        .iter()
        .flat_map(|folder| &folder.files)
        .filter(|file| file.is_refused())
        .collect();
    let files = count(refused.len(), "file");
    let message =
        format!("{files} would be overwritten that bindery did not leave so; nothing is written");
    let help = if refused.iter().all(|file| file.differs_in_layout_only()) {
        "only the layout differs, as if a formatter ran over it: keep formatters off this folder, \
         and lay it out anew with `--force`"
    } else {
        "keep what is written by hand in files and folders of its own beside these, change the \
         pages or a template, or overwrite it with `--force`; the difference is on stdout"
    };
    terminal.error(&message, help);
}

/// Tells of entries of the lock file that name nothing: of pages that are gone, or misspelt.
fn tell_dropped(folder: &Folder, terminal: &Terminal) {
    let parse = |path: &str, text: &str| NamesLock::parse(path, text).unwrap_or_default();
    for file in folder.files.iter().filter(|file| file.is_new_lock()) {
        let (Some(before), Some(after)) = (&file.before, &file.after) else {
            continue;
        };
        let before = parse(&file.shown, &String::from_utf8_lossy(before));
        let dropped = before.lacking_in(&parse(&file.shown, after));
        if let Some(first) = dropped.first() {
            let (means, more) = match dropped.len() {
                1 => ("means nothing any more and is taken out", ""),
                _ => ("mean nothing any more and are taken out", ", and others"),
            };
            let names = count(dropped.len(), "name");
            terminal.print(&format!(
                "{YELLOW}warning{YELLOW:#}: {names} {means}: {}{more}\n",
                printable(first, false)
            ));
        }
    }
}

/// A file's number of bytes with two or three digits that count.
fn size(file: &Planned) -> String {
    let before = || file.before.as_ref().map_or(0, Vec::len);
    shortened(file.after.as_ref().map_or_else(before, String::len))
}

/// A number of bytes with two or three digits that count.
pub(super) fn shortened(bytes: usize) -> String {
    let units = ["kB", "MB", "GB"];
    let mut size = bytes as f64;
    let mut unit = "B";
    for larger in units {
        if size < 999.5 {
            break;
        }
        size /= 1000.0;
        unit = larger;
    }
    let decimals = usize::from(unit != "B" && size < 99.95);
    format!("{size:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let sizes = [0, 999, 1000, 23_456, 999_499, 999_500, 4_123_456].map(shortened);
        let expected = [
            "0 B", "999 B", "1.0 kB", "23.5 kB", "999 kB", "1.0 MB", "4.1 MB",
        ];
        assert_eq!(sizes, expected);
    }
}
