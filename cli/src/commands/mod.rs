//! The commands, one file each, and what they share.

mod check;
mod conform;
mod diff;
mod explain;
mod generate;
mod lsp;
mod mock;
mod model;
mod outputs;
mod report;
mod run;
mod templates;
mod watch;

use crate::args::{Args, Command, Global};
use crate::config::{self, Config};
use crate::dialects::{self, Dialects};
use crate::exit::{Exit, Failure, doing};
use crate::files::{self, Found};
use crate::paths::Paths;
use crate::reading::{self, Reading};
use crate::terminal::Terminal;
use bindery_generator::render::Overrides;
use std::path::{Path, PathBuf};

/// Runs the command that the arguments name.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Failure> {
    doing("the arguments");
    match &args.command {
        Command::Check(check) => check::run(check, &args.global, terminal),
        Command::Diff(diff) => diff::run(diff, &Session::new(&args.global, terminal)?),
        Command::Explain(explain) => explain::run(explain),
        Command::Run(run) => run::run(run, &Session::new(&args.global, terminal)?),
        Command::Lsp(_) => lsp::run(&args.global, terminal),
        // Whoever wants the schema need not have a valid configuration.
        Command::Model(model) if model.schema => model::print_schema(),
        Command::Model(model) => model::run(model, &Session::new(&args.global, terminal)?),
        Command::Generate(one) if one.watch => watch::run(one, &args.global, terminal),
        Command::Generate(one) => generate::run(one, &Session::new(&args.global, terminal)?),
        Command::Templates(one) => {
            templates::run(&one.command, &Session::new(&args.global, terminal)?)
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
    /// The bindery.yaml, where there is one.
    config_file: Option<PathBuf>,
    /// The dialect that the arguments name.
    dialect: Option<&'a str>,
}

impl<'a> Session<'a> {
    fn new(global: &'a Global, terminal: &'a Terminal) -> Result<Self, Failure> {
        let current = std::env::current_dir()
            .map_err(|error| Failure::io("find", "the current folder", error))?;
        Session::at(current, global, terminal)
    }

    /// Works as if this were the current folder.
    fn at(current: PathBuf, global: &'a Global, terminal: &'a Terminal) -> Result<Self, Failure> {
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
            config,
            config_file: path.map(|path| paths.of_argument(&path)),
            paths,
            dialect: global.dialect.as_deref(),
        })
    }

    /// The templates that stand in for ours: those of the folder that the arguments name, or else
    /// bindery.yaml.
    fn templates(&self, chosen: Option<&Path>) -> Result<Overrides, Failure> {
        match self.templates_folder(chosen) {
            Some(folder) => crate::templates::read(&folder, &self.paths),
            None => Ok(Overrides::default()),
        }
    }

    fn templates_folder(&self, chosen: Option<&Path>) -> Option<PathBuf> {
        let of_config = self.config.templates.as_deref();
        let of_config = of_config.map(|path| self.paths.of_config(path));
        chosen
            .map(|path| self.paths.of_argument(path))
            .or(of_config)
    }

    /// The files and folders of pages that the arguments name, or else bindery.yaml; there is one.
    fn roots(&self, pages: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
        let paths = &self.paths;
        let roots: Vec<PathBuf> = if pages.is_empty() {
            let of_config = self.config.pages.iter();
            of_config.map(|path| paths.of_config(path)).collect()
        } else {
            pages.iter().map(|path| paths.of_argument(path)).collect()
        };
        if roots.is_empty() {
            let message = if self.config_file.is_some() {
                "no pages are given, and bindery.yaml has no `pages`"
            } else {
                "no pages are given, and there is no bindery.yaml here or above"
            };
            let help =
                "name files or folders of pages, or write `pages: [FOLDER]` into bindery.yaml";
            return Err(Failure::usage("find pages", message).help(help));
        }
        Ok(roots)
    }

    /// Reads the pages that the arguments name, or else bindery.yaml.
    fn read(&self, pages: &[PathBuf]) -> Result<Reading, Failure> {
        let dialects = self.dialects()?;
        let found = self.find(pages)?;
        reading::read(&found, &dialects, self.terminal.is_quiet())
    }

    /// Finds the pages that the arguments name, or else bindery.yaml.
    fn find(&self, pages: &[PathBuf]) -> Result<Vec<Found>, Failure> {
        let roots = self.roots(pages)?;
        let found = files::find(&roots, &self.paths)?;
        if found.is_empty() {
            let roots: Vec<String> = roots.iter().map(|root| self.paths.shown(root)).collect();
            let roots = roots.join(", ");
            let message = format!("no pages in {roots}: looked for {}", files::LOOKED_FOR);
            let help =
                "name the folder that holds them; a file that is named is read whatever its name";
            return Err(Failure::usage("find pages", message).help(help));
        }
        Ok(found)
    }

    /// The dialect that the arguments name, or else bindery.yaml.
    fn dialect_name(&self) -> &str {
        self.dialect.unwrap_or(&self.config.dialect)
    }

    /// The dialect file that is read, where it is none of ours.
    fn dialect_file(&self) -> Option<PathBuf> {
        let path = match self.dialect {
            Some(name) => self.paths.of_argument(Path::new(name)),
            None => self.paths.of_config(&self.config.dialect),
        };
        path.is_file().then_some(path)
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
