//! Generated files beside what is on disk and what was written before.

use super::hold::Hold;
use super::inside::{Inside, is_below};
use super::manifest::{self, Hashes, Manifest, hash, is_same};
use crate::exit::Failure;
use crate::paths::Paths;
use bindery_generator::names::lock;
use bindery_generator::target::{OutputFile, Target};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// There is none yet.
    New,
    /// It holds something else, which we wrote.
    Changed,
    /// It holds just that.
    Unchanged,
    /// It would be overwritten, and a person changed it since we wrote it.
    Edited,
    /// It would be overwritten, and we never wrote it.
    Foreign,
    /// We wrote it and nothing generates it any more: it is removed.
    Orphan,
    /// The same, but a person changed it: it is kept.
    EditedOrphan,
}

/// A file, and what becomes of it.
#[derive(Debug)]
pub(crate) struct Planned {
    /// Where it belongs.
    pub(crate) path: PathBuf,
    /// How that is shown.
    pub(crate) shown: String,
    /// What is on disk.
    pub(crate) before: Option<Vec<u8>>,
    /// What is to be there; `None` for orphans.
    pub(crate) after: Option<String>,
    /// What becomes of it.
    pub(crate) state: State,
}

impl Planned {
    /// Whether only a person can decide what becomes of it.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self.state, State::Edited | State::Foreign)
    }

    /// Whether it is a lock file of names that is not as it would be.
    pub(crate) fn is_new_lock(&self) -> bool {
        self.differs() && self.path.ends_with(lock::FILE_NAME)
    }

    /// Whether only blanks and commas differ, as behind a formatter.
    pub(crate) fn differs_in_layout_only(&self) -> bool {
        let words = |bytes: &[u8]| -> Vec<u8> {
            let mut words = bytes.to_vec();
            words.retain(|byte| !byte.is_ascii_whitespace() && *byte != b',');
            words
        };
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => words(before) == words(after.as_bytes()),
            _ => false,
        }
    }

    /// Whether the disk is not as it was generated.
    pub(crate) fn differs(&self) -> bool {
        self.state != State::Unchanged
    }
}

/// Everything that belongs into one folder.
#[derive(Debug)]
pub(crate) struct Folder {
    /// The folder.
    pub(super) root: PathBuf,
    /// Every file that is generated, and then orphans, each by path.
    pub(crate) files: Vec<Planned>,
    /// The manifest, as a file.
    pub(crate) manifest: Planned,
    /// The manifest that holds while files are written.
    pub(super) meanwhile: String,
    _hold: Hold,
}

/// How a folder is planned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// Whether nothing is written, so that nothing need be held.
    pub(crate) check: bool,
    /// Whether files that a person changed are overwritten.
    pub(crate) force: bool,
    /// Whether the lock file of names must stay as it is.
    pub(crate) locked: bool,
}

impl Folder {
    /// Compares what targets want written with the folder at `root`; `waits` is called if another
    /// run holds it.
    pub(crate) fn plan(
        root: &Path,
        outputs: Vec<(Target, Vec<OutputFile>)>,
        rules: Rules,
        paths: &Paths,
        waits: impl FnOnce(),
    ) -> Result<Self, Failure> {
        let shown = paths.shown(root);
        if root.exists() && !root.is_dir() {
            let error = io::ErrorKind::NotADirectory.into();
            return Err(Failure::io("write to", shown, error));
        }
        let hold = if rules.check {
            Hold::nothing()
        } else {
            Hold::folder(root, &shown, waits)?
        };
        let path = root.join(manifest::FILE_NAME);
        let listed = paths.shown(&path);
        refuse_link_away(&path, &mut Inside::new(root), paths)?;
        let (before, text) = match Manifest::read(&path, &listed) {
            Ok(Some((manifest, text))) => (manifest, Some(text)),
            Ok(None) => (Manifest::default(), None),
            // Whoever forces us has nothing to lose but orphans that nobody knows of.
            Err(Failure::Usage { .. }) if rules.force => (Manifest::default(), None),
            Err(failure) => return Err(failure),
        };
        let compare = Compare {
            root,
            shown: &shown,
            paths,
            before: &before,
            force: rules.force,
        };
        let (files, after) = compare.all(outputs)?;
        let manifest = Planned {
            state: match &text {
                None => State::New,
                Some(text) if is_same(text, after.text().as_bytes()) => State::Unchanged,
                Some(_) => State::Changed,
            },
            path,
            shown: listed,
            before: text,
            after: Some(after.text()),
        };
        Ok(Folder {
            root: root.to_path_buf(),
            files,
            manifest,
            meanwhile: both(&before, &after).text(),
            _hold: hold,
        })
    }

    /// Every file, the manifest last.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Planned> {
        self.files.iter().chain([&self.manifest])
    }
}

/// What a folder is compared with.
struct Compare<'a> {
    root: &'a Path,
    shown: &'a str,
    paths: &'a Paths,
    before: &'a Manifest,
    force: bool,
}

