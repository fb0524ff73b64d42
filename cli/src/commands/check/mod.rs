//! `bindery check`: what is wrong with the pages.

mod changed;
mod earlier;
mod fixes;
mod told;
mod watch;

use super::Session;
use crate::args::{Check, Global};
use crate::exit::{Exit, Failure, doing};
use crate::files::{self, Content};
use crate::output::write_one;
use crate::progress::Progress;
use crate::reading::{self, Loaded, Reading};
use crate::report::{self, Around, Format};
use crate::terminal::{Terminal, count};
use bindery_generator::dialect::Choice;
use bindery_generator::lint::{self, Baseline, Checked, Finding, Selection};
use bindery_model::{Severity, SourceMap};
use earlier::Earlier;
use std::path::{Path, PathBuf};
use told::{End, Told};

/// How often fixes are made before it is given up that they come to an end.
const MOST_ROUNDS: usize = 8;

pub(super) fn run(args: &Check, global: &Global, terminal: &Terminal) -> Result<Exit, Failure> {
    match args.watch {
        true => watch::run(args, global, terminal),
        false => checked(args, &Session::new(global, terminal)?),
    }
}

fn checked(args: &Check, session: &Session<'_>) -> Result<Exit, Failure> {
    let selection = &selection(&args.select, &args.ignore, session)?;
    let pages = session.find(&args.pages.pages)?;
    let quiet = session.terminal.is_quiet();
    let progress = Progress::start(format!("checking {}", count(pages.len(), "page")), quiet);
    let contents = read(&pages)?;
    let earlier = Earlier::of(args, session, selection, &pages, &contents);
    if let Some(told) = earlier.as_ref().and_then(Earlier::told) {
        drop(progress);
        return told.print(args.format, session.terminal);
    }
    let dialects = session.dialects()?;
    let choice = dialects.choice();
    let (mut sources, mut checked) = check(&pages, contents, choice, selection);
    let narrow = |sources: &SourceMap, checked: &mut Checked| match &args.changed {
        Some(rev) => changed::keep(
            rev, args, session, &pages, sources, choice, selection, checked,
        ),
        None => Ok(0),
    };
    let mut unchanged = narrow(&sources, &mut checked)?;
    if args.diff {
        let differs = fixes::print_diff(args, &pages, &sources, &checked)?;
        return Ok(Exit::of_findings(differs));
    }
    let mut fixed = 0;
    if args.fix {
        for _ in 0..MOST_ROUNDS {
            let made = fixes::write(args, &pages, &sources, &checked)?;
            if made == 0 {
                break;
            }
            fixed += made;
            (sources, checked) = check(&pages, read(&pages)?, choice, selection);
            unchanged = narrow(&sources, &mut checked)?;
        }
    }
    drop(progress);
    if let Some(path) = &args.write_baseline {
        return write_baseline(path, session, &checked.findings, &sources);
    }
    let mut findings = checked.findings;
    // Nobody waits until the model is taken apart.
    rayon::spawn(move || drop(checked.api));
    let known = apply_baseline(
        args.baseline.as_deref(),
        session,
        &mut findings,
        &mut sources,
        selection,
    )?;
    let around = Around {
        pages: pages.len(),
        suppressed: checked.suppressed,
        known,
        unchanged,
        fixed,
        all: args.all,
    };
    let text = match args.format {
        Format::Text if quiet => Vec::new(),
        Format::Text => report::text(&findings, &sources, &around).into_bytes(),
        format => report::written(format, &findings, &sources, args.all)
            .map_err(|error| Failure::io("write", "the report", error))?,
    };
    let any_error = findings.iter().any(|one| one.severity() == Severity::Error);
    let end = End {
        nothing_read_of: (checked.operations == 0 && !any_error).then_some(pages.len()),
        any: findings.iter().any(counts),
    };
    let told = Told { text, end };
    if let Some(earlier) = earlier {
        earlier.keep(&told);
    }
    told.print(args.format, session.terminal)
}

/// What checking finds on pages that were read already, without what the baseline knows.
pub(super) struct Found {
    pub(super) findings: Vec<Finding>,
    suppressed: usize,
    known: usize,
}

