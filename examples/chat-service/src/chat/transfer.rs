//! From one agent to another: offered, then accepted or rejected.

use super::{access, status};
use crate::caller::Caller;
use crate::storage::sessions::{self, Session};
use crate::storage::{Failure, Instant, carriers, topics};
use axum::http::StatusCode;
use rusqlite::Connection;

/// Offers the caller's own open chat to another agent who can respond on the topic. Otherwise
/// nothing happens.
pub(crate) fn offer(
    connection: &Connection,
    caller: &Caller,
    id: i32,
    to: &str,
) -> Result<Session, Failure> {
    let mut session = access::session(connection, caller, id)?;
    access::check_write(connection, caller, session.row.topic_id)?;
    let Some(agent) = carriers::associate_named(connection, to)? else {
        let detail = "there is no associate with this login name or key";
        return Err(Failure::refused(StatusCode::NOT_FOUND, detail));
    };
    let row = &mut session.row;
    let is_own = row.user_id == Some(caller.id) && agent != caller.id;
    let is_open = row.status.as_deref() != Some(status::CLOSED);
    if !is_own || !is_open || !topics::membership(connection, row.topic_id, agent)?.can_respond {
        return Ok(session);
    }
    row.transfer_to_id = Some(agent);
    row.when_idle = Instant::now();
    sessions::update(connection, row)?;
    access::session(connection, caller, id)
}

/// Takes over an open chat that was offered to the caller. Otherwise nothing happens.
pub(crate) fn accept(
    connection: &Connection,
    caller: &Caller,
    id: i32,
) -> Result<Session, Failure> {
    let mut session = access::session(connection, caller, id)?;
    access::check_write(connection, caller, session.row.topic_id)?;
    let row = &mut session.row;
    let is_closed = row.status.as_deref() == Some(status::CLOSED);
    if row.transfer_to_id != Some(caller.id) || is_closed {
        return Ok(session);
    }
    let now = Instant::now();
    row.user_id = Some(caller.id);
    row.transfer_to_id = None;
    row.when_idle = now;
    row.chatbot_is_active = false;
    row.rank = sessions::free_rank(connection, caller.id, row.id)?;
    if row.when_started == Instant::NEVER {
        row.when_started = now;
    }
    sessions::update(connection, row)?;
    access::session(connection, caller, id)
}

/// Turns down what was offered to the caller; it stays with whom it was. Otherwise nothing happens.
pub(crate) fn reject(
    connection: &Connection,
    caller: &Caller,
    id: i32,
) -> Result<Session, Failure> {
    let mut session = access::session(connection, caller, id)?;
    access::check_write(connection, caller, session.row.topic_id)?;
    let row = &mut session.row;
    if row.transfer_to_id != Some(caller.id) {
        return Ok(session);
    }
    row.transfer_to_id = None;
    row.when_idle = Instant::now();
    sessions::update(connection, row)?;
    access::session(connection, caller, id)
}
