//! The program `bindery`: reads its arguments, runs one command, and turns what came of it into an
//! exit code.

mod args;
mod cache;
mod changes;
mod commands;
mod config;
mod dialects;
mod exit;
mod files;
mod git;
mod interrupt;
mod output;
mod paths;
mod progress;
mod reading;
mod report;
mod revision;
mod service;
mod show;
mod summary;
mod table;
mod templates;
mod terminal;
mod unread;

use args::Args;
use clap::Parser;
use exit::Exit;
use std::process::ExitCode;
use terminal::Terminal;

/// Pages are read on all threads into many small values, which this allocator hands out faster.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Nothing is left to tell it with where even this cannot be printed.
            let _ = error.print();
            let exit = if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Clean
            };
            return exit.into();
        }
    };
    let terminal = Terminal::new(&args.global);
    match exit::guard(|| commands::run(&args, &terminal)) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal.failure(&failure);
            failure.exit().into()
        }
    }
}
