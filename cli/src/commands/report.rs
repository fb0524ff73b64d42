//! `bindery report`: what can be done with the reports of several runs.

use super::Session;
use super::conform::reports::file;
use crate::args::{Merge, Report, ReportCommand};
use crate::exit::{Exit, Failure};
use crate::terminal::printable;
use bindery_conformance::report::{self, Document};
use std::path::PathBuf;

pub(super) fn run(args: &Report, session: &Session<'_>) -> Result<Exit, Failure> {
    match &args.command {
        ReportCommand::Merge(merge) => merged(merge, session),
    }
}

fn merged(args: &Merge, session: &Session<'_>) -> Result<Exit, Failure> {
    let read = |path: &PathBuf| -> Result<Document, Failure> {
        let path = session.paths.of_argument(path);
        let shown = session.paths.shown(&path);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Failure::io("read", shown.clone(), error))?;
        let wrong = |error| {
            let message = format!("{shown}: {error}");
            let help = "name files that `bindery conform --json` wrote";
            Failure::usage("read the report", message).help(help)
        };
        report::read(&text).map_err(wrong)
    };
    let documents = args.reports.iter().map(read).collect::<Result<_, _>>()?;
    let whole = report::merge(documents);
    file(&args.output, &report::json(&whole), session)?;
    if let Some(path) = &args.junit {
        file(path, &report::junit(&whole), session)?;
    }
    if let Some(path) = &args.sarif {
        file(path, &report::sarif(&whole), session)?;
    }
    let text = report::summary(&whole);
    session.terminal.print(&printable(&text, true));
    Ok(Exit::of_findings(whole.has_failures()))
}
