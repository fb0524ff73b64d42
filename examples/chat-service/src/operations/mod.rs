//! What answers each documented operation, a file a resource.

mod associate_agent;
mod chat_agent;
mod chat_session;
mod chat_topic;
mod contact;
mod person;
mod project;
mod sale;
mod ticket;

use crate::caller::{Caller, Gate};
use crate::faults::Fault;
use crate::headers::{self, View};
use crate::present::Beholder;
use crate::storage::carriers::{self, Carrier};
use crate::storage::sessions::Session;
use crate::storage::{Failure, Store};
use axum::http::StatusCode;
use axum::http::header::LAST_MODIFIED;
use chat_server_stub::{Problem, ReplyHeaders, Request, Routes};
use rusqlite::Connection;
use std::sync::Arc;

/// What all operations work with.
#[derive(Debug)]
pub(crate) struct Service {
    store: Arc<Store>,
    gate: Gate,
    fault: Option<Fault>,
}

impl Service {
    pub(crate) fn new(store: Store, fault: Option<Fault>) -> Result<Self, Failure> {
        let store = Arc::new(store);
        let gate = Gate::new(Arc::clone(&store))?;
        Ok(Service { store, gate, fault })
    }

    /// Closes the database.
    pub(crate) async fn end(&self) -> Result<(), Failure> {
        self.store.end().await
    }

    /// Who calls, and how he or she wants to see things. 401 where the credentials are not right.
    async fn beholder<P, B>(&self, request: &Request<P, B>) -> Result<Beholder, Problem> {
        let caller = self.gate.caller(request).await?;
        let view = View::of(&request.headers, &request.reply)?;
        Ok(Beholder { caller, view })
    }

    async fn read<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&Connection, &Caller) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Problem> {
        let caller = caller.clone();
        let read = self.store.read(move |connection| work(connection, &caller));
        Ok(read.await?)
    }

    async fn write<T: Send + 'static>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&Connection, &Caller) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Problem> {
        let caller = caller.clone();
        let written = self
            .store
            .write(move |connection| work(connection, &caller));
        Ok(written.await?)
    }

    /// A row that this API only reads, as JSON.
    async fn carrier(&self, carrier: Carrier, id: i32) -> Result<Option<String>, Problem> {
        let read = self
            .store
            .read(move |connection| carriers::get(connection, carrier, id));
        Ok(read.await?)
    }

    /// The same, for operations that document nothing for one that is not there.
    async fn known_carrier(&self, carrier: Carrier, id: i32) -> Result<String, Problem> {
        self.carrier(carrier, id).await?.ok_or_else(|| {
            let detail = format!("there is no {} with this id", carrier.name());
            Problem::new(StatusCode::NOT_FOUND, detail)
        })
    }
}

/// Tells when a session was changed last.
fn tell_changed(session: &Session, reply: &ReplyHeaders) {
    if let Some(value) = headers::last_modified(session.row.changed) {
        reply.set(LAST_MODIFIED, value);
    }
}

/// What routes to the operations of a service.
pub(crate) fn routes(service: &Arc<Service>) -> Vec<Routes> {
    vec![
        chat_server_stub::associate_agent::routes(service),
        chat_server_stub::chat_agent::routes(service),
        chat_server_stub::chat_session::routes(service),
        chat_server_stub::chat_topic::routes(service),
        chat_server_stub::contact::routes(service),
        chat_server_stub::contact_agent::routes(service),
        chat_server_stub::person::routes(service),
        chat_server_stub::person_agent::routes(service),
        chat_server_stub::project::routes(service),
        chat_server_stub::sale::routes(service),
        chat_server_stub::sale_agent::routes(service),
        chat_server_stub::ticket::routes(service),
    ]
}
