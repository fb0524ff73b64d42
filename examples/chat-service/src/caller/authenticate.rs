//! From the credentials of a request to who calls.

use super::Caller;
use super::cookie::cookie;
use super::password::{hash_password, is_right};
use super::verified::Verified;
use crate::storage::tokens::{self, TokenKind};
use crate::storage::{Failure, Store};
use axum::http::{HeaderMap, StatusCode};
use chat_server_stub::{Credentials, Problem, Request};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The cookie of a browser session; the value of `X-XSRF-TOKEN` must go with it.
const SESSION_COOKIE: &str = "session";
/// As many passwords are looked at at once: each takes 19 MiB.
const HASHING: usize = 2;
/// The longest password that is looked at, in bytes.
const LONGEST: usize = 1024;

/// Lets callers in whose credentials are right.
#[derive(Debug)]
pub(crate) struct Gate {
    store: Arc<Store>,
    verified: Verified,
    hashing: Arc<Semaphore>,
    /// What unknown users are compared with, so that they take as long as known ones.
    nobody: Arc<str>,
}

impl Gate {
    pub(crate) fn new(store: Arc<Store>) -> Result<Self, Failure> {
        let random = |error| Failure::Broken(format!("no random bytes: {error}"));
        Ok(Gate {
            store,
            verified: Verified::new().map_err(random)?,
            hashing: Arc::new(Semaphore::new(HASHING)),
            nobody: hash_password("")?.into(),
        })
    }

    /// Who sends a request; 401 where the credentials are not right.
    pub(crate) async fn caller<P, B>(&self, request: &Request<P, B>) -> Result<Caller, Problem> {
        let Some(credentials) = &request.credentials else {
            return Err(request.unauthorized("the request has no credentials"));
        };
        let caller = self.owner(credentials, &request.headers).await?;
        // What was wrong is not told, lest it be guessed piece by piece.
        caller.ok_or_else(|| request.unauthorized("the credentials are not right"))
    }

    async fn owner(
        &self,
        credentials: &Credentials,
        headers: &HeaderMap,
    ) -> Result<Option<Caller>, Problem> {
        let (kind, token, xsrf) = match credentials {
            Credentials::Basic(user, password) => return self.user(user, password).await,
            Credentials::Bearer(token) => (TokenKind::Bearer, token.as_str(), None),
            Credentials::Authorization(_, ticket) => (TokenKind::Ticket, ticket.as_str(), None),
            Credentials::Header(_, xsrf) => match cookie(headers, SESSION_COOKIE) {
                Some(session) => (TokenKind::Session, session, Some(xsrf.clone())),
                None => return Ok(None),
            },
        };
        let token = token.to_owned();
        let reading = self
            .store
            .read(move |connection| tokens::owner(connection, kind, &token, xsrf.as_deref()));
        Ok(reading.await?)
    }

    async fn user(&self, user: &str, password: &str) -> Result<Option<Caller>, Problem> {
        if password.len() > LONGEST {
            return Ok(None);
        }
        let login = user.to_owned();
        let reading = self
            .store
            .read(move |connection| tokens::user(connection, &login));
        let (caller, hash): (Option<Caller>, Arc<str>) = match reading.await? {
            Some((caller, hash)) => (Some(caller), hash.into()),
            None => (None, Arc::clone(&self.nobody)),
        };
        let mark = self.verified.mark(user, password, &hash);
        if self.verified.has(&mark) {
            return Ok(caller);
        }
        let busy = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the service is ending");
        let permit = Arc::clone(&self.hashing).acquire_owned().await;
        let permit = permit.map_err(|_| busy())?;
        // Another request of the same caller may have been looked at meanwhile.
        if self.verified.has(&mark) {
            return Ok(caller);
        }
        let password = password.to_owned();
        let hashing = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            is_right(&password, &hash)
        });
        let is_right = hashing.await.map_err(|_| busy())?;
        let caller = caller.filter(|_| is_right);
        if caller.is_some() {
            self.verified.keep(mark);
        }
        Ok(caller)
    }
}
