//! `bindery generate`: one or several targets into one folder.

use super::Session;
use crate::args::{self, Generate};
use crate::config::{self, Config};
use crate::exit::{Exit, Failure, doing};
use crate::reading::Reading;
use crate::summary;
use crate::table::{self, Cell};
use crate::terminal::{GREEN, PLAIN, count};
use crate::write::{self, Compared, State};
use crate::{diff, terminal};
use bindery_generator::target::{Options, OutputFile, Target, openapi};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Generate, session: &Session<'_>) -> Result<Exit, Failure> {
    let (targets, more_pages) = targets(args, session)?;
    let chosen = match &args.out {
        Some(out) => Some(session.paths.of_argument(out)),
        None if session.is_configured => None,
        None => {
            let message = "no folder is given, and there is no bindery.yaml here or above";
            let help = "name the folder to write to with `--out DIR`";
            return Err(Failure::usage("find the output folder", message).help(help));
        }
    };
    let options = options(&session.config, Some(&args.openapi));
    let pages = [&*args.pages.pages, &*more_pages].concat();
    let reading = session.read(&pages)?;
    let terminal = session.terminal;
    if reading.operations() == 0 {
        summary::print(terminal, &reading.diagnostics, &reading.sources);
        terminal.nothing_read(reading.reference.pages.len());
        return Ok(Exit::Findings);
    }
    let outputs = generate(&targets, &reading, &options)?;
    let compared = compare(&outputs, chosen.as_deref(), session)?;
    let differs = settle(&compared, args.check)?;
    terminal.print(&table::layout(&rows(&compared, args.check)));
    summary::print(terminal, &reading.diagnostics, &reading.sources);
    Ok(Exit::of_findings(differs))
}

/// The targets that the arguments name, each once, or else bindery.yaml. In `--target openapi docs`
/// a word that is no target but a path is a page.
fn targets(args: &Generate, session: &Session<'_>) -> Result<(Vec<Target>, Vec<PathBuf>), Failure> {
    if args.target.is_empty() {
        if session.is_configured {
            return Ok((session.config.targets.names(), Vec::new()));
        }
        let message = "no target is given, and there is no bindery.yaml here or above";
        let help = "name one, such as `--target openapi`";
        return Err(Failure::usage("choose what to generate", message).help(help));
    }
    let mut targets = Vec::new();
    let mut pages = Vec::new();
    for word in &args.target {
        match config::target(word) {
            Ok(target) if targets.contains(&target) => {}
            Ok(target) => targets.push(target),
            Err(_) if session.paths.of_argument(word.as_ref()).exists() => {
                pages.push(PathBuf::from(word));
            }
            Err(message) => return Err(Failure::usage("choose what to generate", message)),
        }
    }
    Ok((targets, pages))
}

/// What bindery.yaml chooses for each target, and what the arguments choose instead.
pub(super) fn options(config: &Config, args: Option<&args::OpenApi>) -> Options {
    let chosen = &config.openapi;
    let default = Options::default();
    let version = args.and_then(|args| openapi::Version::parse(args.openapi_version.as_deref()?));
    Options {
        openapi: openapi::Options {
            version: version.unwrap_or(chosen.openapi_version),
            distinct_paths: chosen.distinct_paths || args.is_some_and(|args| args.distinct_paths),
            title: chosen.title.clone(),
            api_version: chosen.version.clone(),
            server_url: chosen.server.clone(),
        },
        rust_client: config.rust_client.options(default.rust_client),
        rust_server: config.rust_server.options(default.rust_server),
    }
}

/// What each target wants written.
pub(super) fn generate(
    targets: &[Target],
    reading: &Reading,
    options: &Options,
) -> Result<Vec<(Target, Vec<OutputFile>)>, Failure> {
    let mut outputs = Vec::new();
    for target in targets {
        doing(format!("the target {target}"));
        let made = target.generate(&reading.reference.api, &reading.sources, options);
        let files = made.map_err(|bug| Failure::Bug {
            task: format!("the target {target}"),
            message: bug.message,
        })?;
        outputs.push((*target, files));
    }
    Ok(outputs)
}

/// Compares with what is on disk: in the folder that was chosen, or else in each target's own, or
/// else where bindery.yaml says.
pub(super) fn compare<'a>(
    outputs: &'a [(Target, Vec<OutputFile>)],
    chosen: Option<&Path>,
    session: &Session<'_>,
) -> Result<Vec<Compared<'a>>, Failure> {
    let config = &session.config;
    let mut compared = Vec::new();
    for (target, files) in outputs {
        let own = config.targets.out(*target).unwrap_or(&config.out);
        let out = chosen.map_or_else(|| session.paths.of_config(own), Path::to_path_buf);
        compared.extend(write::compare(files, &out, &session.paths)?);
    }
    Ok(compared)
}

/// Writes, or under `check` prints the difference; whether there is one that is left.
pub(super) fn settle(compared: &[Compared<'_>], check: bool) -> Result<bool, Failure> {
    doing("writing files");
    if check {
        return diff::print(compared);
    }
    write::write(compared)?;
    Ok(false)
}

/// What was written, as rows of a table.
pub(super) fn rows(compared: &[Compared<'_>], check: bool) -> Vec<Vec<Cell>> {
    let row = |(at, one): (usize, &Compared<'_>)| {
        let (words, style) = match (one.state(), check) {
            (State::New, false) => ("new", terminal::GREEN),
            (State::Changed, false) => ("changed", terminal::YELLOW),
            (State::New, true) => ("missing", terminal::RED),
            (State::Changed, true) => ("differs", terminal::RED),
            (State::Unchanged, _) => ("unchanged", terminal::DIM),
        };
        let verb = if check { "compared" } else { "wrote" };
        vec![
            Cell::right(if at == 0 { verb } else { "" }, GREEN),
            Cell::left(&*one.shown, PLAIN),
            Cell::right(size(one.file.text.len()), PLAIN),
            Cell::left(words, style),
        ]
    };
    // A crate has more files than anyone reads the names of, so those that changed go first.
    let mut order: Vec<&Compared<'_>> = compared.iter().collect();
    if order.len() > SHOWN_FILES {
        order.sort_by_key(|one| one.state() == State::Unchanged);
    }
    let mut rows: Vec<_> = order
        .into_iter()
        .take(SHOWN_FILES)
        .enumerate()
        .map(row)
        .collect();
    if compared.len() > SHOWN_FILES {
        let more = format!("and {} more", count(compared.len() - SHOWN_FILES, "file"));
        rows.push(vec![
            Cell::right("", PLAIN),
            Cell::left(more, terminal::DIM),
        ]);
    }
    rows
}

/// How many files are listed at the most.
const SHOWN_FILES: usize = 20;

/// A number of bytes with two or three digits that count.
fn size(bytes: usize) -> String {
    let units = ["kB", "MB", "GB"];
    let mut size = bytes as f64;
    let mut unit = "B";
    for larger in units {
        if size < 999.5 {
            break;
        }
        size /= 1000.0;
        unit = larger;
    }
    let decimals = usize::from(unit != "B" && size < 99.95);
    format!("{size:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let sizes = [0, 999, 1000, 23_456, 999_499, 999_500, 4_123_456].map(size);
        let expected = [
            "0 B", "999 B", "1.0 kB", "23.5 kB", "999 kB", "1.0 MB", "4.1 MB",
        ];
        assert_eq!(sizes, expected);
    }
}
