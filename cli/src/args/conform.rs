//! The arguments of `bindery conform` and `bindery report`.

use super::Pages;
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// `bindery conform`
#[derive(Debug, Default, ClapArgs)]
#[command(
    after_help = "Example: bindery conform docs/reference --url https://crm.example.com --auth bearer:TOKEN\n\n\
    Only reads are sent unless --allow says otherwise. See what would be sent with --plan. Without \
    --url the service is started that `serve` below `conform` in bindery.yaml tells of.\n\n\
    Exits with 0 where every promise that was tried is kept, 1 where one is broken or less was seen \
    than --min-coverage wants, 2 for wrong arguments, 3 where the server cannot be reached, \
    the service not be started, or the run ended early, as on Ctrl-C: what it created is removed \
    first, and the reports are written."
)]
pub(crate) struct Conform {
    #[command(flatten)]
    pub(crate) pages: Pages,
    #[command(flatten)]
    pub(crate) server: Server,
    #[command(flatten)]
    pub(crate) cases: Cases,
    #[command(flatten)]
    pub(crate) checks: Checks,
    #[command(flatten)]
    pub(crate) reports: Reports,
}

/// Where requests go, and how.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "The server")]
pub(crate) struct Server {
    /// The address of the server, before the paths of the pages [default: what bindery.yaml says]
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Credentials: basic:USER:PASS, bearer:TOKEN or ticket:TICKET; or where one of those stands:
    /// env:NAME, file:PATH or command:COMMAND, which is called again before its token ends and when
    /// the server refuses what it printed
    #[arg(long, value_name = "CREDENTIALS")]
    pub(crate) auth: Option<String>,
    /// A header of every request
    #[arg(long, value_name = "K: V")]
    pub(crate) header: Vec<String>,
    /// Hosts that requests may go to [default: that of the url]
    #[arg(long, value_name = "HOST")]
    pub(crate) host: Vec<String>,
    /// How many requests are under way at once [default: 4]
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    /// The most requests a second
    #[arg(long, value_name = "N")]
    pub(crate) rate: Option<f64>,
    /// How many seconds connecting may take [default: 10]
    #[arg(long, value_name = "SECONDS")]
    pub(crate) connect_timeout: Option<f64>,
    /// How many seconds an answer may take, and its body again [default: 30]
    #[arg(long, value_name = "SECONDS")]
    pub(crate) timeout: Option<f64>,
    /// The most bytes of an answer that are read [default: 67108864]
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_body: Option<u64>,
    /// How often a connection that fails is tried again [default: 2]
    #[arg(long, value_name = "N")]
    pub(crate) retries: Option<u32>,
    /// After how many requests in a row without an answer the run ends [default: 5]
    #[arg(long, value_name = "N")]
    pub(crate) max_failures: Option<usize>,
    /// A proxy [default: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say]
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,
    /// A file with more certificate authorities, as PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Vec<PathBuf>,
    /// A file with a client certificate and its key, as PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) client_cert: Option<PathBuf>,
    /// Judge the traffic that this HTTP archive recorded, and send nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["url", "self_test", "plan"])]
    pub(crate) har: Option<PathBuf>,
    /// Start a mock of the pages, and see that each way to break a promise is noticed
    #[arg(long, conflicts_with = "url")]
    pub(crate) self_test: bool,
}

/// Which cases are made.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "The cases")]
pub(crate) struct Cases {
    /// Print what would be sent and what would not, and why; send nothing
    #[arg(long)]
    pub(crate) plan: bool,
    /// What may be sent beside reads
    #[arg(long, value_name = "EFFECT", value_delimiter = ',', value_parser = ["create", "update", "delete", "action"])]
    pub(crate) allow: Vec<String>,
    /// All of create, update, delete and action
    #[arg(long)]
    pub(crate) allow_writes: bool,
    /// Updates, actions and deletes may go to objects that the run did not create
    #[arg(long)]
    pub(crate) allow_foreign: bool,
    /// Only operations whose id, path or resource fits, or cases whose id fits; for a finding's id, what
    /// can show that finding, and no other is told
    #[arg(long, value_name = "GLOB|ID")]
    pub(crate) only: Vec<String>,
    /// Made-up values depend on it [default: 1]
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// One of several runs that share the cases, such as 1/3
    #[arg(long, value_name = "K/N")]
    pub(crate) shard: Option<String>,
}

/// What is judged, and how strictly.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "The checks")]
pub(crate) struct Checks {
    /// Only these checks, or groups of them: auth, input, media, shape, state, status, timing
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// All but these
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// What properties that no page documents mean [default: additive]
    #[arg(long, value_name = "POLICY", value_parser = ["strict", "additive", "learn"])]
    pub(crate) undocumented: Option<String>,
    /// A file with findings that are known, each with its reason
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write the findings of this run into the baseline, with this reason; what the run did not ask stays
    #[arg(long, value_name = "REASON")]
    pub(crate) write_baseline: Option<String>,
    /// How much must be seen: a percentage of operations, or operations=90,properties=50
    #[arg(long, value_name = "PERCENT")]
    pub(crate) min_coverage: Option<String>,
}

/// Files that are written.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "The reports")]
pub(crate) struct Reports {
    /// Write the report as JSON [default: what bindery.yaml says, as for the next ones]
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Write the report as JUnit
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Write the findings as SARIF
    #[arg(long, value_name = "FILE")]
    pub(crate) sarif: Option<PathBuf>,
    /// Write the report as one HTML file that needs nothing else
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Print annotations for GitHub, and add to the summary of the job
    #[arg(long)]
    pub(crate) github: bool,
    /// Write what was sent and answered as an HTTP archive
    #[arg(long, value_name = "FILE")]
    pub(crate) write_har: Option<PathBuf>,
}

/// `bindery report`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example: bindery report merge a.json b.json -o whole.json\n\n\
    Exits with 0 where no promise was broken, and with 1 where one was."
)]
pub(crate) struct Report {
    #[command(subcommand)]
    pub(crate) command: ReportCommand,
}

/// What can be done with reports.
#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Make one report of several runs
    #[command(after_help = "Example: bindery report merge a.json b.json -o whole.json")]
    Merge(Merge),
    /// Make one HTML file of a run, or of two side by side
    #[command(
        after_help = "Example: bindery report html old.json --compare new.json -o compared.html"
    )]
    Html(Html),
}

/// `bindery report html`
#[derive(Debug, ClapArgs)]
pub(crate) struct Html {
    /// A report that `bindery conform --json` wrote
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// Show this one beside it: another server, or the same at another time
    #[arg(long, value_name = "REPORT")]
    pub(crate) compare: Option<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

/// `bindery report merge`
#[derive(Debug, ClapArgs)]
pub(crate) struct Merge {
    /// Reports that `bindery conform --json` wrote
    #[arg(value_name = "REPORT", required = true)]
    pub(crate) reports: Vec<PathBuf>,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Write JUnit, too
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Write SARIF, too
    #[arg(long, value_name = "FILE")]
    pub(crate) sarif: Option<PathBuf>,
    /// Write HTML, too
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}