impl Compare<'_> {
    /// Every file, and the manifest of what is generated now.
    fn all(
        &self,
        outputs: Vec<(Target, Vec<OutputFile>)>,
    ) -> Result<(Vec<Planned>, Manifest), Failure> {
        let targets: Vec<&str> = outputs.iter().map(|(target, _)| target.name()).collect();
        let with_target = |(target, files): (Target, Vec<OutputFile>)| {
            files.into_iter().map(move |f| (target, f))
        };
        let mut wanted: Vec<_> = outputs.into_iter().flat_map(with_target).collect();
        wanted.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
        self.refuse_shared(&wanted, &targets)?;
        let mut inside = Inside::new(self.root);
        wanted
            .iter()
            .try_for_each(|(_, file)| self.refuse_outside(file, &mut inside))?;
        let is_wanted: BTreeSet<String> =
            wanted.iter().map(|(_, file)| file.path.clone()).collect();
        let hashed = |(target, file): &(Target, OutputFile)| {
            let hash = hash(file.text.as_bytes());
            (
                target.name().to_owned(),
                file.path.clone(),
                Hashes::One(hash),
            )
        };
        let mut after = self.before.clone();
        after
            .targets
            .retain(|target, _| !targets.contains(&&**target));
        for (target, path, hash) in wanted.par_iter().map(hashed).collect::<Vec<_>>() {
            after.targets.entry(target).or_default().insert(path, hash);
        }
        let one = |(_, file)| self.generated(file);
        let mut files = wanted
            .into_par_iter()
            .map(one)
            .collect::<Result<Vec<_>, _>>()?;
        let of_before = self.before.targets.iter();
        let of_before = of_before.filter(|(target, _)| targets.contains(&&***target));
        for (path, hashes) in of_before.flat_map(|(_, files)| files) {
            if !is_wanted.contains(path) {
                let is_ours = inside.holds(&self.root.join(path));
                files.extend(self.orphan(path, hashes, is_ours)?);
            }
        }
        Ok((files, after))
    }

    /// Two targets cannot have one file, now or from an earlier run.
    fn refuse_shared(
        &self,
        wanted: &[(Target, OutputFile)],
        targets: &[&str],
    ) -> Result<(), Failure> {
        let twice = wanted.windows(2).find(|two| two[0].1.path == two[1].1.path);
        let twice = twice.map(|two| (two[0].0.name(), two[1].0.name(), &two[0].1.path));
        let mut earlier = wanted.iter().filter_map(|(target, file)| {
            let (owner, _) = self.before.owner(&file.path)?;
            (!targets.contains(&owner)).then_some((owner, target.name(), &file.path))
        });
        let Some((one, other, path)) = twice.or_else(|| earlier.next()) else {
            return Ok(());
        };
        let message = format!("{one} and {other} both write {path} in {}", self.shown);
        let help = "give each target a folder of its own: with `--out`, or in bindery.yaml with \
                    `targets: {NAME: {out: DIR}}`";
        Err(Failure::usage("write files", message).help(help))
    }

    fn refuse_outside(&self, file: &OutputFile, inside: &mut Inside) -> Result<(), Failure> {
        // Names of files can come from pages, and no page may name a file outside of the folder.
        if !is_below(&file.path) {
            return Err(Failure::Bug {
                task: format!("the file {}", file.path),
                message: "a target wants it written outside of the output folder".to_owned(),
            });
        }
        refuse_link_away(&self.root.join(&file.path), inside, self.paths)
    }

    fn generated(&self, file: OutputFile) -> Result<Planned, Failure> {
        let path = self.root.join(&file.path);
        let shown = self.paths.shown(&path);
        let before = read(&path, &shown)?;
        let state = match &before {
            None => State::New,
            Some(before) if is_same(before, file.text.as_bytes()) => State::Unchanged,
            // It is there to be edited, and was read before this was generated.
            Some(_) if self.force || file.path == lock::FILE_NAME => State::Changed,
            Some(before) => match self.before.owner(&file.path) {
                Some((_, hashes)) if hashes.has(&hash(before)) => State::Changed,
                Some(_) => State::Edited,
                None => State::Foreign,
            },
        };
        Ok(Planned {
            path,
            shown,
            before,
            after: Some(file.text),
            state,
        })
    }

    /// What becomes of a file that nothing generates any more; nothing where it is gone already.
    fn orphan(
        &self,
        relative: &str,
        hashes: &Hashes,
        is_inside: bool,
    ) -> Result<Option<Planned>, Failure> {
        let path = self.root.join(relative);
        let shown = self.paths.shown(&path);
        // What lies behind a link is not ours, nor is what took the place of our file.
        let is_file = is_inside && !path.is_symlink() && path.is_file();
        if !is_file && !path.is_symlink() && !path.exists() {
            return Ok(None);
        }
        let before = if is_file { read(&path, &shown)? } else { None };
        let is_ours = before
            .as_ref()
            .is_some_and(|before| hashes.has(&hash(before)));
        Ok(Some(Planned {
            path,
            shown,
            before,
            after: None,
            state: if is_ours {
                State::Orphan
            } else {
                State::EditedOrphan
            },
        }))
    }
}

fn refuse_link_away(path: &Path, inside: &mut Inside, paths: &Paths) -> Result<(), Failure> {
    if inside.holds(path) {
        return Ok(());
    }
    let message = format!("a link leads {} out of the folder", paths.shown(path));
    let help = "remove the link, or choose another folder with `--out`";
    Err(Failure::usage("write files", message).help(help))
}

fn read(path: &Path, shown: &str) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("read", shown, error)),
    }
}

/// What holds while files that `before` lists are replaced by those that `after` lists.
fn both(before: &Manifest, after: &Manifest) -> Manifest {
    let mut both = before.clone();
    for (target, files) in &after.targets {
        let known = both.targets.entry(target.clone()).or_default();
        for (path, hashes) in files {
            let known = known.entry(path.clone()).or_insert_with(|| hashes.clone());
            if known != hashes {
                let all: BTreeSet<&String> = known.all().iter().chain(hashes.all()).collect();
                *known = Hashes::Several(all.into_iter().cloned().collect());
            }
        }
    }
    both
}
