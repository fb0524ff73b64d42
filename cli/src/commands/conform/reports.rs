//! The files that a run leaves, and its exit code.

use super::super::Session;
use super::choices::Choices;
use crate::args::Conform;
use crate::exit::{Exit, Failure, doing};
use crate::output::write_one;
use crate::terminal::{printable, stdout};
use bindery_conformance::report::{self, Collector, Document, Run};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes every report that was asked for.
pub(super) fn write(
    args: &Conform,
    choices: &Choices,
    collector: &mut Collector<'_>,
    har: Option<String>,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    doing("the reports");
    let document = collector.document();
    let reports = &args.reports;
    let run = Run {
        label: "",
        document: &document,
    };
    let files: [(&Option<PathBuf>, &dyn Fn() -> String); 5] = [
        (&reports.json, &|| report::json(&document)),
        (&reports.junit, &|| report::junit(&document)),
        (&reports.sarif, &|| report::sarif(&document)),
        (&reports.html, &|| report::html(&[run])),
        (&reports.write_har, &|| har.clone().unwrap_or_default()),
    ];
    for (path, text) in files {
        if let Some(path) = path {
            file(path, &text(), session)?;
        }
    }
    for (path, body) in collector.bodies(&document) {
        bytes(Path::new(&path), &body, session)?;
    }
    if reports.github {
        github(&document)?;
    }
    if let (Some(reason), Some(path)) = (&args.checks.write_baseline, &choices.baseline) {
        let text = choices
            .known
            .baseline
            .write(collector.findings(), reason, None);
        file(path, &text, session)?;
    }
    let text = report::summary(&document);
    session.terminal.print(&printable(&text, true));
    let mut missed = Vec::new();
    if let Some(coverage) = &choices.coverage {
        missed = coverage.missed(&document.ledger);
        for one in &missed {
            session.terminal.print(&format!("{one}\n"));
        }
    }
    let statuses = document.ledger.coverage.get("statuses").copied();
    let is_blind = !document.ledger.called.is_empty()
        && statuses.is_some_and(|one| one.of > 0 && one.seen == 0);
    if is_blind {
        session.terminal.print(
            "no answer had a status that its page documents, so no promise was tried; are \
             credentials missing (`--auth`)?\n",
        );
    }
    let is_stopped = document.summary.ended_early.is_some();
    if is_stopped && !document.has_failures() {
        return Ok(Exit::Io);
    }
    Ok(Exit::of_findings(
        document.has_failures() || !missed.is_empty() || is_blind,
    ))
}

/// The folder for long bodies of requests, beside the first report that tells commands.
pub(super) fn bodies(args: &Conform) -> Option<String> {
    let reports = &args.reports;
    let told = [&reports.json, &reports.html, &reports.junit, &reports.sarif];
    // A pipe or a device has no place beside it.
    let is_other = |path: &&PathBuf| std::fs::metadata(path).is_ok_and(|one| !one.is_file());
    let first = told.into_iter().flatten().find(|path| !is_other(path))?;
    let folder = first.with_extension("bodies");
    Some(folder.to_string_lossy().into_owned())
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
