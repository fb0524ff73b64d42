//! A service that is started to be asked, as `serve:` of bindery.yaml says, and ended in any case.

mod group;
mod output;
mod ready;

use crate::config::{PORT, Serve};
use crate::exit::Failure;
use crate::interrupt;
use crate::progress::Progress;
use crate::terminal::{GREEN, Terminal};
use bindery_conformance::send::Options;
use group::{Group, TICK};
use output::Output;
use ready::Asking;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A service that is ready. It is ended, with all that it started, when this is dropped.
#[derive(Debug)]
pub(crate) struct Service {
    group: Group,
    output: Output,
    /// Where it is found, without a slash at its end.
    pub(crate) url: String,
}

/// What a service is started with.
pub(crate) struct Start<'a> {
    /// What bindery.yaml says.
    pub(crate) serve: &'a Serve,
    /// Where it is then found, with `{port}` for the port; else that is told by the port, or by what
    /// it prints.
    pub(crate) url: Option<&'a str>,
    /// The folder that it runs in.
    pub(crate) folder: &'a Path,
    /// How it is asked whether it is ready.
    pub(crate) sender: &'a Options,
    /// Where people read.
    pub(crate) terminal: &'a Terminal,
}

impl Service {
    /// Builds it, starts it and waits until it is ready.
    ///
    /// # Errors
    /// Where its program is not there, where it ends or does not get ready in time (then with what it
    /// printed last), and where somebody wants us to end.
    pub(crate) fn start(start: &Start<'_>) -> Result<Self, Failure> {
        let serve = start.serve;
        let limit = Duration::try_from_secs_f64(serve.timeout).map_err(|_| {
            let message = format!("`timeout: {}` is no number of seconds", serve.timeout);
            Failure::usage("use `serve`", message)
        })?;
        let noticed = interrupt::noticed()?;
        if !serve.build.is_empty() {
            build(start, &noticed)?;
        }
        let port = match serve.needs_port(start.url) {
            true => Some(free_port()?),
            false => None,
        };
        let with_port = |word: &str| match port {
            Some(port) => word.replace(PORT, &port.to_string()),
            None => word.to_owned(),
        };
        let url = start.url.map(|url| with_port(url.trim_end_matches('/')));
        let url = url.or_else(|| port.map(|port| format!("http://127.0.0.1:{port}")));
        let asking = Asking::new(serve, start.sender)?;
        if let Some(url) = url.as_ref().filter(|url| asking.is_answered(url)) {
            let message = format!("something else answers already at {url}");
            return Err(failed("start the service", message));
        }
        let words: Vec<String> = serve.command.iter().map(|word| with_port(word)).collect();
        let mut command = command(&words, start)?;
        command.envs(
            serve
                .env
                .iter()
                .map(|(name, value)| (name, with_port(value))),
        );
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let shown = words.join(" ");
        let told = format!("starting {shown}");
        let _progress = Progress::start(told, start.terminal.is_quiet());
        let not_started = |error| Failure::io("start", format!("`{}`", words[0]), error);
        let mut group = Group::start(command).map_err(not_started)?;
        let output = Output::of(&mut group, start.terminal.is_verbose());
        let task = format!("start `{shown}`");
        let until = Instant::now() + limit;
        loop {
            if let Some(status) = group.ended().map_err(not_started)? {
                let how = ended_with(status);
                let lines = output.last_lines();
                return Err(failed(task, format!("it {how} before it was ready{lines}")));
            }
            if noticed.load(Ordering::Relaxed) {
                return Err(failed(task, "it was interrupted".to_owned()));
            }
            let found = url.clone().or_else(|| output.address());
            if let Some(url) = found.as_ref().filter(|url| asking.is_ready(url)) {
                // What answered is not it where it has just ended.
                if matches!(group.ended(), Ok(None)) {
                    let url = url.clone();
                    return Ok(Service { group, output, url });
                }
                continue;
            }
            if Instant::now() >= until {
                let what = match &found {
                    None => "it printed no address, such as `http://127.0.0.1:8080`,".to_owned(),
                    Some(url) => asking.told(url),
                };
                let seconds = serve.timeout;
                group.end();
                let lines = output.last_lines();
                return Err(failed(task, format!("{what} within {seconds} s{lines}")));
            }
            std::thread::sleep(TICK);
        }
    }

    /// How it ended, if it did so by itself.
    pub(crate) fn ended(&mut self) -> Option<String> {
        let status = self.group.ended().ok().flatten()?;
        let lines = self.output.last_lines();
        Some(format!("the service {}{lines}", ended_with(status)))
    }
}

/// Runs the program that makes the service; what it prints is seen at once.
fn build(start: &Start<'_>, noticed: &Arc<AtomicBool>) -> Result<(), Failure> {
    let words = &start.serve.build;
    let mut command = command(words, start)?;
    let is_quiet = start.terminal.is_quiet();
    if is_quiet {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
    } else {
        let shown = words.join(" ");
        start
            .terminal
            .print(&format!("{GREEN}build{GREEN:#}  {shown}\n"));
        // Stdout is for what programs read of us.
        command.stdout(std::io::stderr()).stderr(std::io::stderr());
    }
    let not_started = |error| Failure::io("start", format!("`{}`", words[0]), error);
    let mut group = Group::start(command).map_err(not_started)?;
    let output = Output::of(&mut group, false);
    let task = format!("build the service with `{}`", words.join(" "));
    loop {
        match group.ended().map_err(not_started)? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => {
                let lines = match is_quiet {
                    true => output.last_lines(),
                    false => String::new(),
                };
                return Err(failed(task, format!("it {}{lines}", ended_with(status))));
            }
            None if noticed.load(Ordering::Relaxed) => {
                return Err(failed(task, "it was interrupted".to_owned()));
            }
            None => std::thread::sleep(TICK),
        }
    }
}

fn command(words: &[String], start: &Start<'_>) -> Result<Command, Failure> {
    let Some((program, arguments)) = words.split_first() else {
        let help = "write `command: [PROGRAM, ARGUMENT, ...]` below `serve:` into bindery.yaml";
        return Err(Failure::usage("start the service", "no command is given").help(help));
    };
    let mut command = Command::new(program);
    command.args(arguments).current_dir(start.folder);
    command.stdin(Stdio::null());
    Ok(command)
}

fn failed(task: impl Into<String>, message: String) -> Failure {
    let help = "`serve` below `conform` in bindery.yaml says how it is started: `build`, `command`, \
                `ready`, `timeout`; -v shows all that it prints";
    Failure::Service {
        task: task.into(),
        message,
        help: help.to_owned(),
    }
}

fn ended_with(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with exit code {code}"),
        None => format!("was ended: {status}"),
    }
}

/// A port that nobody listens on. Until the service does, another program may take it; then the
/// service cannot start, and says so.
fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let address = listener.and_then(|listener| listener.local_addr());
    let wrong = |error| Failure::io("find", "a free port", error);
    address.map(|one| one.port()).map_err(wrong)
}
