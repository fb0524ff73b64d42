//! `bindery generate`: one or several targets into one folder.

use super::Session;
use super::outputs::{self, Settled};
use crate::args::{self, Generate};
use crate::config::{self, Config};
use crate::exit::{Exit, Failure};
use crate::output::{Folder, Rules};
use crate::reading::Reading;
use crate::summary;
use crate::table;
use bindery_generator::target::{Options, Target, openapi};
use std::path::PathBuf;

pub(super) fn run(args: &Generate, session: &Session<'_>) -> Result<Exit, Failure> {
    let job = job(args, session)?;
    let reading = session.read(&job.pages)?;
    let terminal = session.terminal;
    if reading.operations() == 0 {
        summary::print(terminal, &reading.diagnostics, &reading.sources);
        terminal.nothing_read(reading.reference.pages.len());
        return Ok(Exit::Findings);
    }
    let (folders, settled) = write(&job, &reading, session)?;
    terminal.print(&table::layout(&outputs::rows(&folders, settled, false)));
    summary::print(terminal, &reading.diagnostics, &reading.sources);
    outputs::explain(&folders, settled, terminal);
    Ok(Exit::of_findings(settled.is_finding()))
}

/// What is to be generated, from what, and where to.
pub(super) struct Job {
    /// Pages that the arguments name.
    pub(super) pages: Vec<PathBuf>,
    targets: Vec<Target>,
    /// The folder that the arguments name.
    chosen: Option<PathBuf>,
    /// What is chosen for the targets.
    pub(super) options: Options,
    rules: Rules,
}

impl Job {
    /// The folders that are written to.
    pub(super) fn folders(&self, session: &Session<'_>) -> Vec<PathBuf> {
        let chosen = self.chosen.as_deref();
        let of = |target: &Target| outputs::folder_of(*target, chosen, session);
        self.targets.iter().map(of).collect()
    }
}

/// What the arguments and bindery.yaml want.
pub(super) fn job(args: &Generate, session: &Session<'_>) -> Result<Job, Failure> {
    let (targets, more_pages) = targets(args, session)?;
    let chosen = match &args.out {
        Some(out) => Some(session.paths.of_argument(out)),
        None if session.config_file.is_some() => None,
        None => {
            let message = "no folder is given, and there is no bindery.yaml here or above";
            let help = "name the folder to write to with `--out DIR`";
            return Err(Failure::usage("find the output folder", message).help(help));
        }
    };
    let mut options = options(&session.config, Some(&args.openapi));
    options.shared.render.overrides = session.templates(args.writing.templates.as_deref())?;
    Ok(Job {
        pages: [&*args.pages.pages, &*more_pages].concat(),
        targets,
        chosen,
        options,
        rules: args.writing.rules(),
    })
}

/// Generates and writes, or says why not.
pub(super) fn write(
    job: &Job,
    reading: &Reading,
    session: &Session<'_>,
) -> Result<(Vec<Folder>, Settled), Failure> {
    let chosen = job.chosen.as_deref();
    let outputs = outputs::generate(&job.targets, reading, &job.options, chosen, session)?;
    let folders = outputs::plan(outputs, chosen, job.rules, session)?;
    let settled = outputs::settle(&folders, job.rules)?;
    Ok((folders, settled))
}

/// The targets that the arguments name, each once, or else bindery.yaml. In `--target openapi docs`
/// a word that is no target but a path is a page.
pub(super) fn targets(
    args: &Generate,
    session: &Session<'_>,
) -> Result<(Vec<Target>, Vec<PathBuf>), Failure> {
    if args.target.is_empty() {
        if session.config_file.is_some() {
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
        shared: default.shared,
    }
}
