//! `bindery mock`: a server that keeps what the pages promise, or breaks the promise that it is told to.

use super::Session;
use crate::args::Mock as Args;
use crate::exit::{Exit, Failure, doing};
use crate::table::{self, Cell};
use crate::terminal::{DIM, GREEN, PLAIN, count, stdout};
use bindery_conformance::mock::{Entry, Mock, Options, Server, faults};
use bindery_conformance::send::credentials::{Credentials, Origin};
use bindery_model::ResolvedApi;
use std::io::Write;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use tokio::net::TcpListener;

pub(super) fn run(args: &Args, session: &Session<'_>) -> Result<Exit, Failure> {
    let reading = session.read(&args.pages.pages)?;
    let operations = reading.operations();
    if operations == 0 {
        session.terminal.nothing_read(reading.reference.pages.len());
        return Ok(Exit::Findings);
    }
    let ids = reading
        .reference
        .api
        .operations
        .iter()
        .map(|one| &one.id.value);
    let ids: Vec<&String> = ids.collect();
    for one in &args.fault {
        if let Some(id) = one.operation.as_ref().filter(|id| !ids.contains(id)) {
            let message = format!("no page documents an operation `{id}`");
            return Err(Failure::usage("inject a fault", message));
        }
    }
    doing("the mock");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::io("start", "threads", error))?;
    let api = Arc::new(reading.reference.api);
    let options = Options {
        seed: args.seed,
        answers: args.answers.into(),
        stateful: args.stateful,
        credentials: runtime.block_on(credentials(args, &api))?,
        latency: args.latency,
        faults: args.fault.clone(),
        log: (!session.terminal.is_quiet()).then_some(log as fn(&Entry<'_>)),
        ..Options::default()
    };
    let start = Instant::now();
    let mock = Mock::new(api, Arc::new(reading.sources), options);
    runtime.block_on(async {
        let wanted = (args.address, args.port);
        let shown = || format!("{}:{}", args.address, args.port);
        let failed = |error| Failure::io("listen on", shown(), error);
        let listener = TcpListener::bind(wanted).await.map_err(failed)?;
        let (address, handle) = Server::spawn_on(listener, mock).map_err(failed)?;
        stdout(|out| writeln!(out, "http://{address}"))?;
        session.terminal.print(&format!(
            "{GREEN}ready{GREEN:#} {} in {:.1} ms; Ctrl-C ends it\n",
            count(operations, "operation"),
            start.elapsed().as_secs_f64() * 1000.0,
        ));
        // Where signals cannot be had it runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        handle.stop().await;
        Ok(Exit::Clean)
    })
}

/// Prints every fault, what the server then does, and the check that is meant to notice.
pub(super) fn list() -> Result<Exit, Failure> {
    let row = |fault: &faults::Fault| {
        vec![
            Cell::left(fault.id, PLAIN),
            Cell::left(fault.check, DIM),
            Cell::left(fault.breaks, PLAIN),
        ]
    };
    let rows: Vec<_> = faults::ALL.iter().map(row).collect();
    let text = table::layout(&rows);
    stdout(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Clean)
}

async fn credentials(
    args: &Args,
    api: &ResolvedApi,
) -> Result<Vec<bindery_conformance::exchange::Header>, Failure> {
    let wrong = |message: String| Failure::usage("use the credentials", message);
    let mut headers = Vec::new();
    for one in &args.auth {
        let origin = Origin::parse(one).map_err(wrong)?;
        let credentials = Credentials::new(api, Some(origin)).map_err(wrong)?;
        let given = credentials.given().await.map_err(wrong)?;
        headers.extend(given.headers.iter().cloned());
    }
    Ok(headers)
}

/// Lines that wait to be written; more are left out, so that no reader of the log holds answers up.
const WAITING: usize = 16_384;

/// Writes a line for an answer, on a thread of its own.
fn log(entry: &Entry<'_>) {
    static LINES: OnceLock<SyncSender<String>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let (lines, waiting) = sync_channel::<String>(WAITING);
        std::thread::spawn(move || {
            while let Ok(mut text) = waiting.recv() {
                text.push('\n');
                for line in waiting.try_iter().take(256) {
                    text.push_str(&line);
                    text.push('\n');
                }
                // Where stderr is closed nobody is there to read it.
                let _ = std::io::stderr().write_all(text.as_bytes());
            }
        });
        lines
    });
    let _ = lines.try_send(entry.to_string());
}
