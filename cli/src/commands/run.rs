//! `bindery run`: the main job, as bindery.yaml says.

use super::check::{self, Found};
use super::conform::{self, Judged};
use super::{Session, generate, outputs};
use crate::args::Run;
use crate::exit::{Exit, Failure};
use crate::reading::Reading;
use crate::table::{self, Cell};
use crate::terminal::{DIM, GREEN, PLAIN, RED, YELLOW, count};
use crate::unread::is_left_unread;
use bindery_generator::PageReport;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn run(args: &Run, session: &Session<'_>) -> Result<Exit, Failure> {
    let mut reading = session.read(&args.pages.pages)?;
    let terminal = session.terminal;
    let found = check::of_reading(&mut reading, session)?;
    let mut table = read_rows(&reading);
    table.push(check_row(&found));
    if reading.operations() == 0 {
        table.extend(unread_rows(&reading));
        terminal.print(&table::layout(&table));
        check::print_findings(&found, &reading, session);
        terminal.nothing_read(reading.reference.pages.len());
        return Ok(Exit::Findings);
    }
    let mut options = generate::options(&session.config, None);
    options.shared.render.overrides = session.templates(args.writing.templates.as_deref())?;
    let targets = session.config.targets.names();
    let outputs = outputs::generate(&targets, &reading, &options, None, session)?;
    let rules = args.writing.rules();
    let folders = outputs::plan(outputs, None, rules, session)?;
    let settled = outputs::settle(&folders, rules)?;
    table.extend(outputs::rows(&folders, settled, false));
    table.extend(unread_rows(&reading));
    // What was done before is told whether or not a server can be asked.
    let judged = match !args.no_conform && conform::is_configured(session) {
        true => Some(conform::as_configured(&reading, session)),
        false => None,
    };
    if let Some(Ok(judged)) = &judged {
        table.extend(conform_rows(judged));
    }
    terminal.print(&table::layout(&table));
    check::print_findings(&found, &reading, session);
    outputs::explain(&folders, settled, terminal);
    let judged = judged.transpose()?;
    if let Some(judged) = judged.as_ref().filter(|one| one.has_news()) {
        judged.print(terminal);
    }
    let is_unread = reading.diagnostics.iter().any(is_left_unread);
    let is_wrong = found.findings.iter().any(check::counts);
    if settled.is_finding() || is_unread || is_wrong {
        return Ok(Exit::Findings);
    }
    Ok(judged.map_or(Exit::Clean, |judged| judged.exit()))
}

/// Pages and operations by dialect, and all of them together.
fn read_rows(reading: &Reading) -> Vec<Vec<Cell>> {
    let mut by_kind: BTreeMap<(u8, &str), (usize, usize)> = BTreeMap::new();
    for page in &reading.reference.pages {
        let (pages, operations) = by_kind.entry(kind(page)).or_default();
        *pages += 1;
        *operations += page.operations;
    }
    let pages = reading.reference.pages.len();
    let lines = by_kind
        .iter()
        .map(|((_, name), (pages, operations))| (*name, *pages, *operations));
    let all = (by_kind.len() > 1).then_some(("all", pages, reading.operations()));
    let width = reading.operations().to_string().len();
    let row = |(at, (name, pages, operations)): (usize, (&str, usize, usize))| {
        let style = if name == NO_DIALECT { RED } else { PLAIN };
        let mut row = vec![
            Cell::right(if at == 0 { "read" } else { "" }, GREEN),
            Cell::left(name, style),
            Cell::right(count(pages, "page"), PLAIN),
        ];
        if operations > 0 {
            let spare = width - operations.to_string().len();
            let text = format!("{:spare$}{}", "", count(operations, "operation"));
            row.push(Cell::left(text, PLAIN));
        }
        row
    };
    lines.chain(all).enumerate().map(row).collect()
}

/// What `bindery check` finds.
fn check_row(found: &Found) -> Vec<Cell> {
    let counting = found
        .findings
        .iter()
        .filter(|one| check::counts(one))
        .count();
    let (style, text) = match counting {
        0 => (GREEN, "nothing found".to_owned()),
        some => (YELLOW, count(some, "finding")),
    };
    vec![Cell::right("check", style), Cell::left(text, PLAIN)]
}

/// What a server kept of what the pages promise, and the reports of that.
fn conform_rows(judged: &Judged) -> Vec<Vec<Cell>> {
    let summary = &judged.document.summary;
    let (failures, warnings) = (summary.failures, summary.warnings);
    let (style, found) = match (failures, warnings) {
        (0, _) if judged.exit() == Exit::Io => (RED, "ended early".to_owned()),
        _ if judged.exit() != Exit::Clean => (RED, count(failures, "finding")),
        (_, 0) => (GREEN, "nothing found".to_owned()),
        (_, some) => (YELLOW, count(some, "warning")),
    };
    let found = match summary.known {
        0 => found,
        known => format!("{found}, {known} known"),
    };
    let kept = format!(
        "{} passed, {} failed, {} skipped",
        summary.passed, summary.failed, summary.skipped
    );
    let mut rows = vec![vec![
        Cell::right("conform", style),
        Cell::left(count(summary.operations, "operation"), PLAIN),
        Cell::right(count(summary.cases, "case"), PLAIN),
        Cell::left(kept, PLAIN),
        Cell::left(found, style),
    ]];
    rows.extend(judged.files.iter().map(|(path, bytes)| {
        vec![
            Cell::right("", PLAIN),
            Cell::left(path, PLAIN),
            Cell::right(outputs::shortened(*bytes), PLAIN),
        ]
    }));
    rows
}

const NO_DIALECT: &str = "no dialect";

/// What a page is counted under: dialects first, by name.
fn kind(page: &PageReport) -> (u8, &str) {
    match (&page.links, &page.dialect) {
        (Some(_), _) => (1, "index"),
        (None, Some(dialect)) => (0, dialect),
        (None, None) => (2, NO_DIALECT),
    }
}

fn unread_rows(reading: &Reading) -> Vec<Vec<Cell>> {
    let unread = reading.diagnostics.iter().filter(|one| is_left_unread(one));
    let pages: Vec<_> = unread.map(|one| one.span.file).collect();
    let places = pages.len();
    if places == 0 {
        return vec![vec![
            Cell::right("unread", GREEN),
            Cell::left("nothing", PLAIN),
        ]];
    }
    let pages = pages.into_iter().collect::<BTreeSet<_>>().len();
    let hint = "see `bindery model --unread`";
    vec![vec![
        Cell::right("unread", YELLOW),
        Cell::left(count(places, "place"), PLAIN),
        Cell::right(count(pages, "page"), PLAIN),
        Cell::left(hint, DIM),
    ]]
}
