//! Plans carried out: each file written whole or not at all, and left alone where nothing changed.

use super::plan::{Folder, Planned, State};
use crate::exit::Failure;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes what is new or changed, and removes orphans.
///
/// Of a run that is cut off at any point, the next knows every file: until all are written the
/// manifest lists what is replaced beside what replaces it.
pub(crate) fn write(folders: &[Folder]) -> Result<(), Failure> {
    folders.iter().try_for_each(write_folder)
}

fn write_folder(folder: &Folder) -> Result<(), Failure> {
    let manifest = &folder.manifest;
    if folder.files.iter().any(Planned::differs) {
        put(manifest, &folder.meanwhile)?;
    } else if !manifest.differs() {
        return Ok(());
    }
    folder
        .files
        .par_iter()
        .try_for_each(|file| match file.state {
            State::Orphan => remove(file, &folder.root),
            State::Unchanged | State::EditedOrphan => Ok(()),
            State::New | State::Changed | State::Edited | State::Foreign => {
                put(file, file.after.as_deref().unwrap_or_default())
            }
        })?;
    put(manifest, manifest.after.as_deref().unwrap_or_default())
}

fn put(file: &Planned, text: &str) -> Result<(), Failure> {
    let wrong = |error| Failure::io("write", &file.shown, error);
    write_one(&file.path, text.as_bytes()).map_err(wrong)
}

/// Removes a file and the folders below `root` that it leaves empty.
fn remove(file: &Planned, root: &Path) -> Result<(), Failure> {
    match fs::remove_file(&file.path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::io("remove", &file.shown, error));
        }
        _ => {}
    }
    let folders = file.path.ancestors().skip(1);
    for folder in folders.take_while(|folder| *folder != root) {
        // A folder that is not empty stays.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Writes beside the file and renames, so that nobody ever sees half of it. Pipes and devices, such as
/// `/dev/stdout`, stay what they are.
pub(crate) fn write_one(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let is_other = |known: fs::Metadata| !known.is_file() && !known.is_dir();
    if fs::metadata(path).is_ok_and(is_other) {
        return fs::OpenOptions::new()
            .write(true)
            .open(path)?
            .write_all(bytes);
    }
    // A link stays one: what it leads to is written.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bindery-");
    // Temporary files are for their owner alone; this one is a file like any other.
    #[cfg(unix)]
    let everyone: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(everyone);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Ok(before) = fs::metadata(&path) {
        file.as_file().set_permissions(before.permissions())?;
    }
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::plan::Rules;
    use crate::paths::Paths;
    use bindery_generator::target::{OutputFile, Target};

    const RULES: Rules = Rules {
        check: false,
        force: false,
        locked: false,
    };

    fn plan(files: &[(&str, &str)], out: &Path, rules: Rules) -> Result<Folder, Failure> {
        let paths = Paths::new(out.to_path_buf(), out.to_path_buf());
        let file = |(path, text): &(&str, &str)| OutputFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        };
        let outputs = vec![(Target::OpenApi, files.iter().map(file).collect())];
        Folder::plan(out, outputs, rules, &paths, || ())
    }

    /// Plans and, unless a file is refused, writes.
    fn states(files: &[(&str, &str)], out: &Path) -> Vec<State> {
        let folder = plan(files, out, RULES).expect("the disk can be read");
        if !folder.files.iter().any(Planned::is_refused) {
            write(std::slice::from_ref(&folder)).expect("the disk can be written");
        }
        folder.files.iter().map(|file| file.state).collect()
    }

    #[test]
    fn files_are_written_once_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let out = folder.path();
        let (a, b) = (("a.json", "{}\n"), ("deep/er/b.yaml", "x: 1\n"));
        assert_eq!(states(&[a, b], out), [State::New, State::New]);
        let a = ("a.json", "{}\n\n");
        assert_eq!(states(&[a, b], out), [State::Changed, State::Unchanged]);
        let read = |path: &str| fs::read_to_string(out.join(path)).expect("it is there");
        assert_eq!((&*read("a.json"), &*read("deep/er/b.yaml")), (a.1, b.1));
        let left = fs::read_dir(out).expect("it is a folder").count();
        assert_eq!(left, 3, "the file, the folder and the manifest");
        assert_eq!(states(&[a], out), [State::Unchanged, State::Orphan]);
        assert!(!out.join("deep").exists(), "it was empty");
    }

    #[test]
    fn a_run_that_is_cut_off_leaves_no_file_that_is_taken_for_somebody_elses() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let out = folder.path();
        let old = [("a", "1"), ("b", "1"), ("gone", "1")];
        states(&old, out);
        // Cut off when the manifest and one file are written.
        let cut_off =
            plan(&[("a", "2"), ("b", "2"), ("c", "2")], out, RULES).expect("it can be read");
        put(&cut_off.manifest, &cut_off.meanwhile).expect("it can be written");
        fs::write(out.join("a"), "2").expect("it can be written");
        fs::write(out.join("c"), "2").expect("it can be written");
        drop(cut_off);
        // By the next run the pages say something else again.
        let expected = [State::Changed, State::Changed, State::Orphan, State::Orphan];
        assert_eq!(states(&[("a", "3"), ("b", "3")], out), expected);
    }

    #[test]
    fn no_file_leaves_the_folder() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for path in ["../a", "/a", "b/../../a"] {
            let failure = plan(&[(path, "")], folder.path(), RULES).expect_err("it is outside");
            assert_eq!(failure.exit(), crate::exit::Exit::Bug, "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions_and_a_link_stays_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder can be made");
        let at = |path: &str| folder.path().join(path);
        fs::write(at("real"), "old").expect("it can be written");
        fs::set_permissions(at("real"), fs::Permissions::from_mode(0o604)).expect("it is ours");
        symlink(at("real"), at("link")).expect("a link can be made");
        let rules = Rules {
            force: true,
            ..RULES
        };
        let planned = plan(&[("link", "new")], folder.path(), rules).expect("it can be read");
        write(&[planned]).expect("it can be written");
        assert!(at("link").is_symlink());
        assert_eq!(fs::read_to_string(at("real")).expect("it is there"), "new");
        let mode = fs::metadata(at("real"))
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o604);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_device_is_written_to_and_stays_one() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().expect("a folder can be made");
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("mkfifo runs").success());
        let reader = {
            let pipe = pipe.clone();
            std::thread::spawn(move || fs::read(pipe))
        };
        write_one(&pipe, b"{}").expect("it can be written");
        let kind = fs::metadata(&pipe).expect("it is there").file_type();
        assert!(kind.is_fifo(), "it was replaced by a file");
        let read = reader.join().expect("the reader ends");
        assert_eq!(read.expect("it can be read"), b"{}");
    }
}
