//! `bindery generate --watch`: again whenever something changes that it is made from.

use super::{Session, generate, outputs};
use crate::args::{Generate, Global};
use crate::exit::{Exit, Failure};
use crate::files::{self, Found};
use crate::reading;
use crate::summary;
use crate::table;
use crate::terminal::{DIM, Terminal, count};
use bindery_generator::PageCache;
use bindery_generator::render::Layouts;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Editors write a file in several steps; when nothing happened for so long they are done.
const QUIET: Duration = Duration::from_millis(20);

/// How many changed files are listed.
const SHOWN_FILES: usize = 5;

enum Event {
    /// Something happened to these paths.
    Changed(Vec<PathBuf>),
    /// The user wants to end it.
    Stop,
}

/// Why the watching of one configuration ends.
enum End {
    Stop,
    /// Configuration, dialect or templates changed.
    Reload,
}

pub(super) fn run(args: &Generate, global: &Global, terminal: &Terminal) -> Result<Exit, Failure> {
    let (sender, events) = channel();
    let stop = sender.clone();
    // Who cannot be told ends at once, as without a handler.
    let handler = ctrlc::set_handler(move || {
        let _ = stop.send(Event::Stop);
    });
    if let Err(error) = handler {
        let error = std::io::Error::other(error.to_string());
        return Err(Failure::io("wait for", "Ctrl-C", error));
    }
    let layouts = Arc::new(Layouts::default());
    let mut session = Session::new(global, terminal)?;
    // It watches until there is another, so that nothing is missed in between.
    let mut watcher = watch(args, &session, &sender)?;
    let mut is_first = true;
    loop {
        match generate_again(args, &session, &layouts, &events, is_first) {
            Ok(End::Stop) => return Ok(Exit::Clean),
            Ok(End::Reload) => {}
            Err(failure) if is_first => return Err(failure),
            // What was just written is wrong; the next change may mend it.
            Err(failure) => {
                terminal.failure(&failure);
                if let Event::Stop = next(&events) {
                    return Ok(Exit::Clean);
                }
            }
        }
        is_first = false;
        session = loop {
            match Session::new(global, terminal) {
                Ok(session) => break session,
                Err(failure) => terminal.failure(&failure),
            }
            if let Event::Stop = next(&events) {
                return Ok(Exit::Clean);
            }
        };
        let before = std::mem::replace(&mut watcher, watch(args, &session, &sender)?);
        drop(before);
    }
}

/// Generates, and again whenever a page changes.
fn generate_again(
    args: &Generate,
    session: &Session<'_>,
    layouts: &Arc<Layouts>,
    events: &Receiver<Event>,
    is_first: bool,
) -> Result<End, Failure> {
    let mut job = generate::job(args, session)?;
    job.options.shared.render.layouts = Some(Arc::clone(layouts));
    let dialects = session.dialects()?;
    let mut cache = PageCache::new(dialects.choice());
    let mut inputs = Inputs {
        session,
        roots: session.roots(&job.pages)?,
        written: job.folders(session),
        pages: Vec::new(),
    };
    let mut changed = BTreeSet::new();
    let mut is_first = is_first;
    loop {
        let done = regenerate(&job, &mut inputs, &mut cache, &changed, is_first);
        match done {
            Err(failure) if is_first => return Err(failure),
            Err(failure) => session.terminal.failure(&failure),
            Ok(()) => {}
        }
        layouts.next_run();
        is_first = false;
        changed.clear();
        while changed.is_empty() {
            match next(events) {
                Event::Stop => return Ok(End::Stop),
                Event::Changed(paths) => {
                    changed.extend(paths.into_iter().filter(|path| inputs.has(path)));
                }
            }
        }
        if changed.iter().any(|path| inputs.is_setting(path)) {
            return Ok(End::Reload);
        }
    }
}

/// What happens next, together with all that happens right after it.
fn next(events: &Receiver<Event>) -> Event {
    let mut all = Vec::new();
    // Nobody can send any more only when nobody watches any more.
    let mut event = events.recv().unwrap_or(Event::Stop);
    loop {
        match event {
            Event::Stop => return Event::Stop,
            Event::Changed(paths) => all.extend(paths),
        }
        event = match events.recv_timeout(QUIET) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) => return Event::Changed(all),
            Err(RecvTimeoutError::Disconnected) => return Event::Stop,
        };
    }
}

