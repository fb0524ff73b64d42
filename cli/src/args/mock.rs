//! The arguments of `bindery mock`.

use super::Pages;
use bindery_conformance::mock::{Answers, Injected};
use clap::{Args as ClapArgs, ValueEnum};
use std::net::IpAddr;
use std::time::Duration;

/// `bindery mock`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Example: bindery mock docs/reference --port 4010 --stateful\n\n\
    Prints its address on stdout once it can be asked, and a line for each answer on stderr, without \
    queries and header fields, which may hold secrets. `Prefer: code=404`, `example=2` and \
    `dynamic=true` choose other answers (RFC 7240). Ctrl-C ends it.\n\n\
    Exits with 0 where it was ended, 1 if no operation could be read, 3 if the port is taken."
)]
pub(crate) struct Mock {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// The port; 0 is any that is free
    #[arg(long, value_name = "N", default_value_t = 4010)]
    pub(crate) port: u16,
    /// The address of this machine that it listens on; others than 127.0.0.1 are open to others
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(crate) address: IpAddr,
    /// What answers hold: the documented samples, or values that are made up
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub(crate) answers: Kind,
    /// Gives values that are made up
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Remember what is created, replaced, changed and deleted
    #[arg(long)]
    pub(crate) stateful: bool,
    /// The only credentials that are right: basic:USER:PASS, bearer:TOKEN, ticket:TICKET or env:NAME
    /// [default: all of a documented form]
    #[arg(long, value_name = "CREDENTIALS")]
    pub(crate) auth: Vec<String>,
    /// Hold each answer back, in milliseconds
    #[arg(long, value_name = "MS", default_value = "0", value_parser = milliseconds)]
    pub(crate) latency: Duration,
    /// Break a promise, everywhere or in one operation; --faults lists what there is
    #[arg(long, value_name = "NAME[@OPERATION]", value_parser = Injected::parse)]
    pub(crate) fault: Vec<Injected>,
    /// List the faults with the checks that are meant to notice them; nothing is served
    #[arg(long)]
    pub(crate) faults: bool,
}

/// What answers hold.
// The variants have no doc comments, because those would stretch `--help`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    #[default]
    Sample,
    Generated,
}

impl From<Kind> for Answers {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Sample => Answers::Sample,
            Kind::Generated => Answers::Generated,
        }
    }
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    let number = text
        .parse()
        .map_err(|_| "it is a number of milliseconds".to_owned())?;
    Ok(Duration::from_millis(number))
}
