//! `bindery check`: what is wrong with the pages.

use super::Session;
use crate::args::Check;
use crate::diff;
use crate::exit::{Exit, Failure, doing};
use crate::files::Found;
use crate::progress::Progress;
use crate::reading::{self, Loaded};
use crate::report::{self, Around, Format};
use crate::terminal::{count, stdout};
use crate::write::{self, Compared};
use bindery_generator::dialect::Choice;
use bindery_generator::lint::{self, Baseline, Checked, Finding, Selection};
use bindery_generator::target::OutputFile;
use bindery_model::{Severity, SourceMap};
use std::path::{Path, PathBuf};

/// How often fixes are made before it is given up that they come to an end.
const MOST_ROUNDS: usize = 8;

pub(super) fn run(args: &Check, session: &Session<'_>) -> Result<Exit, Failure> {
    let selection = selection(args, session)?;
    let dialects = session.dialects()?;
    let pages = session.find(&args.pages.pages)?;
    let choice = dialects.choice();
    let quiet = session.terminal.is_quiet();
    let _progress = Progress::start(format!("checking {}", count(pages.len(), "page")), quiet);
    let (mut sources, mut checked) = check(&pages, choice, &selection)?;
    if args.diff {
        return Ok(Exit::of_findings(print_diff(
            args, session, &pages, &sources, &checked,
        )?));
    }
    let mut fixed = 0;
    if args.fix {
        for _ in 0..MOST_ROUNDS {
            let made = write_fixes(args, session, &pages, &sources, &checked)?;
            if made == 0 {
                break;
            }
            fixed += made;
            (sources, checked) = check(&pages, choice, &selection)?;
        }
    }
    drop(_progress);
    if let Some(path) = &args.write_baseline {
        return write_baseline(path, session, &checked.findings, &sources);
    }
    let mut findings = checked.findings;
    let known = apply_baseline(args, session, &mut findings, &mut sources, &selection)?;
    let around = Around {
        pages: pages.len(),
        suppressed: checked.suppressed,
        known,
        fixed,
        all: args.all,
    };
    match args.format {
        Format::Text => report::print(session.terminal, &findings, &sources, &around),
        format => stdout(|out| report::write(format, &findings, &sources, args.all, out))?,
    }
    if checked.operations == 0 && !findings.iter().any(|one| one.severity() == Severity::Error) {
        session.terminal.nothing_read(pages.len());
        return Ok(Exit::Findings);
    }
    let counts = |finding: &Finding| finding.severity() != Severity::Info;
    Ok(Exit::of_findings(findings.iter().any(counts)))
}

/// The rules that bindery.yaml and the arguments choose, and their severities.
fn selection(args: &Check, session: &Session<'_>) -> Result<Selection, Failure> {
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
    if !args.select.is_empty() {
        selection.select(&args.select).map_err(in_args)?;
    } else if !config.select.is_empty() {
        selection.select(&config.select).map_err(in_config)?;
    }
    // Whoever names a rule on the command line wants it, whatever bindery.yaml ignores.
    if args.select.is_empty() {
        selection.ignore(&config.ignore).map_err(in_config)?;
    }
    selection.ignore(&args.ignore).map_err(in_args)?;
    Ok(selection)
}

fn check(
    pages: &[Found],
    choice: Choice<'_>,
    selection: &Selection,
) -> Result<(SourceMap, Checked), Failure> {
    doing("reading files");
    let Loaded {
        sources,
        diagnostics,
    } = reading::load(pages)?;
    doing("the check of the pages");
    let checked = lint::check(&sources, choice, selection, diagnostics);
    Ok((sources, checked))
}

/// A file that fixes change: what it becomes, where it lies, what it is now, and how many findings
/// are mended in it.
struct Mended {
    file: OutputFile,
    path: PathBuf,
    before: Vec<u8>,
    count: usize,
}

/// The files that fixes change, beside what is on disk.
fn fixes(
    args: &Check,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<Vec<Mended>, Failure> {
    let mut all = Vec::new();
    for fixed in lint::apply(sources, &checked.findings, args.with_unsafe) {
        let shown = &sources.file(fixed.file).path;
        let Some(page) = pages.iter().find(|page| page.shown == *shown) else {
            continue;
        };
        let wrong = |error| Failure::io("read", shown, error);
        let before = std::fs::read(&page.path).map_err(wrong)?;
        // What is not text, or has changed since it was read, is not ours to write.
        if before != sources.file(fixed.file).text.as_bytes() {
            continue;
        }
        let file = OutputFile {
            path: shown.clone(),
            text: fixed.text,
        };
        all.push(Mended {
            file,
            path: page.path.clone(),
            before,
            count: fixed.count,
        });
    }
    Ok(all)
}

fn print_diff(
    args: &Check,
    session: &Session<'_>,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<bool, Failure> {
    let fixes = fixes(args, pages, sources, checked)?;
    diff::print(&compared(&fixes, session))
}

fn write_fixes(
    args: &Check,
    session: &Session<'_>,
    pages: &[Found],
    sources: &SourceMap,
    checked: &Checked,
) -> Result<usize, Failure> {
    doing("writing fixes");
    let fixes = fixes(args, pages, sources, checked)?;
    write::write(&compared(&fixes, session))?;
    Ok(fixes.iter().map(|one| one.count).sum())
}

fn compared<'f>(fixes: &'f [Mended], session: &Session<'_>) -> Vec<Compared<'f>> {
    let one = |mended: &'f Mended| Compared {
        file: &mended.file,
        path: mended.path.clone(),
        shown: session.paths.shown(&mended.path),
        before: Some(mended.before.clone()),
    };
    fixes.iter().map(one).collect()
}

fn write_baseline(
    path: &Path,
    session: &Session<'_>,
    findings: &[Finding],
    sources: &SourceMap,
) -> Result<Exit, Failure> {
    let path = session.paths.of_argument(path);
    let shown = session.paths.shown(&path);
    let file = OutputFile {
        path: shown.clone(),
        text: Baseline::write(findings, sources),
    };
    let before = std::fs::read(&path).ok();
    let compared = Compared {
        file: &file,
        path,
        shown: shown.clone(),
        before,
    };
    write::write(&[compared])?;
    let number = count(findings.len(), "finding");
    session
        .terminal
        .print(&format!("wrote {number} to {shown}\n"));
    Ok(Exit::Clean)
}

/// Keeps back what the baseline knows; how much that is.
fn apply_baseline(
    args: &Check,
    session: &Session<'_>,
    findings: &mut Vec<Finding>,
    sources: &mut SourceMap,
    selection: &Selection,
) -> Result<usize, Failure> {
    let path = match (&args.baseline, &session.config.check.baseline) {
        (Some(path), _) => session.paths.of_argument(path),
        (None, Some(path)) => session.paths.of_config(path),
        (None, None) => return Ok(0),
    };
    let shown = session.paths.shown(&path);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Failure::io("read", &shown, error))?;
    let file = sources.add(&shown, text);
    let baseline = Baseline::read(&sources.file(file).text, file)
        .map_err(|error| Failure::usage("read the baseline", format!("{shown}: {error}")))?;
    Ok(baseline.apply(findings, sources, selection))
}
