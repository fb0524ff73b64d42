//! The cache of `bindery check`: a second run tells the same to the byte, and whatever could make
//! that wrong makes it work anew.

use crate::support::{Ended, Project, ended, page};
use sha2::{Digest, Sha256};
use std::path::PathBuf;

/// Two pages, one with a finding, and a cache of their own.
fn project() -> Project {
    let project = Project::new();
    let bad = page("Pen").replace("What it is called", "The pen&amp;apos;s name");
    project.write("pages/Pen.md", bad);
    project.write("pages/Ink.md", page("Ink"));
    project
}

fn check(project: &Project, args: &[&str]) -> Ended {
    let args = [&["check", "pages"][..], args].concat();
    let mut command = project.command(&args);
    ended(command.env("BINDERY_CACHE_DIR", project.at("cache")))
}

fn entries(project: &Project) -> Vec<PathBuf> {
    let folder = std::fs::read_dir(project.at("cache/check"));
    let entries = folder.into_iter().flatten().flatten();
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    entries.sort();
    entries
}

#[track_caller]
fn same(one: &Ended, other: &Ended) {
    assert_eq!(
        (one.code, &one.out, &one.err),
        (other.code, &other.out, &other.err)
    );
}

#[test]
fn a_second_run_tells_the_same_to_the_byte() {
    let project = project();
    for format in ["text", "json", "sarif", "github", "junit"] {
        for more in [&[][..], &["--all"], &["-q"], &["--color", "always"]] {
            let args = [&["--format", format][..], more].concat();
            let plain = check(&project, &[&args[..], &["--no-cache"]].concat());
            assert_eq!(plain.code, 1, "{format}: {}", plain.err);
            let cold = check(&project, &args);
            let warm = check(&project, &args);
            same(&plain, &cold);
            same(&plain, &warm);
        }
    }
}

#[test]
fn the_second_run_is_told_from_the_cache_and_no_cache_does_not_touch_it() {
    let project = project();
    check(&project, &["--no-cache"]);
    assert_eq!(entries(&project), Vec::<PathBuf>::new());
    let cold = check(&project, &[]);
    let [entry] = &entries(&project)[..] else {
        panic!("one entry: {:?}", entries(&project));
    };
    same(&cold, &check(&project, &[]));
    assert_eq!(entries(&project).len(), 1, "nothing more was kept");
    // What only the cache can say.
    let told = b"{\"nothing_read_of\":null,\"any\":false}\nas it was kept\n";
    let forged = [b"bindery cache 1\n", &Sha256::digest(told)[..], told].concat();
    std::fs::write(entry, forged).expect("it is ours");
    check(&project, &[]).expect(0, &["as it was kept\n"]);
    same(&cold, &check(&project, &["--no-cache"]));
}

#[test]
fn whatever_the_report_depends_on_makes_it_anew() {
    let project = project();
    let fresh = |args: &[&str]| {
        let count = entries(&project).len();
        let told = check(&project, args);
        assert_eq!(entries(&project).len(), count + 1, "{args:?}");
        same(&told, &check(&project, &[args, &["--no-cache"]].concat()));
        told
    };
    fresh(&[]);
    fresh(&["--all"]);
    fresh(&["--select", "double-escaped-entity"]);
    fresh(&["--ignore", "double-escaped-entity"]);
    fresh(&["--dialect", "superoffice-2023"]);
    // A page that changes, in as many bytes and with the time of its last change kept.
    let path = project.at("pages/Pen.md");
    let written = std::fs::metadata(&path).and_then(|known| known.modified());
    let text = project.read("pages/Pen.md");
    project.write(
        "pages/Pen.md",
        text.replace("The pen&amp;apos;s", "The pen&amp;quot;s"),
    );
    let file = std::fs::File::options().write(true).open(&path);
    let file = file.expect("it is there");
    file.set_modified(written.expect("the system knows"))
        .expect("it is ours");
    fresh(&[]).expect(1, &["&quot;"]);
    // One that is new, one that has another name, and one that vanishes.
    project.write("pages/Nib.md", page("Nib"));
    fresh(&[]);
    std::fs::rename(project.at("pages/Nib.md"), project.at("pages/Nab.md")).expect("it is ours");
    fresh(&[]);
    std::fs::remove_file(project.at("pages/Pen.md")).expect("it is ours");
    fresh(&[]);
    // The configuration, the baseline, and a dialect from a file.
    project.write("bindery.yaml", "check: {severity: {all: error}}\n");
    fresh(&[]);
    project.write("known.txt", "");
    fresh(&["--baseline", "known.txt"]);
    let known = check(&project, &["--write-baseline", "known.txt"]);
    known.expect(0, &["wrote "]);
    fresh(&["--baseline", "known.txt"]);
    project.write("mine.yaml", "name: mine\nextends: superoffice-2023\n");
    fresh(&["--dialect", "mine.yaml"]);
    project.write("mine.yaml", "name: mine\nextends: superoffice-2022\n");
    fresh(&["--dialect", "mine.yaml"]);
}