/// Checks what was read as bindery.yaml says.
pub(super) fn of_reading(reading: &mut Reading, session: &Session<'_>) -> Result<Found, Failure> {
    let selection = selection(&[], &[], session)?;
    let dialects = session.dialects()?;
    doing("the check of the pages");
    let of_texts = reading.of_texts.clone();
    let checked = lint::check(&reading.sources, dialects.choice(), &selection, of_texts);
    let mut findings = checked.findings;
    let known = apply_baseline(
        None,
        session,
        &mut findings,
        &mut reading.sources,
        &selection,
    )?;
    Ok(Found {
        findings,
        suppressed: checked.suppressed,
        known,
    })
}

/// Prints them if there are any: under `-v` all of them, else each cause once.
pub(super) fn print_findings(found: &Found, reading: &Reading, session: &Session<'_>) {
    if found.findings.is_empty() {
        return;
    }
    let around = Around {
        pages: reading.reference.pages.len(),
        suppressed: found.suppressed,
        known: found.known,
        unchanged: 0,
        fixed: 0,
        all: session.terminal.is_verbose(),
    };
    session.terminal.print("\n");
    let text = report::text(&found.findings, &reading.sources, &around);
    session.terminal.print(&text);
}

/// Whether a finding makes checking end with 1.
pub(super) fn counts(finding: &Finding) -> bool {
    finding.severity() != Severity::Info
}

/// The rules that bindery.yaml and the arguments choose, and their severities.
pub(super) fn selection(
    select: &[String],
    ignore: &[String],
    session: &Session<'_>,
) -> Result<Selection, Failure> {
    let config = &session.config.check;
    let in_config = |message| Failure::usage("read `check` of bindery.yaml", message);
    let in_args =
        |message| Failure::usage("choose rules", message).help("`bindery explain` lists the rules");
    let mut selection = Selection::default();
    for (id, level) in &config.severity {
        selection
            .set_severity(id, (*level).into())
            .map_err(in_config)?;
    }
    if !select.is_empty() {
        selection.select(select).map_err(in_args)?;
    } else if !config.select.is_empty() {
        selection.select(&config.select).map_err(in_config)?;
    }
    // Whoever names a rule on the command line wants it, whatever bindery.yaml ignores.
    if select.is_empty() {
        selection.ignore(&config.ignore).map_err(in_config)?;
    }
    selection.ignore(ignore).map_err(in_args)?;
    Ok(selection)
}

fn read(pages: &[files::Found]) -> Result<Vec<Content>, Failure> {
    doing("reading files");
    files::read(&pages.iter().collect::<Vec<_>>())
}

fn check(
    pages: &[files::Found],
    contents: Vec<Content>,
    choice: Choice<'_>,
    selection: &Selection,
) -> (SourceMap, Checked) {
    let Loaded {
        sources,
        diagnostics,
    } = reading::loaded(pages, contents.into_iter());
    doing("the check of the pages");
    let checked = lint::check(&sources, choice, selection, diagnostics);
    (sources, checked)
}

fn write_baseline(
    path: &Path,
    session: &Session<'_>,
    findings: &[Finding],
    sources: &SourceMap,
) -> Result<Exit, Failure> {
    let path = session.paths.of_argument(path);
    let shown = session.paths.shown(&path);
    let text = Baseline::write(findings, sources);
    let wrong = |error| Failure::io("write", &shown, error);
    write_one(&path, text.as_bytes()).map_err(wrong)?;
    let number = count(findings.len(), "finding");
    session
        .terminal
        .print(&format!("wrote {number} to {shown}\n"));
    Ok(Exit::Clean)
}

/// Keeps back what the baseline knows; how much that is.
pub(super) fn apply_baseline(
    argument: Option<&Path>,
    session: &Session<'_>,
    findings: &mut Vec<Finding>,
    sources: &mut SourceMap,
    selection: &Selection,
) -> Result<usize, Failure> {
    let Some(path) = baseline_file(argument, session) else {
        return Ok(0);
    };
    let shown = session.paths.shown(&path);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &shown, error))?;
    let file = sources.add(&shown, text);
    let baseline = Baseline::read(&sources.file(file).text, file)
        .map_err(|error| Failure::usage("read the baseline", format!("{shown}: {error}")))?;
    Ok(baseline.apply(findings, sources, selection))
}

fn baseline_file(argument: Option<&Path>, session: &Session<'_>) -> Option<PathBuf> {
    let of_config = session.config.check.baseline.as_deref();
    argument
        .map(|path| session.paths.of_argument(path))
        .or_else(|| of_config.map(|path| session.paths.of_config(path)))
}
