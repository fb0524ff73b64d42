//! The arguments.

mod conform;
mod mock;

pub(crate) use conform::{Conform, Html, Merge, Report, ReportCommand, Reports};
pub(crate) use mock::Mock;

use crate::output::Rules;
use crate::report::Format;
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
    /// Check the pages, generate every target and try a service, as bindery.yaml says
    Run(Run),
    /// Tell what is wrong with the pages
    Check(Check),
    /// Print the page of a rule of `check`
    Explain(Explain),
    /// Serve an editor over the Language Server Protocol, on stdin and stdout
    Lsp(Lsp),
    /// Print the model of the pages as JSON
    Model(Model),
    /// Generate from the pages
    Generate(Generate),
    /// Tell what changed between two publications of a reference
    Diff(Diff),
    /// List, copy out and compare the templates of generated files
    Templates(Templates),
    /// Check whether a live server keeps what the pages promise
    Conform(Box<Conform>),
    /// Serve what the pages document
    Mock(Mock),
    /// Work with reports of `bindery conform`
    Report(Report),
}

/// The pages that a command reads.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Pages {
    /// Files and folders of pages [default: what bindery.yaml says]
    #[arg(value_name = "PAGES")]
    pub(crate) pages: Vec<PathBuf>,
}

/// `bindery run`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: bindery run\n\n\
    In a pipeline: bindery run --check\n\n\
    While you write pages: bindery run --no-conform\n\n\
    Where bindery.yaml has `conform` with `serve` or `url`, the service is started or the server \
    asked, as `bindery conform` does it, and the reports that stand there are written; --check does \
    that too, and writes no generated file.\n\n\
    Exits with 1 if anything on the pages was left unread, though all files are written (`bindery \
    model --unread` lists it), if the pages are wrong, or if the service breaks what they promise; \
    under --check also if files on disk differ. Exits with 3 if the service cannot be started.")]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) pages: Pages,
    #[command(flatten)]
    pub(crate) writing: Writing,
    /// Start no service and ask no server
    #[arg(long)]
    pub(crate) no_conform: bool,
}

/// `bindery check`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: bindery check docs/reference --ignore text\n\n\
    In a pipeline: bindery check --format github --changed origin/main\n\n\
    IDS are codes (BND301), their starts (BND3), names (broken-row) or groups: structure, text, \
    facts, samples, reference, checking. Exits with 1 on findings that are errors or warnings.")]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// What to print; all but text goes to stdout
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Only these rules [default: what bindery.yaml says, else all]
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// None of these rules, besides those that bindery.yaml ignores
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Show every place, not each cause once
    #[arg(long)]
    pub(crate) all: bool,
    /// Mend what can be mended without a look at it
    #[arg(long)]
    pub(crate) fix: bool,
    /// Mend what may change the meaning of a page too
    #[arg(long = "unsafe")]
    pub(crate) with_unsafe: bool,
    /// Print what --fix would change, and write nothing; exit with 1 if it would change anything
    #[arg(long)]
    pub(crate) diff: bool,
    /// Only what pages that differ from this git revision bring: findings on them, and new ones on others
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    pub(crate) changed: Option<String>,
    /// Check again whenever a page, bindery.yaml, the dialect or the baseline changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["diff", "write_baseline"])]
    pub(crate) watch: bool,
    /// Keep back the findings that this file knows [default: what bindery.yaml says]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write what is found to a baseline file
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Neither use nor write what an earlier run found on the same pages
    #[arg(long)]
    pub(crate) no_cache: bool,
}

/// `bindery explain`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: bindery explain BND101\n\n\
    Exits with 0, and with 2 where there is no such rule or check.")]
pub(crate) struct Explain {
    /// A code or the name of a rule, or the id of a check; without it, all of them are listed
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
}

/// `bindery lsp`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: bindery lsp\n\n\
    The pages are those of the bindery.yaml in the folder that the editor opened or above it, \
    else all in that folder. Exits with 0 after `shutdown` and `exit`, with 1 on an `exit` alone.")]
pub(crate) struct Lsp {
    /// Passed over: there is no other way to speak with it
    #[arg(long, hide = true)]
    pub(crate) stdio: bool,
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
    While you write: bindery generate --watch\n\n\
    Exits with 0 where files were written, even if parts of the pages were left unread: the \
    summary tells them, and `bindery run` exits with 1 for them. Exits with 1 if no operation could \
    be read, if a file was edited by somebody and would be overwritten (then nothing is written), \
    or under --check if files on disk differ."
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
    #[command(flatten)]
    pub(crate) writing: Writing,
    /// Generate again whenever pages, dialect, templates or bindery.yaml change, until Ctrl-C
    #[arg(long, conflicts_with = "check")]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) openapi: OpenApi,
}

