//! A session in place of another.

use super::{access, entity, status};
use crate::caller::Caller;
use crate::headers;
use crate::storage::sessions::{self, Session, SessionRow};
use crate::storage::{Failure, Instant};
use axum::http::HeaderMap;
use chat_server_stub::types::ChatSessionEntity;
use rusqlite::Connection;

/// Stores a session over the one that is there.
pub(crate) fn replace(
    connection: &Connection,
    caller: &Caller,
    id: i32,
    entity: ChatSessionEntity,
    headers: &HeaderMap,
) -> Result<Session, Failure> {
    let old = access::session(connection, caller, id)?;
    headers::check_unmodified(headers, old.row.changed)?;
    store(connection, caller, &old.row, entity::row_of(entity, id)?)
}

/// Stores `new` over `old`, which the caller may see.
pub(super) fn store(
    connection: &Connection,
    caller: &Caller,
    old: &SessionRow,
    mut new: SessionRow,
) -> Result<Session, Failure> {
    access::check_write(connection, caller, old.topic_id)?;
    if new.topic_id == 0 {
        new.topic_id = old.topic_id;
    }
    if new.topic_id != old.topic_id {
        access::topic(connection, caller, new.topic_id)?;
        access::check_write(connection, caller, new.topic_id)?;
    }
    let is_closed = |row: &SessionRow| row.status.as_deref() == Some(status::CLOSED);
    if is_closed(&new) && !is_closed(old) && new.when_ended == Instant::NEVER {
        new.when_ended = Instant::now();
    }
    if is_closed(old) && !is_closed(&new) {
        new.when_ended = Instant::NEVER;
    }
    entity::check_status(&new)?;
    entity::check_references(connection, &new)?;
    entity::check_agents(connection, &new, old)?;
    sessions::update(connection, &new)?;
    access::session(connection, caller, old.id)
}
