//! The arguments.

mod conform;
mod mock;

pub(crate) use conform::{Conform, Html, Merge, Report, ReportCommand};
pub(crate) use mock::Mock;

use bindery_generator::target::{Target, openapi};
use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns a published API reference into a model, and the model into contracts and code.
#[derive(Debug, Parser)]
#[command(
    name = "bindery",
    version,
    propagate_version = true,
    max_term_width = 100
)]
#[command(after_help = "Example: bindery run\n\n\
    Exit codes: 0 clean; 1 findings or drift; 2 usage or configuration; \
    3 input, output or network; 70 a bug of bindery.")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Debug, ClapArgs)]
pub(crate) struct Global {
    /// The dialect of the pages: `auto` finds it out a page at a time [default: what bindery.yaml
    /// says, else auto]
    #[arg(
        long,
        global = true,
        value_name = "NAME|FILE|auto",
        help_heading = "Global options"
    )]
    pub(crate) dialect: Option<String>,
    /// The configuration [default: bindery.yaml in this folder or the nearest above it]
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help_heading = "Global options"
    )]
    pub(crate) config: Option<PathBuf>,
    /// Whether to colour what people read; `auto` also heeds NO_COLOR
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        help_heading = "Global options"
    )]
    pub(crate) color: Color,
    /// Print errors only
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        help_heading = "Global options"
    )]
    pub(crate) quiet: bool,
    /// Show every diagnostic with the line of its page
    #[arg(
        short,
        long,
        global = true,
        overrides_with = "verbose",
        help_heading = "Global options"
    )]
    pub(crate) verbose: bool,
}

/// When to colour: `Auto` is on a terminal that has colours, unless NO_COLOR is set.
// The variants have no doc comments, because those would stretch every `--help`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read the pages and generate every target, as bindery.yaml says
    Run(Run),
    /// Print the model of the pages as JSON
    Model(Model),
    /// Generate from the pages
    Generate(Generate),
    /// Check whether a live server keeps what the pages promise
    Conform(Box<Conform>),
    /// Serve what the pages document
    Mock(Mock),
    /// Work with reports of `bindery conform`
    Report(Report),
}

/// The pages that a command reads.
#[derive(Debug, ClapArgs)]
pub(crate) struct Pages {
    /// Files and folders of pages [default: what bindery.yaml says]
    #[arg(value_name = "PAGES")]
    pub(crate) pages: Vec<PathBuf>,
}

/// `bindery run`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: bindery run\n\n\
    Exits with 1 if anything on the pages was left unread, though all files are written; `bindery \
    model --unread` lists it. Under --check it also does if files on disk differ.")]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// Write nothing; print how the files on disk differ, and exit with 1 if they do
    #[arg(long)]
    pub(crate) check: bool,
}

/// `bindery model`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example: bindery model docs/reference | jq '.operations[].path.value'\n\n\
    Exits with 0 where there is a model, even if parts of the pages were left unread, and with 1 \
    if no operation could be read. Under --unread it exits with 1 if anything was left unread."
)]
pub(crate) struct Model {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// List what was left unread, with place and reason; exit with 1 if there is any
    #[arg(long, conflicts_with = "schema")]
    pub(crate) unread: bool,
    /// Print the JSON Schema of the model instead; no page is read
    #[arg(long, conflicts_with = "pages")]
    pub(crate) schema: bool,
}

/// `bindery generate`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example: bindery generate docs/reference --target openapi --out api\n\n\
    In a pipeline: bindery generate --check\n\n\
    Exits with 0 where files were written, even if parts of the pages were left unread: the \
    summary tells them, and `bindery run` exits with 1 for them. Exits with 1 if no operation could \
    be read, or under --check if files on disk differ."
)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) pages: Pages,
    // Its help lists the targets that there are.
    #[arg(
        long,
        value_name = "NAME",
        num_args = 1..,
        value_delimiter = ',',
        help = target_help()
    )]
    pub(crate) target: Vec<String>,
    /// The folder to write to [default: what bindery.yaml says]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; print how the files on disk differ, and exit with 1 if they do
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) openapi: OpenApi,
}

/// What only the target `openapi` understands.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Options of the target openapi")]
pub(crate) struct OpenApi {
    /// The version of OpenAPI to write [default: what bindery.yaml says, else 3.1]
    #[arg(long, value_name = "VERSION", value_parser = openapi_versions())]
    pub(crate) openapi_version: Option<String>,
    /// Tell paths apart that are equal but for the names of their parameters
    #[arg(long)]
    pub(crate) distinct_paths: bool,
}

fn target_help() -> String {
    let all: Vec<&str> = Target::ALL.iter().map(|target| target.name()).collect();
    format!(
        "What to generate: one or more of {} [default: what bindery.yaml says]",
        all.join(", ")
    )
}

fn openapi_versions() -> PossibleValuesParser {
    PossibleValuesParser::new(openapi::Version::ALL.iter().map(|version| version.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent_and_every_command_has_an_example() {
        let command = Args::command();
        command.clone().debug_assert();
        for one in std::iter::once(&command).chain(command.get_subcommands()) {
            let help = one
                .get_after_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert!(help.contains("Example: bindery"), "{}", one.get_name());
            assert!(help.contains("Exit"), "{}", one.get_name());
        }
    }

    #[test]
    fn targets_can_be_given_in_every_way_and_are_in_the_help() {
        for args in [
            &["--target", "openapi", "openapi"][..],
            &["--target", "openapi,openapi"],
            &["--target", "openapi", "--target", "openapi"],
        ] {
            let words = [&["bindery", "generate", "docs"][..], args].concat();
            let args = Args::try_parse_from(words).expect("they are right");
            let Command::Generate(generate) = args.command else {
                unreachable!("`generate` was given");
            };
            assert_eq!(generate.target, ["openapi"; 2]);
            assert_eq!(generate.pages.pages, [PathBuf::from("docs")]);
        }
        for target in Target::ALL {
            assert!(target_help().contains(target.name()));
        }
    }
}
