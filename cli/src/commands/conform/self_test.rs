//! `bindery conform --self-test`: whether the checks notice every way to break a promise.

use super::super::Session;
use super::choices::Choices;
use crate::exit::{Exit, Failure, doing};
use crate::reading::Reading;
use crate::terminal::{printable, stdout};
use bindery_conformance::selftest::{self, Options, Trouble};
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::Arc;
use std::time::Duration;

/// How long a mock may take to answer. Some faults wait for longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the progress bar shows.
const LAYOUT: &str = "{bar:20} {pos}/{len} {per_sec} {eta} {msg}";

pub(super) fn run(
    choices: &Choices,
    reading: Reading,
    session: &Session<'_>,
) -> Result<Exit, Failure> {
    doing("the self-test");
    let options = Options {
        seed: choices.plan.seed,
        jobs: choices.jobs,
        selection: choices.plan.selection.clone(),
        checks: choices.checks.clone(),
        patience: PATIENCE,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::io("start", "threads", error))?;
    let bar = match session.terminal.is_quiet() {
        true => ProgressBar::hidden(),
        false => ProgressBar::new(0),
    };
    if let Ok(style) = ProgressStyle::with_template(LAYOUT) {
        bar.set_style(style);
    }
    let mut shown = String::new();
    let proof = runtime.block_on(selftest::prove(
        Arc::new(reading.reference.api),
        Arc::new(reading.sources),
        &options,
        &mut |progress| {
            bar.set_length(progress.of as u64);
            bar.set_position(progress.done as u64);
            if progress.what != shown {
                shown.clone_from(&progress.what);
                bar.set_message(shown.clone());
                if session.terminal.is_verbose() {
                    session.terminal.print(&format!("{shown}\n"));
                }
            }
        },
    ));
    bar.finish_and_clear();
    let proof = proof.map_err(|trouble| match trouble {
        Trouble::Mock(error) => Failure::io("serve", "a mock", error),
        Trouble::Start(_) | Trouble::Send(_) => Failure::Network {
            task: "reach the mock".to_owned(),
            message: trouble.to_string(),
        },
    })?;
    let text = selftest::table(&proof);
    stdout(|out| out.write_all(printable(&text, true).as_bytes()))?;
    Ok(Exit::of_findings(!proof.is_whole()))
}
