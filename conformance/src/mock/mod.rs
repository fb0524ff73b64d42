//! A server that keeps every promise of the pages, or breaks the one that it is told to.
//!
//! ```text
//! connection ─ serve ─▶ Asked ─ router, request ─▶ what is asked for ─ answer, state ─▶ Reply ─ serve ─▶ connection
//!                                                           faults ─▶ ─────────────▶
//! ```
//!
//! Only `serve` knows of sockets and time: [`Mock::reply`] is a function of the request and of what
//! requests before it stored.

mod answer;
pub mod faults;
mod log;
mod options;
mod pipeline;
mod problem;
mod reply;
mod request;
mod router;
mod serve;
mod state;

pub use log::Entry;
pub use options::{Answers, Injected, Limits, Options};
pub use reply::{Reply, Wire};
pub use request::Asked;
pub use serve::{Handle, Server, router};

use self::router::Router;
use answer::Prepared;
use bindery_model::{ResolvedApi, SourceMap};
use faults::Fault;
use state::{Resources, Store};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// What answers requests.
pub struct Mock {
    api: Arc<ResolvedApi>,
    sources: Arc<SourceMap>,
    options: Options,
    router: Router,
    prepared: Vec<Prepared>,
    resources: Resources,
    store: Mutex<Store>,
    injected: RwLock<Arc<[Injected]>>,
}

impl Mock {
    /// A mock of `api`. Answers are made when they are first asked for.
    pub fn new(api: Arc<ResolvedApi>, sources: Arc<SourceMap>, options: Options) -> Self {
        let resources = match options.stateful {
            true => Resources::new(&api),
            false => Resources::default(),
        };
        Mock {
            router: Router::new(&api),
            prepared: api.operations.iter().map(Prepared::new).collect(),
            resources,
            store: Mutex::default(),
            injected: RwLock::new(options.faults.clone().into()),
            options,
            api,
            sources,
        }
    }

    /// From here on breaks these promises and no others.
    pub fn inject(&self, faults: Vec<Injected>) {
        let mut injected = self
            .injected
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *injected = faults.into();
    }

    /// Forgets what requests created, changed and deleted.
    pub fn forget(&self) {
        *self.store.lock().unwrap_or_else(PoisonError::into_inner) = Store::default();
    }

    /// The promises that are broken for an operation, or for requests that are of none.
    fn broken(&self, operation: Option<usize>) -> Vec<&'static Fault> {
        let injected = self.injected.read().unwrap_or_else(PoisonError::into_inner);
        if injected.is_empty() {
            return Vec::new();
        }
        let id = operation.map(|at| self.api.operations[at].id.value.as_str());
        let is_meant = |one: &&Injected| one.operation.is_none() || one.operation.as_deref() == id;
        let meant = injected.iter().filter(is_meant);
        meant.map(|one| one.fault).collect()
    }
}

#[cfg(test)]
mod tests;
