//! `bindery diff`: what changed between two publications.

use super::Session;
use crate::args::{Diff, DiffAudience, DiffFormat, FailOn};
use crate::changes::{Changes, github, json, markdown, text};
use crate::exit::{Exit, Failure, doing};
use crate::reading::{self, Reading};
use crate::revision::{self, RevisionPath};
use crate::terminal::stdout;
use bindery_generator::diff::{Audience, diff};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Diff, session: &Session<'_>) -> Result<Exit, Failure> {
    let old = read(&args.old, session)?;
    let new = read(&args.new, session)?;
    doing("the comparison of the models");
    let found = diff(&old.reference.api, &new.reference.api);
    let audiences: Vec<Audience> = args.audiences.iter().map(|one| audience(*one)).collect();
    let changes = Changes {
        entries: crate::changes::entries(&found, &audiences, args.all, args.descriptions),
        old: &old.sources,
        new: &new.sources,
        step: found.step(&audiences),
        descriptions: crate::changes::descriptions(&found),
        passed_over: found.passed_over,
    };
    let terminal = session.terminal;
    let report = match args.format {
        DiffFormat::Text => text::report(&changes, terminal.is_verbose()),
        DiffFormat::Json => json::report(&changes),
        DiffFormat::Markdown => markdown::report(&changes),
        DiffFormat::Github => github::report(&changes),
    };
    stdout(|out| out.write_all(report.as_bytes()))?;
    terminal.print(&text::summary(&changes, args.descriptions));
    let is_empty = [&old, &new].map(|side| side.operations() == 0);
    for (side, is_empty) in [&old, &new].into_iter().zip(is_empty) {
        if is_empty {
            terminal.nothing_read(side.reference.pages.len());
        }
    }
    let is_finding = match args.fail_on {
        FailOn::Never => false,
        FailOn::Any => !changes.entries.is_empty(),
        FailOn::Breaking => changes.breaking() > 0,
    };
    Ok(Exit::of_findings(is_finding || is_empty.contains(&true)))
}

fn audience(named: DiffAudience) -> Audience {
    match named {
        DiffAudience::Caller => Audience::Caller,
        DiffAudience::Server => Audience::Server,
        DiffAudience::Rust => Audience::Rust,
    }
}

/// Reads one side: what is on the disk under that name, or else a revision of git.
fn read(argument: &str, session: &Session<'_>) -> Result<Reading, Failure> {
    match RevisionPath::parse(argument) {
        Some(at) if !Path::new(argument).exists() => {
            let pages = revision::pages(&at)?;
            if pages.is_empty() {
                let message = format!("no pages in {argument}");
                let help = "name the folder that holds them, from the repository's root";
                return Err(Failure::usage("find pages", message).help(help));
            }
            let (shown, contents): (Vec<String>, Vec<_>) = pages.into_iter().unzip();
            let pages = shown.iter().map(String::as_str).zip(contents);
            Ok(reading::of_contents(pages, &session.dialects()?))
        }
        _ => session.read(&[PathBuf::from(argument)]),
    }
}
