//! The commands, one file each, and what they share.

mod conform;
mod generate;
mod mock;
mod model;
mod report;
mod run;

use crate::args::{Args, Command, Global};
use crate::config::{self, Config};
use crate::dialects::{self, Dialects};
use crate::exit::{Exit, Failure, doing};
use crate::files;
use crate::paths::Paths;
use crate::reading::{self, Reading};
use crate::terminal::Terminal;
use std::path::{Path, PathBuf};

/// Runs the command that the arguments name.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Failure> {
    doing("the arguments");
    match &args.command {
        Command::Run(run) => run::run(run, &Session::new(&args.global, terminal)?),
        // Whoever wants the schema need not have a valid configuration.
        Command::Model(model) if model.schema => model::print_schema(),
        Command::Model(model) => model::run(model, &Session::new(&args.global, terminal)?),
        Command::Generate(generate) => {
            generate::run(generate, &Session::new(&args.global, terminal)?)
        }
        Command::Conform(conform) => conform::run(conform, &Session::new(&args.global, terminal)?),
        // What can be broken is the same whatever the pages are.
        Command::Mock(mock) if mock.faults => mock::list(),
        Command::Mock(mock) => mock::run(mock, &Session::new(&args.global, terminal)?),
        Command::Report(report) => report::run(report, &Session::new(&args.global, terminal)?),
    }
}

/// What every command works with.
struct Session<'a> {
    terminal: &'a Terminal,
    paths: Paths,
    /// What bindery.yaml says; the defaults where there is none.
    config: Config,
    /// Whether there is a bindery.yaml.
    is_configured: bool,
    /// The dialect that the arguments name.
    dialect: Option<&'a str>,
}

impl<'a> Session<'a> {
    fn new(global: &'a Global, terminal: &'a Terminal) -> Result<Self, Failure> {
        let current = std::env::current_dir()
            .map_err(|error| Failure::io("find", "the current folder", error))?;
        let path = match &global.config {
            Some(path) => Some(current.join(path)),
            None => config::find(&current),
        };
        let root = path.as_deref().and_then(Path::parent).unwrap_or(&current);
        let paths = Paths::new(current.clone(), root.to_path_buf());
        let config = match &path {
            Some(path) => config::read(path, &paths.shown(&paths.of_argument(path)))?,
            None => Config::default(),
        };
        Ok(Session {
            terminal,
            paths,
            config,
            is_configured: path.is_some(),
            dialect: global.dialect.as_deref(),
        })
    }

    /// Reads the pages that the arguments name, or else bindery.yaml.
    fn read(&self, pages: &[PathBuf]) -> Result<Reading, Failure> {
        let roots: Vec<PathBuf> = if pages.is_empty() {
            self.config
                .pages
                .iter()
                .map(|path| self.paths.of_config(path))
                .collect()
        } else {
            pages
                .iter()
                .map(|path| self.paths.of_argument(path))
                .collect()
        };
        if roots.is_empty() {
            let message = if self.is_configured {
                "no pages are given, and bindery.yaml has no `pages`"
            } else {
                "no pages are given, and there is no bindery.yaml here or above"
            };
            let help =
                "name files or folders of pages, or write `pages: [FOLDER]` into bindery.yaml";
            return Err(Failure::usage("find pages", message).help(help));
        }
        let dialects = self.dialects()?;
        let found = files::find(&roots, &self.paths)?;
        if found.is_empty() {
            let roots: Vec<String> = roots.iter().map(|root| self.paths.shown(root)).collect();
            let roots = roots.join(", ");
            let message = format!("no pages in {roots}: looked for {}", files::LOOKED_FOR);
            let help =
                "name the folder that holds them; a file that is named is read whatever its name";
            return Err(Failure::usage("find pages", message).help(help));
        }
        reading::read(&found, &dialects, self.terminal.is_quiet())
    }

    fn dialects(&self) -> Result<Dialects, Failure> {
        match self.dialect {
            Some(name) => {
                let file = |path: &str| self.paths.of_argument(Path::new(path));
                dialects::find(name, &self.paths, file)
            }
            None => {
                let file = |path: &str| self.paths.of_config(path);
                dialects::find(&self.config.dialect, &self.paths, file)
            }
        }
    }
}
