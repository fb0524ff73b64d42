//! Recorded traffic: judged as live traffic is, and nothing is sent.

use super::super::Session;
use super::choices::Choices;
use super::reports::{self, Judged};
use crate::args::Conform;
use crate::exit::{Failure, doing};
use crate::reading::Reading;
use crate::terminal::printable;
use bindery_conformance::event::Event;
use bindery_conformance::har::{self, LeftOut};
use bindery_conformance::judge::Judge;
use bindery_conformance::plan::Plan;
use bindery_conformance::report::{Collector, Reporter, Secrets};
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(
    path: &Path,
    args: &Conform,
    choices: &Choices,
    reading: &Reading,
    plan: &Plan,
    session: &Session<'_>,
) -> Result<Judged, Failure> {
    doing("the recorded traffic");
    let path = session.paths.of_argument(path);
    let shown = session.paths.shown(&path);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Failure::io("read", shown.clone(), error))?;
    let api = &reading.reference.api;
    let archive = har::read(&text, api).map_err(|error| {
        Failure::usage("read the recorded traffic", format!("{shown}: {error}"))
    })?;
    if let Some(line) = left_out(&archive.left_out) {
        session.terminal.print(&printable(&line, true));
    }
    let judge = Judge::new(
        api,
        &reading.sources,
        &choices.policy,
        choices.checks.clone(),
    )
    .of_findings(choices.findings.clone());
    let mut collector = Collector::new(api, &reading.sources, &plan.effects, choices.known.clone())
        .with_bodies(reports::bodies(choices, session));
    let mut secrets = Secrets::default();
    for (case, exchange) in archive.recorded {
        let verdicts = judge.judge(&case, &exchange, &[]);
        collector.event(&secrets.hidden(Event::Judged {
            case: Arc::new(case),
            exchange: Arc::new(exchange),
            verdicts,
        }));
    }
    collector.event(&Event::Ended { early: None });
    collector.finish();
    reports::write(args, choices, &mut collector, None, session)
}

/// How many entries of an archive cannot be judged, and which are the first.
fn left_out(all: &[LeftOut]) -> Option<String> {
    const SHOWN: usize = 3;
    let told = all.iter().take(SHOWN);
    let told: Vec<String> = told
        .map(|one| format!("{} ({})", one.what, one.because))
        .collect();
    let more = if all.len() > SHOWN { ", ..." } else { "" };
    let number = match all.len() {
        0 => return None,
        1 => "1 entry".to_owned(),
        number => format!("{number} entries"),
    };
    let told = told.join(", ");
    Some(format!("{number} of the archive left out: {told}{more}\n"))
}
