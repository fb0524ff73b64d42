//! Runs over the pages of the chat service against mocks that break promises.

use bindery_conformance::check::{Policy, Undocumented};
use bindery_conformance::drive::{self, Run};
use bindery_conformance::effects::Effect;
use bindery_conformance::judge::{Judge, select};
use bindery_conformance::mock::{self, Injected, Server};
use bindery_conformance::plan::{self, Plan};
use bindery_conformance::report::{Collector, Document, Known, Reporter};
use bindery_conformance::send::credentials::{Credentials, Origin};
use bindery_conformance::send::request::Base;
use bindery_conformance::send::{self, Sender};
use bindery_generator::dialect::{Choice, builtin};
use bindery_generator::read_reference;
use bindery_model::SourceMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What a run finds where the mock has these faults.
pub(crate) fn run(faults: &[&str]) -> Document {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    runtime.block_on(against_mock(faults))
}

async fn against_mock(faults: &[&str]) -> Document {
    let sources = Arc::new(pages());
    let dialects = builtin().expect("the built-in dialects are right");
    let api = Arc::new(read_reference(&sources, Choice::Auto(&dialects)).api);
    let origin = Origin::parse("basic:bindery:bindery").expect("it is right");
    let credentials = Credentials::new(&api, Some(origin)).expect("they are taken");
    let right = credentials.given().await.expect("they are given");
    let faults = faults.iter().map(|one| Injected::parse(one));
    let options = mock::Options {
        credentials: right.headers.to_vec(),
        faults: faults.collect::<Result<_, _>>().expect("they are known"),
        ..mock::Options::default()
    };
    let server = Server::spawn(Arc::clone(&api), Arc::clone(&sources), options);
    let (address, handle) = server.await.expect("it is served");
    let plan = Plan::new(
        &api,
        &plan::Options {
            // Deletes are not allowed, so that something is not reached.
            allowed: [Effect::Create, Effect::Update].into_iter().collect(),
            foreign: true,
            has_credentials: true,
            ..plan::Options::default()
        },
    );
    let policy = Policy {
        undocumented: Undocumented::Additive,
        ..Policy::default()
    };
    let checks = select(&[], &[]).expect("all checks are known");
    let judge = Judge::new(&api, &sources, &policy, checks);
    let mut collector = Collector::new(&api, &sources, &plan.effects, Known::default());
    let run = Run {
        api: &api,
        plan: &plan,
        judge: &judge,
        sender: &Sender::new(send::Options::default()).expect("it is made"),
        credentials: &credentials,
        base: &Base {
            url: format!("http://{address}"),
            headers: Vec::new(),
        },
        jobs: 4,
        patience: usize::MAX,
        stop: Arc::new(AtomicBool::new(false)),
    };
    let done = drive::run(&run, &mut |event| collector.event(&event)).await;
    done.expect("the mock is reached");
    collector.finish();
    handle.stop().await;
    collector.document()
}

fn pages() -> SourceMap {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut sources = SourceMap::new();
    add(&house, &house.join("specs/pages"), &mut sources);
    sources
}

fn add(house: &Path, folder: &Path, sources: &mut SourceMap) {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(house, &path, sources);
        } else if path
            .extension()
            .is_some_and(|one| one == "md" || one == "txt")
        {
            let text = std::fs::read_to_string(&path).expect("the page can be read");
            let name = path.strip_prefix(house).unwrap_or(&path);
            sources.add(name.to_string_lossy(), text);
        }
    }
}
