//! Generated files on disk: written whole or not at all, and left alone where nothing changed.

use crate::exit::Failure;
use crate::paths::Paths;
use bindery_generator::target::OutputFile;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// How a file on disk compares with what was generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// There is no such file.
    New,
    /// It holds something else.
    Changed,
    /// It holds just that.
    Unchanged,
}

/// A generated file beside what is on disk.
#[derive(Debug)]
pub(crate) struct Compared<'a> {
    /// What was generated.
    pub(crate) file: &'a OutputFile,
    /// Where it belongs.
    pub(crate) path: PathBuf,
    /// How that is shown.
    pub(crate) shown: String,
    /// What is on disk.
    pub(crate) before: Option<Vec<u8>>,
}

impl Compared<'_> {
    /// How the two compare.
    pub(crate) fn state(&self) -> State {
        match &self.before {
            None => State::New,
            Some(before) if before == self.file.text.as_bytes() => State::Unchanged,
            Some(_) => State::Changed,
        }
    }
}

/// Compares generated files with what is in the folder `out`.
pub(crate) fn compare<'a>(
    files: &'a [OutputFile],
    out: &Path,
    paths: &Paths,
) -> Result<Vec<Compared<'a>>, Failure> {
    files
        .iter()
        .map(|file| compare_one(file, out, paths))
        .collect()
}

fn compare_one<'a>(
    file: &'a OutputFile,
    out: &Path,
    paths: &Paths,
) -> Result<Compared<'a>, Failure> {
    let relative = Path::new(&file.path);
    // Names of files can come from pages, and no page may name a file outside of the folder.
    if !relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        let message = "a target wants it written outside of the output folder".to_owned();
        return Err(Failure::Bug {
            task: format!("the file {}", file.path),
            message,
        });
    }
    let path = out.join(relative);
    let shown = paths.shown(&path);
    let before = match fs::read(&path) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Failure::io("read", shown, error)),
    };
    Ok(Compared {
        file,
        path,
        shown,
        before,
    })
}

/// Writes those that are new or changed.
pub(crate) fn write(all: &[Compared<'_>]) -> Result<(), Failure> {
    let changed = all.iter().filter(|one| one.state() != State::Unchanged);
    for one in changed {
        let wrong = |error| Failure::io("write", &one.shown, error);
        write_one(&one.path, one.file.text.as_bytes()).map_err(wrong)?;
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

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    fn states(files: &[OutputFile], out: &Path) -> Vec<State> {
        let paths = Paths::new(out.to_path_buf(), out.to_path_buf());
        let compared = compare(files, out, &paths).expect("the disk can be read");
        write(&compared).expect("the disk can be written");
        compared.iter().map(Compared::state).collect()
    }

    #[test]
    fn files_are_written_once_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let mut files = vec![file("a.json", "{}\n"), file("deep/er/b.yaml", "x: 1\n")];
        assert_eq!(states(&files, folder.path()), [State::New, State::New]);
        files[0].text.push('\n');
        assert_eq!(
            states(&files, folder.path()),
            [State::Changed, State::Unchanged]
        );
        let read = |path: &str| fs::read_to_string(folder.path().join(path)).expect("it is there");
        assert_eq!(
            (read("a.json").as_str(), read("deep/er/b.yaml").as_str()),
            ("{}\n\n", "x: 1\n")
        );
        let left = fs::read_dir(folder.path()).expect("it is a folder").count();
        assert_eq!(left, 2);
    }

    #[test]
    fn no_file_leaves_the_folder() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let paths = Paths::new(folder.path().to_path_buf(), folder.path().to_path_buf());
        for path in ["../a", "/a", "b/../../a"] {
            let files = [file(path, "")];
            let failure = compare(&files, folder.path(), &paths).expect_err("it is outside");
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
        assert_eq!(
            states(&[file("link", "new")], folder.path()),
            [State::Changed]
        );
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
