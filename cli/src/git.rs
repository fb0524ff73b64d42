//! What git knows of pages, asked of the program `git`.
//!
//! A revision comes from outside: it is resolved to a commit first, behind `--end-of-options`, and
//! only that commit's number is used from then on.

use crate::exit::Failure;
use crate::files::LARGEST;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file that differs from a revision.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// What it held; `None` where it was no file.
    pub(crate) before: Option<Vec<u8>>,
}

/// The files of the repository around `folder` that are of `is_wanted` and differ from `revision`,
/// files that git does not know yet included.
pub(crate) fn differences(
    folder: &Path,
    revision: &str,
    is_wanted: impl Fn(&Path) -> bool,
) -> Result<Vec<Difference>, Failure> {
    let top = run(folder, &["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(path_of(top.trim_ascii_end()));
    let before = match is_before_first_commit(folder, revision)? {
        // All files are new. Git knows the empty tree without having it.
        true => run(folder, &["hash-object", "-t", "tree", "--stdin"])?,
        false => commit(folder, revision)?.into_bytes(),
    };
    let before = String::from_utf8_lossy(before.trim_ascii_end());
    let raw = run(
        &top,
        &[
            "diff",
            "-z",
            "--raw",
            "--no-abbrev",
            "--no-renames",
            "--no-ext-diff",
            "--no-relative",
            "--ignore-submodules",
            &before,
            "--",
        ],
    )?;
    let mut changed = Vec::new();
    let mut parts = raw.split(|byte| *byte == 0);
    while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
        let head = String::from_utf8_lossy(head);
        let mut words = head.trim_start_matches(':').split(' ');
        let (mode, blob) = (words.next(), words.nth(1));
        let path = top.join(path_of(path));
        // Links and repositories within are no pages.
        let is_file = mode.is_some_and(|mode| mode.starts_with("100"));
        if is_wanted(&path) {
            changed.push((path, blob.filter(|_| is_file).map(str::to_owned)));
        }
    }
    let blobs: Vec<&str> = changed
        .iter()
        .filter_map(|(_, blob)| blob.as_deref())
        .collect();
    let mut texts = contents(&top, &blobs)?.into_iter();
    let mut all: Vec<Difference> = changed
        .iter()
        .map(|(path, blob)| Difference {
            path: path.clone(),
            before: blob.as_ref().and_then(|_| texts.next().flatten()),
        })
        .collect();
    let new = run(&top, &["ls-files", "-z", "--others", "--exclude-standard"])?;
    let new = new.split(|byte| *byte == 0).filter(|path| !path.is_empty());
    let new = new
        .map(|path| top.join(path_of(path)))
        .filter(|path| is_wanted(path));
    all.extend(new.map(|path| Difference { path, before: None }));
    Ok(all)
}

/// Whether a revision is the commit that the first one of a new repository has behind it: none.
fn is_before_first_commit(folder: &Path, revision: &str) -> Result<bool, Failure> {
    let tells = |args: &[&str]| {
        let output = git(folder).args(args).output().map_err(no_git)?;
        Ok(output.status.success())
    };
    Ok(revision == "HEAD"
        && !tells(&["rev-parse", "--verify", "--quiet", "HEAD"])?
        && tells(&["symbolic-ref", "--quiet", "HEAD"])?)
}

/// The number of the commit that a revision means.
pub(crate) fn commit(folder: &Path, revision: &str) -> Result<String, Failure> {
    let no_commit = || {
        let message = format!("git knows no commit `{}`", revision.escape_debug());
        Failure::usage("find the revision", message)
            .help("name a branch, a tag or a commit; a shallow clone must fetch it first")
    };
    // No revision starts so (git-check-ref-format).
    if revision.starts_with('-') || revision.contains('\0') {
        return Err(no_commit());
    }
    let wanted = format!("{revision}^{{commit}}");
    let output = git(folder)
        .args([
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ])
        .output()
        .map_err(no_git)?;
    let number = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit());
    match output.status.success() && is_number {
        true => Ok(number),
        false => Err(no_commit()),
    }
}

/// What blobs hold, in their order; `None` for one that is larger than any page may be.
pub(crate) fn contents(folder: &Path, blobs: &[&str]) -> Result<Vec<Option<Vec<u8>>>, Failure> {
    if blobs.is_empty() {
        return Ok(Vec::new());
    }
    let mut child = git(folder)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(no_git)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(no_git(io::ErrorKind::BrokenPipe.into()));
    };
    let wanted: String = blobs.iter().map(|blob| format!("{blob}\n")).collect();
    // Both ways at once: neither side waits for the other.
    let writer = std::thread::spawn(move || input.write_all(wanted.as_bytes()));
    let mut output = BufReader::new(output);
    let read: io::Result<Vec<_>> = blobs.iter().map(|_| next_blob(&mut output)).collect();
    // It may have ended early, which reading has told.
    let _ = writer.join();
    let _ = child.wait();
    read.map_err(no_git)
}

/// `<blob> blob <size>`, a line break, the bytes, a line break.
fn next_blob(output: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = String::new();
    output.read_line(&mut head)?;
    let Some(size) = head
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse::<u64>().ok())
    else {
        return Ok(None);
    };
    let mut bytes = Vec::new();
    let mut blob = output.take(size + 1);
    if size <= LARGEST {
        blob.read_to_end(&mut bytes)?;
        bytes.pop();
        return Ok(Some(bytes));
    }
    io::copy(&mut blob, &mut io::sink())?;
    Ok(None)
}

fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = git(folder).args(args).output().map_err(no_git)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("git told no reason");
    let message = format!(
        "git {}: {}",
        args.first().unwrap_or(&""),
        said.escape_debug()
    );
    Err(Failure::usage("compare with git", message)
        .help("`--changed` needs pages that lie in a git repository"))
}

/// Git in a folder, without what a repository's own configuration would have it start.
pub(crate) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    command.args(["-c", "core.fsmonitor=false", "--no-pager"]);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command.stdin(Stdio::null());
    command
}

pub(crate) fn no_git(error: io::Error) -> Failure {
    Failure::io("start", "git", error)
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> &std::ffi::OsStr {
    std::os::unix::ffi::OsStrExt::from_bytes(bytes)
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> std::ffi::OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}
