//! `bindery conform`: whether a live server keeps what the pages promise.

mod choices;
mod recorded;
pub(super) mod reports;
mod self_test;

use super::Session;
use crate::args::Conform;
use crate::exit::{Exit, Failure, doing};
use crate::interrupt;
use crate::reading::Reading;
use crate::service::{Service, Start};
use crate::terminal::{printable, stdout};
use bindery_conformance::drive::{self, CannotStart, Run};
use bindery_conformance::event::Reason;
use bindery_conformance::judge::Judge;
use bindery_conformance::plan::{self, Plan, Planned};
use bindery_conformance::report::{Collector, Har, Reporter, Secrets, Terminal as Progress};
use bindery_conformance::send::credentials::Credentials;
use bindery_conformance::send::{self, Sender};
use choices::Choices;
pub(super) use reports::Judged;

pub(super) fn run(args: &Conform, session: &Session<'_>) -> Result<Exit, Failure> {
    let choices = Choices::new(args, session)?;
    let reading = session.read(&args.pages.pages)?;
    if reading.operations() == 0 {
        session.terminal.nothing_read(reading.reference.pages.len());
        return Ok(Exit::Findings);
    }
    if args.server.self_test {
        return self_test::run(&choices, reading, session);
    }
    doing("the plan");
    let api = &reading.reference.api;
    let is_nowhere = |one: &&String| plan::can_show(api, one).is_empty();
    if let Some(id) = choices.findings.iter().find(is_nowhere) {
        let message =
            format!("no finding of this id can be: `{id}` names no schema and no operation");
        let help = "the id of a finding stands in the report, in the brackets behind `failed`";
        return Err(Failure::usage("use --only", message).help(help));
    }
    let plan = Plan::new(api, &choices.plan);
    let is_selected = |one: &Planned| one.left_out != Some(Reason::NotSelected);
    if !args.cases.only.is_empty() && !plan.all().any(is_selected) {
        let message = format!(
            "`{}` fits no operation, no case and no check",
            args.cases.only.join("`, `")
        );
        let help = "`--plan` without `--only` lists the operations and their cases";
        return Err(Failure::usage("use --only", message).help(help));
    }
    if args.cases.plan {
        let text = plan::table(&reading.reference.api, &plan);
        stdout(|out| out.write_all(printable(&text, true).as_bytes()))?;
        return Ok(Exit::Clean);
    }
    let judged = match &args.server.har {
        Some(path) => recorded::run(path, args, &choices, &reading, &plan, session)?,
        None => live(args, &choices, &reading, &plan, session)?,
    };
    judged.print(session.terminal);
    Ok(judged.exit())
}

/// Whether bindery.yaml says what is to be asked.
pub(super) fn is_configured(session: &Session<'_>) -> bool {
    let config = &session.config.conform;
    config.serve.is_some() || config.url.is_some()
}

/// Asks what bindery.yaml says, for `bindery run`.
pub(super) fn as_configured(reading: &Reading, session: &Session<'_>) -> Result<Judged, Failure> {
    let args = Conform::default();
    let choices = Choices::new(&args, session)?;
    doing("the plan");
    let plan = Plan::new(&reading.reference.api, &choices.plan);
    live(&args, &choices, reading, &plan, session)
}

fn live(
    args: &Conform,
    choices: &Choices,
    reading: &Reading,
    plan: &Plan,
    session: &Session<'_>,
) -> Result<Judged, Failure> {
    let api = &reading.reference.api;
    let mut service = serve(choices, session)?;
    let base = choices.base(service.as_ref().map(|one| &one.url))?;
    let origin = choices.origin.clone();
    let credentials = Credentials::new(api, origin)
        .map_err(|message| Failure::usage("use the credentials", message))?;
    let options = send::Options {
        is_direct: service.is_some(),
        ..choices.sender.clone()
    };
    let sender = Sender::new(options)
        .map_err(|wrong| Failure::usage("prepare requests", wrong.to_string()))?;
    let judge = Judge::new(
        api,
        &reading.sources,
        &choices.policy,
        choices.checks.clone(),
    )
    .of_findings(choices.findings.clone());
    let mut collector = Collector::new(api, &reading.sources, &plan.effects, choices.known.clone())
        .with_bodies(reports::bodies(choices, session));
    let mut progress = Progress::new(api, session.terminal.is_quiet());
    let mut secrets = Secrets::new(choices.origin.as_ref());
    let mut har = args.reports.write_har.as_ref().map(|_| Har::default());
    doing(format!("the run against {}", base.url));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::io("start", "threads", error))?;
    // Ctrl-C lets the run end and tidy up.
    let stop = interrupt::noticed()?;
    let done = runtime.block_on(async {
        let run = Run {
            api,
            plan,
            judge: &judge,
            sender: &sender,
            credentials: &credentials,
            base: &base,
            jobs: choices.jobs,
            patience: choices.patience,
            stop,
        };
        drive::run(&run, &mut |event| {
            let event = secrets.hidden(event);
            collector.event(&event);
            progress.event(&event);
            if let Some(har) = &mut har {
                har.event(&event);
            }
        })
        .await
    });
    progress.finish();
    collector.finish();
    let died = service.as_mut().and_then(Service::ended);
    drop(service);
    match done {
        Ok(()) => {}
        Err(CannotStart::Unreachable(message)) => {
            let task = format!("reach {}", base.url);
            let message = match died {
                Some(how) => format!("{message}\n{how}"),
                None => message,
            };
            return Err(Failure::Network { task, message });
        }
        Err(CannotStart::Credentials(message)) => {
            return Err(Failure::usage("get credentials", message));
        }
    }
    let har = har.map(|har| har.text());
    let mut judged = reports::write(args, choices, &mut collector, har, session)?;
    judged.died = died;
    Ok(judged)
}

/// The service that bindery.yaml says how to start, unless the arguments name a server.
fn serve(choices: &Choices, session: &Session<'_>) -> Result<Option<Service>, Failure> {
    let Some(serve) = &choices.serve else {
        return Ok(None);
    };
    doing("the start of the service");
    let start = Start {
        serve,
        url: choices.url.as_deref(),
        folder: &session.paths.of_config("."),
        sender: &choices.sender,
        terminal: session.terminal,
    };
    Service::start(&start).map(Some)
}