#[test]
fn what_changes_pages_or_asks_git_is_never_told_from_the_cache() {
    let project = project();
    check(&project, &["--diff"]).expect(1, &[]);
    check(&project, &["--write-baseline", "known.txt"]).expect(0, &[]);
    check(&project, &["--fix"]).expect(0, &["1 mended"]);
    assert_eq!(entries(&project), Vec::<PathBuf>::new());
}

#[test]
fn a_cache_that_is_broken_or_hostile_is_a_cold_run() {
    let project = project();
    let cold = check(&project, &[]);
    let [entry] = &entries(&project)[..] else {
        panic!("one entry: {:?}", entries(&project));
    };
    let whole = std::fs::read(entry).expect("it is there");
    let mut changed = whole.clone();
    let last = changed.len() - 2;
    changed[last] ^= 0x20;
    let hostile: [&[u8]; 4] = [b"", b"\x1b[2Jnothing found", &whole[..40], &changed];
    for bytes in hostile {
        std::fs::write(entry, bytes).expect("it is ours");
        same(&cold, &check(&project, &[]));
        assert_eq!(std::fs::read(entry).expect("it is there"), whole);
    }
    std::fs::remove_file(entry).expect("it is ours");
    std::fs::create_dir(entry).expect("it is ours");
    same(&cold, &check(&project, &[]));
    // Another version of it, or another program, left something else in its place.
    std::fs::remove_dir_all(project.at("cache")).expect("it is ours");
    project.write("cache", "a file");
    same(&cold, &check(&project, &[]));
}

#[cfg(unix)]
#[test]
fn a_cache_that_cannot_be_written_or_has_a_pipe_in_it_is_a_cold_run() {
    let project = project();
    let cold = check(&project, &[]);
    let [entry] = &entries(&project)[..] else {
        panic!("one entry: {:?}", entries(&project));
    };
    std::fs::remove_file(entry).expect("it is ours");
    let made = std::process::Command::new("mkfifo").arg(entry).status();
    assert!(made.expect("mkfifo runs").success());
    same(&cold, &check(&project, &[]));
    let mut command = project.command(&["check", "pages"]);
    same(
        &cold,
        &ended(command.env("BINDERY_CACHE_DIR", "/proc/nowhere")),
    );
}

#[test]
fn two_runs_at_once_tell_the_same() {
    let project = project();
    let plain = check(&project, &["--no-cache"]);
    let runs: Vec<Ended> = std::thread::scope(|scope| {
        let start = || scope.spawn(|| check(&project, &[]));
        let started: Vec<_> = std::iter::repeat_with(start).take(6).collect();
        let ended = started.into_iter().map(|run| run.join());
        ended.map(|run| run.expect("it ends")).collect()
    });
    for run in &runs {
        same(&plain, run);
    }
    same(&plain, &check(&project, &[]));
    assert_eq!(entries(&project).len(), 1, "and nothing half is left");
}
