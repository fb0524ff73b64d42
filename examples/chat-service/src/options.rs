//! What can be chosen on the command line.

use crate::Fault;
use clap::Parser;
use std::net::IpAddr;
use std::path::PathBuf;

/// Serves the documented chat API, with what it stores in a file or in memory.
///
/// The first line of the output says where: `listening on http://127.0.0.1:PORT`. Logs go to
/// standard error, a line of JSON each; RUST_LOG says how much. Ctrl-C or SIGTERM ends it when the
/// answers that are under way have been given.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "chat-service",
    version,
    after_help = "Example: chat-service --data chats.db --port 8080 --seed-demo"
)]
pub struct Options {
    /// The file of the database; without it, what is stored ends with the process
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub address: IpAddr,

    /// The port to listen on; 0 is any that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,

    /// Fill a new database with demo users, topics and chats
    #[arg(long)]
    pub seed_demo: bool,

    /// Break a promise on purpose, for tests of what notices it
    #[arg(long = "break", value_name = "NAME", hide = true)]
    pub fault: Option<Fault>,
}
