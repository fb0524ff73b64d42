//! The same bytes whatever the order of pages and the number of threads.

use crate::support::{Project, ended};
use bindery_generator::target::Target;
use std::path::{Path, PathBuf};

/// Everything below a folder, by path.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    let files = entries.map(|entry| entry.expect("it can be listed"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let path = entry
            .path()
            .strip_prefix(folder)
            .expect("it is below")
            .to_path_buf();
        (path, std::fs::read(entry.path()).expect("it can be read"))
    };
    files.map(read).collect()
}

#[test]
fn every_target_writes_the_same_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let entries = walkdir::WalkDir::new(root.join("specs/pages")).sort_by_file_name();
    let pages: Vec<String> = entries
        .into_iter()
        .map(|entry| entry.expect("it can be listed").into_path())
        .filter(|path| {
            path.extension()
                .is_some_and(|one| one == "md" || one == "txt")
        })
        .map(|path| path.display().to_string())
        .collect();
    assert!(pages.len() > 30, "only {}", pages.len());
    let project = Project::new();
    let run = |name: &str, pages: &[&str], threads: &str| {
        let mut trees = Vec::new();
        for target in Target::ALL {
            let out = format!("{name}/{target}");
            let words = ["generate", "-q", "--target", target.name(), "--out", &out];
            let mut command = project.command(&[&words[..], pages].concat());
            ended(command.env("RAYON_NUM_THREADS", threads)).expect(0, &[]);
            trees.extend(files(&project.at(&out)));
        }
        trees
    };
    let forward: Vec<&str> = pages.iter().map(String::as_str).collect();
    let first = run("first", &forward, "1");
    assert!(first.len() > 60, "only {}", first.len());
    let backward: Vec<&str> = forward.iter().rev().copied().collect();
    // A step that shares no divisor with the number of pages visits each once.
    let step = (7..)
        .find(|step| !pages.len().is_multiple_of(*step))
        .expect("there is one");
    let mixed: Vec<&str> = (0..pages.len())
        .map(|at| forward[at * step % pages.len()])
        .collect();
    for (name, order, threads) in [("second", &backward, "2"), ("third", &mixed, "8")] {
        let again = run(name, order, threads);
        let differing: Vec<_> = first
            .iter()
            .zip(&again)
            .filter(|(a, b)| a != b)
            .map(|(a, _)| &a.0)
            .collect();
        assert!(
            differing.is_empty() && first.len() == again.len(),
            "{name}: {differing:?}"
        );
    }
}
