//! `bindery report`: what can be done with the reports of several runs.

use super::Session;
use super::conform::reports::file;
use crate::args::{Html, Merge, Report, ReportCommand};
use crate::exit::{Exit, Failure};
use crate::terminal::printable;
use bindery_conformance::report::{self, Document, Run};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Report, session: &Session<'_>) -> Result<Exit, Failure> {
    match &args.command {
        ReportCommand::Merge(merge) => merged(merge, session),
        ReportCommand::Html(html) => shown(html, session),
    }
}

fn merged(args: &Merge, session: &Session<'_>) -> Result<Exit, Failure> {
    let documents = args.reports.iter().map(|path| read(path, session));
    let whole = report::merge(documents.collect::<Result<_, _>>()?);
    file(&args.output, &report::json(&whole), session)?;
    if let Some(path) = &args.junit {
        file(path, &report::junit(&whole), session)?;
    }
    if let Some(path) = &args.sarif {
        file(path, &report::sarif(&whole), session)?;
    }
    if let Some(path) = &args.html {
        let run = Run {
            label: "",
            document: &whole,
        };
        file(path, &report::html(&[run]), session)?;
    }
    let text = report::summary(&whole);
    session.terminal.print(&printable(&text, true));
    Ok(Exit::of_findings(whole.has_failures()))
}

/// The runs side by side. It tells of findings and makes none, so it is clean.
fn shown(args: &Html, session: &Session<'_>) -> Result<Exit, Failure> {
    let paths: Vec<&PathBuf> = [&args.report].into_iter().chain(&args.compare).collect();
    let documents = paths.iter().map(|path| read(path, session));
    let documents: Vec<Document> = documents.collect::<Result<_, _>>()?;
    let labels: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let named = labels.iter().zip(&documents);
    let runs: Vec<Run<'_>> = named
        .map(|(label, document)| Run { label, document })
        .collect();
    file(&args.output, &report::html(&runs), session)?;
    Ok(Exit::Clean)
}

fn read(path: &Path, session: &Session<'_>) -> Result<Document, Failure> {
    let path = session.paths.of_argument(path);
    let shown = session.paths.shown(&path);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Failure::io("read", shown.clone(), error))?;
    report::read(&text).map_err(|error| {
        let message = format!("{shown}: {error}");
        let help = "name files that `bindery conform --json` wrote";
        Failure::usage("read the report", message).help(help)
    })
}
