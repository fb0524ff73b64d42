//! `bindery model`: the model as JSON, or what did not make it into the model.

use super::Session;
use crate::args::Model;
use crate::exit::{Exit, Failure, doing};
use crate::reading::Reading;
use crate::show::show;
use crate::summary;
use crate::terminal::{Terminal, count, printable, stdout};
use crate::unread::is_left_unread;
use bindery_model::document::{ModelDocument, json_schema};
use serde::Serialize;
use std::io::{self, Write};

pub(super) fn run(args: &Model, session: &Session<'_>) -> Result<Exit, Failure> {
    let reading = session.read(&args.pages.pages)?;
    let terminal = session.terminal;
    let is_empty = reading.operations() == 0;
    let exit = if args.unread {
        let number = print_unread(&reading, terminal)?;
        terminal.print(&format!("{} left unread\n", count(number, "place")));
        Exit::of_findings(number > 0 || is_empty)
    } else {
        doing("the model as JSON");
        let document = ModelDocument::new(&reading.reference.api, &reading.sources);
        stdout(|out| json(&document, out))?;
        summary::print(terminal, &reading.diagnostics, &reading.sources);
        Exit::of_findings(is_empty)
    };
    if is_empty {
        terminal.nothing_read(reading.reference.pages.len());
    }
    Ok(exit)
}

/// Prints the JSON Schema of the model.
pub(super) fn print_schema() -> Result<Exit, Failure> {
    stdout(|out| json(&json_schema(), out))?;
    Ok(Exit::Clean)
}

fn json(value: &impl Serialize, mut out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, value)?;
    out.write_all(b"\n")
}

/// Prints what was left unread, a line each, and for people who want it with the page's line; how
/// much that is.
fn print_unread(reading: &Reading, terminal: &Terminal) -> Result<usize, Failure> {
    let unread = reading.diagnostics.iter().filter(|one| is_left_unread(one));
    let unread: Vec<_> = unread.collect();
    stdout(|out| {
        for one in &unread {
            let place = reading.sources.place(one.span);
            let message = printable(&one.message, false);
            writeln!(out, "{}: {}: {message}", printable(&place, false), one.code)?;
        }
        Ok(())
    })?;
    if terminal.is_verbose() {
        for one in &unread {
            terminal.print(&show(one, &reading.sources));
        }
    }
    Ok(unread.len())
}