/// How files are written.
#[derive(Debug, ClapArgs)]
pub(crate) struct Writing {
    /// Write nothing; print how the files on disk differ, and exit with 1 if they do
    #[arg(long)]
    pub(crate) check: bool,
    /// Overwrite files that somebody edited
    #[arg(long, conflicts_with = "check")]
    pub(crate) force: bool,
    /// Refuse to write if a name would be chosen that no lock file holds yet, as in CI
    #[arg(long)]
    pub(crate) locked: bool,
    /// A folder of templates that stand in for ours [default: what bindery.yaml says]
    #[arg(long, value_name = "DIR")]
    pub(crate) templates: Option<PathBuf>,
}

impl Writing {
    /// As the writer wants it.
    pub(crate) fn rules(&self) -> Rules {
        Rules {
            check: self.check,
            force: self.force,
            locked: self.locked,
        }
    }
}

/// `bindery templates`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example: bindery templates eject rust/type.rs.j2 --out templates\n\n\
    Exits with 0; `diff` exits with 1 if ours changed since you copied them."
)]
pub(crate) struct Templates {
    #[command(subcommand)]
    pub(crate) command: TemplatesCommand,
}

/// What is done with templates.
#[derive(Debug, Subcommand)]
pub(crate) enum TemplatesCommand {
    /// Print the name of every template
    #[command(after_help = "Example: bindery templates list\n\nExits with 0.")]
    List,
    /// Copy templates out, to change them
    #[command(
        after_help = "Example: bindery templates eject rust/type.rs.j2 --out templates\n\n\
        A second copy is left in the folder `.base` beside them, from which `bindery templates \
        diff` tells what changed since; commit both. Exits with 1 if you have one already."
    )]
    Eject {
        /// Names, as `bindery templates list` prints them
        #[arg(value_name = "NAME", required = true)]
        names: Vec<String>,
        /// The folder to copy to [default: `templates` of bindery.yaml, else templates]
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Overwrite what you have
        #[arg(long)]
        force: bool,
    },
    /// Show what you changed, and what changed under you since you copied it
    #[command(
        after_help = "Example: bindery templates diff --templates templates\n\n\
        Exits with 1 if one of ours changed since you copied it. When you have taken over what you \
        want, `--accept` makes today's the ones to compare with."
    )]
    Diff {
        /// Your templates [default: `templates` of bindery.yaml, else templates]
        #[arg(long, value_name = "DIR")]
        templates: Option<PathBuf>,
        /// Take note of how ours are now
        #[arg(long)]
        accept: bool,
    },
    /// Print the JSON Schema of what a template sees
    #[command(after_help = "Example: bindery templates schema rust/type.rs.j2\n\nExits with 0.")]
    Schema {
        /// Its name, as `bindery templates list` prints it
        #[arg(value_name = "NAME")]
        name: String,
    },
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

/// `bindery diff`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example: bindery diff v1.2:docs/reference docs/reference --fail-on breaking\n\n\
    Exits with 0 whatever changed, unless --fail-on asks for 1, and with 1 if no operation could be \
    read on one of the sides. What each kind of change means stands in specs/diff."
)]
pub(crate) struct Diff {
    /// The publication before: a file or folder of pages, or REV:PATH of git
    #[arg(value_name = "OLD")]
    pub(crate) old: String,
    /// The publication after: the same
    #[arg(value_name = "NEW")]
    pub(crate) new: String,
    /// How to print the changes: `markdown` is an entry for a changelog, `github` annotates a pull
    /// request
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: DiffFormat,
    /// Exit with 1 if there are such changes
    #[arg(long, value_name = "CHANGES", value_enum, default_value_t)]
    pub(crate) fail_on: FailOn,
    /// Whom `breaking` is about
    #[arg(
        long = "for",
        value_name = "WHOM",
        value_enum,
        value_delimiter = ',',
        default_value = "caller"
    )]
    pub(crate) audiences: Vec<DiffAudience>,
    /// Tell every operation on its own, not one cause with the operations that it concerns
    #[arg(long)]
    pub(crate) all: bool,
    /// Tell descriptions that say something else, too
    #[arg(long)]
    pub(crate) descriptions: bool,
}

/// How to print changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    #[default]
    Text,
    Json,
    Markdown,
    Github,
}

/// Which changes are findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Breaking,
    Any,
    #[default]
    Never,
}

/// Who works with the API: over HTTP with whatever, as its server, or with the generated client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffAudience {
    Caller,
    Server,
    Rust,
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