/// Tells of changes of pages, dialect, configuration and templates.
fn watch(
    args: &Generate,
    session: &Session<'_>,
    sender: &Sender<Event>,
) -> Result<RecommendedWatcher, Failure> {
    let wrong = |path: &Path| {
        let shown = session.paths.shown(path);
        move |error: notify::Error| {
            Failure::io("watch", shown, std::io::Error::other(error.to_string()))
        }
    };
    let sender = sender.clone();
    let tell = move |event: notify::Result<notify::Event>| match event {
        Ok(event) if !event.kind.is_access() => {
            let _ = sender.send(Event::Changed(event.paths));
        }
        _ => {}
    };
    let mut watcher = notify::recommended_watcher(tell).map_err(wrong(Path::new(".")))?;
    let (_, more_pages) = generate::targets(args, session)?;
    let mut roots = session.roots(&[&*args.pages.pages, &*more_pages].concat())?;
    roots.extend(session.templates_folder(args.writing.templates.as_deref()));
    roots.extend(session.config_file.clone());
    roots.extend(session.dialect_file());
    for root in roots {
        // An editor may put another file in the place of one, which only its folder is told of.
        let (path, mode) = match root.is_dir() {
            true => (&*root, RecursiveMode::Recursive),
            false => (root.parent().unwrap_or(&root), RecursiveMode::NonRecursive),
        };
        watcher.watch(path, mode).map_err(wrong(path))?;
    }
    Ok(watcher)
}

/// What is generated from.
struct Inputs<'a> {
    session: &'a Session<'a>,
    /// Files and folders of pages.
    roots: Vec<PathBuf>,
    /// Folders that are written to.
    written: Vec<PathBuf>,
    /// The pages that were found last.
    pages: Vec<Found>,
}

impl Inputs<'_> {
    /// Whether something is made from the file: not what is written, nor what an editor leaves.
    fn has(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_left = name.starts_with('.') || name.ends_with('~') || name.ends_with(".swp");
        // A folder that is gone is known by what was in it.
        let held_pages = || self.pages.iter().any(|page| page.path.starts_with(path));
        !is_left
            && !self.is_written(path)
            && (files::is_page(path) || self.is_setting(path) || path.is_dir() || held_pages())
    }

    /// Pages may lie below a folder that is written to.
    fn is_written(&self, path: &Path) -> bool {
        self.written.iter().any(|out| {
            let mut below = self.roots.iter().filter(|root| root.starts_with(out));
            path.starts_with(out) && !below.any(|root| path.starts_with(root))
        })
    }

    /// Whether it says how pages are read or files are laid out.
    fn is_setting(&self, path: &Path) -> bool {
        let is_own = |one: Option<PathBuf>| one.as_deref() == Some(path);
        path.extension().is_some_and(|end| end == "j2")
            || is_own(self.session.config_file.clone())
            || is_own(self.session.dialect_file())
    }
}

/// Reads what changed, writes what is changed by that, and says how long it took.
fn regenerate(
    job: &generate::Job,
    inputs: &mut Inputs<'_>,
    cache: &mut PageCache<'_>,
    changed: &BTreeSet<PathBuf>,
    is_first: bool,
) -> Result<(), Failure> {
    let start = Instant::now();
    let session = inputs.session;
    let terminal = session.terminal;
    inputs.pages = session.find(&job.pages)?;
    let reading = reading::read_with(&inputs.pages, |sources| cache.read_reference(sources))?;
    if reading.operations() == 0 {
        terminal.nothing_read(reading.reference.pages.len());
        return Ok(());
    }
    let (folders, settled) = generate::write(job, &reading, session)?;
    let took = start.elapsed();
    for path in changed.iter().take(SHOWN_FILES) {
        terminal.print(&format!("changed  {}\n", session.paths.shown(path)));
    }
    let rows = outputs::rows(&folders, settled, !is_first);
    terminal.print(&table::layout(&rows));
    if is_first {
        summary::print(terminal, &reading.diagnostics, &reading.sources);
    }
    outputs::explain(&folders, settled, terminal);
    let files = folders.iter().flat_map(|folder| &folder.files);
    let files = count(files.filter(|file| file.differs()).count(), "file");
    let took = took.as_secs_f64() * 1e3;
    terminal.print(&format!(
        "{DIM}{files} of {} in {took:.0} ms; watching, Ctrl-C ends it{DIM:#}\n",
        count(inputs.pages.len(), "page")
    ));
    Ok(())
}
