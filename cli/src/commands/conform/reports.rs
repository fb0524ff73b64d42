//! The files that a run leaves, and its exit code.

use super::super::Session;
use super::choices::Choices;
use crate::args::Conform;
use crate::exit::{Exit, Failure, doing};
use crate::output::write_one;
use crate::terminal::{Terminal, printable, stdout};
use bindery_conformance::findings::Baseline;
use bindery_conformance::report::{self, Collector, Document, Run};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a run came to, with its reports written.
pub(in super::super) struct Judged {
    pub(in super::super) document: Document,
    /// The reports, each as it is shown, and its bytes.
    pub(in super::super) files: Vec<(String, usize)>,
    /// What was to be seen and was not.
    missed: Vec<String>,
    /// Whether a baseline was written that keeps back all that was found.
    is_known: bool,
    /// How the service ended, where it did so before its time.
    pub(super) died: Option<String>,
}

/// Writes every report that was asked for.
pub(super) fn write(
    args: &Conform,
    choices: &Choices,
    collector: &mut Collector<'_>,
    har: Option<String>,
    session: &Session<'_>,
) -> Result<Judged, Failure> {
    doing("the reports");
    let document = collector.document();
    let reports = &choices.reports;
    let run = Run {
        label: "",
        document: &document,
    };
    let har_path = args.reports.write_har.as_ref();
    let har_path = har_path.map(|path| session.paths.of_argument(path));
    let wanted: [(&Option<PathBuf>, &dyn Fn() -> String); 5] = [
        (&reports.json, &|| report::json(&document)),
        (&reports.junit, &|| report::junit(&document)),
        (&reports.sarif, &|| report::sarif(&document)),
        (&reports.html, &|| report::html(&[run])),
        (&har_path, &|| har.clone().unwrap_or_default()),
    ];
    let mut files = Vec::new();
    for (path, text) in wanted {
        if let Some(path) = path {
            let text = text();
            file(path, &text, session)?;
            files.push((session.paths.shown(path), text.len()));
        }
    }
    let named = collector.bodies(&document);
    for (path, body) in &named {
        bytes(Path::new(path), body, session)?;
    }
    if let Some(folder) = bodies(choices, session) {
        let named: Vec<&str> = named.iter().map(|(path, _)| path.as_str()).collect();
        remove_old(&folder, &named, session)?;
    }
    if args.reports.github {
        github(&document)?;
    }
    let mut is_known = false;
    if let (Some(reason), Some(path)) = (&args.checks.write_baseline, &choices.baseline) {
        let text = collector.baseline(reason);
        file(path, &text, session)?;
        is_known = Baseline::read(&text).is_ok_and(|written| collector.are_known_by(&written));
        let shown = session.paths.shown(path);
        session
            .terminal
            .print(&format!("wrote what is known to {shown}\n"));
    }
    let coverage = choices.coverage.as_ref();
    let missed = coverage.map_or_else(Vec::new, |one| one.missed(&document.ledger));
    Ok(Judged {
        document,
        files,
        missed,
        is_known,
        died: None,
    })
}

impl Judged {
    /// Whether there is more to tell than numbers.
    pub(in super::super) fn has_news(&self) -> bool {
        let document = &self.document;
        document.findings.iter().any(|one| one.known.is_none())
            || !document.left_behind.is_empty()
            || !document.summary.stale_baseline.is_empty()
            || self.exit() != Exit::Clean
    }

    /// Prints what was found.
    pub(in super::super) fn print(&self, terminal: &Terminal) {
        let text = report::summary(&self.document);
        terminal.print(&printable(&text, true));
        for one in &self.missed {
            terminal.print(&format!("{one}\n"));
        }
        if self.is_blind() {
            terminal.print(
                "no answer had a status that its page documents, so no promise was tried; are \
                 credentials missing (`--auth`)?\n",
            );
        }
        if let Some(how) = &self.died {
            terminal.print(&printable(&format!("{how}\n"), true));
        }
    }

    fn is_blind(&self) -> bool {
        let ledger = &self.document.ledger;
        let statuses = ledger.coverage.get("statuses").copied();
        !ledger.called.is_empty() && statuses.is_some_and(|one| one.of > 0 && one.seen == 0)
    }

    /// How the program ends.
    pub(in super::super) fn exit(&self) -> Exit {
        let is_stopped = self.document.summary.ended_early.is_some() || self.died.is_some();
        let is_wrong = !self.missed.is_empty() || self.is_blind();
        match self.document.has_failures() && !self.is_known {
            true => Exit::Findings,
            false if is_stopped => Exit::Io,
            false => Exit::of_findings(is_wrong),
        }
    }
}

/// The folder for long bodies of requests, beside the first report that tells commands.
pub(super) fn bodies(choices: &Choices, session: &Session<'_>) -> Option<String> {
    let reports = &choices.reports;
    let told = [&reports.json, &reports.html, &reports.junit, &reports.sarif];
    // A pipe or a device has no place beside it.
    let is_other = |path: &&PathBuf| std::fs::metadata(path).is_ok_and(|one| !one.is_file());
    let first = told.into_iter().flatten().find(|path| !is_other(path))?;
    let folder = first.with_extension("bodies");
    Some(session.paths.of_command(&folder))
}

/// Removes the bodies of earlier runs that no command names any more. Other files stay.
fn remove_old(folder: &str, named: &[&str], session: &Session<'_>) -> Result<(), Failure> {
    let path = session.paths.of_argument(Path::new(folder));
    let Ok(files) = std::fs::read_dir(&path) else {
        return Ok(());
    };
    for file in files.flatten() {
        let name = file.file_name();
        let Some(name) = name.to_str().filter(|name| report::is_body(name)) else {
            continue;
        };
        let is_named = named.iter().any(|path| path.ends_with(name));
        if !is_named {
            std::fs::remove_file(file.path())
                .map_err(|error| Failure::io("remove", session.paths.shown(&file.path()), error))?;
        }
    }
    Ok(())
}

/// Writes a file whole or not at all.
pub(in super::super) fn file(
    path: &Path,
    text: &str,
    session: &Session<'_>,
) -> Result<(), Failure> {
    bytes(path, text.as_bytes(), session)
}

fn bytes(path: &Path, bytes: &[u8], session: &Session<'_>) -> Result<(), Failure> {
    let path = session.paths.of_argument(path);
    write_one(&path, bytes).map_err(|error| Failure::io("write", session.paths.shown(&path), error))
}

/// Annotations go to stdout, where GitHub reads them; the summary to the file that it names.
fn github(document: &Document) -> Result<(), Failure> {
    let text = report::annotations(document);
    stdout(|out| out.write_all(text.as_bytes()))?;
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY") else {
        return Ok(());
    };
    let path = PathBuf::from(path);
    let wrong = |error| Failure::io("write", path.display().to_string(), error);
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(&path)
        .map_err(wrong)?;
    file.write_all(report::job_summary(document).as_bytes())
        .map_err(wrong)
}
