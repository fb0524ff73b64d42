//! `bindery check --watch`: again whenever a page or what chooses the rules changes.

use super::super::Session;
use crate::args::{Check, Global};
use crate::exit::{Exit, Failure};
use crate::files;
use crate::terminal::{DIM, Terminal};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Editors write a file in several steps; when nothing happened for so long they are done.
const QUIET: Duration = Duration::from_millis(50);

/// Takes what a terminal shows away (ECMA-48, ED and CUP). Where it is none, it is not printed.
const CLEAR: &str = "\x1b[2J\x1b[H";

enum Event {
    /// Something that is checked, or says how, has changed.
    Changed,
    /// The user wants to end it.
    Stop,
}

pub(super) fn run(args: &Check, global: &Global, terminal: &Terminal) -> Result<Exit, Failure> {
    let (send, events) = channel();
    let stop = send.clone();
    // Who cannot be told ends at once, as without a handler.
    let handler = ctrlc::set_handler(move || drop(stop.send(Event::Stop)));
    handler.map_err(|error| Failure::io("wait for", "Ctrl-C", io::Error::other(error)))?;
    // One watches until there is the next, so that nothing is missed in between.
    let mut watching = None;
    let mut is_first = true;
    loop {
        terminal.print(CLEAR);
        let session = Session::new(global, terminal);
        let done = session.and_then(|session| {
            watching = Some(watch(args, global, &session, &send)?);
            super::checked(args, &session)
        });
        match done {
            // What is wrong from the start is for the user to mend first.
            Err(failure) if is_first => return Err(failure),
            Err(failure) => terminal.failure(&failure),
            Ok(_) => {}
        }
        is_first = false;
        terminal.print(&format!(
            "{DIM}waiting for changes; Ctrl-C ends it{DIM:#}\n"
        ));
        if let Event::Stop = next(&events) {
            return Ok(Exit::Clean);
        }
    }
}

/// The next event, when it has become quiet.
fn next(events: &Receiver<Event>) -> Event {
    let mut event = events.recv().unwrap_or(Event::Stop);
    while let Event::Changed = event {
        event = match events.recv_timeout(QUIET) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => return Event::Changed,
            Err(RecvTimeoutError::Disconnected) => Event::Stop,
        };
    }
    event
}

fn watch(
    args: &Check,
    global: &Global,
    session: &Session<'_>,
    send: &Sender<Event>,
) -> Result<RecommendedWatcher, Failure> {
    let wrong = |path: &Path| {
        let shown = session.paths.shown(path);
        move |error: notify::Error| Failure::io("watch", shown, io::Error::other(error))
    };
    let config = session.paths.of_config(crate::config::FILE_NAME);
    let argument = |path: &PathBuf| session.paths.of_argument(path);
    let in_config = |path: &String| session.paths.of_config(path);
    let others = [
        global.config.as_ref().map(argument).or(Some(config)),
        args.baseline.as_ref().map(argument),
        session.config.check.baseline.as_ref().map(in_config),
        global
            .dialect
            .as_ref()
            .map(|path| session.paths.of_argument(path.as_ref())),
        Some(session.paths.of_config(&session.config.dialect)),
    ];
    let others: BTreeSet<PathBuf> = others.into_iter().flatten().collect();
    let (own, send) = (others.clone(), send.clone());
    let tell = move |event: notify::Result<notify::Event>| {
        let is_ours = |path: &PathBuf| own.contains(path) || is_page(path);
        if event.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(is_ours)) {
            let _ = send.send(Event::Changed);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).map_err(wrong(Path::new(".")))?;
    let roots = session.roots(&args.pages.pages)?;
    let files = others.into_iter().filter(|path| path.is_file());
    for path in roots.into_iter().chain(files) {
        // An editor may put another file in the place of one, which only its folder is told of.
        let (path, mode) = match path.is_dir() {
            true => (path.as_path(), RecursiveMode::Recursive),
            false => (path.parent().unwrap_or(&path), RecursiveMode::NonRecursive),
        };
        watcher.watch(path, mode).map_err(wrong(path))?;
    }
    Ok(watcher)
}

/// Whether it is a page, or a folder that may have held some.
fn is_page(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && (files::is_page(path) || !name.contains('.'))
}
