//! New sessions.

use super::{access, defaults, entity, status};
use crate::caller::Caller;
use crate::storage::sessions::{self, Session, SessionRow};
use crate::storage::{Failure, Instant};
use chat_server_stub::types::ChatSessionEntity;
use rusqlite::Connection;

/// Stores a session as it was sent. Without a topic it is on the one that defaults have, and without
/// a secret it gets one.
pub(crate) fn create(
    connection: &Connection,
    caller: &Caller,
    entity: ChatSessionEntity,
) -> Result<Session, Failure> {
    access::check_role(caller)?;
    let mut row = entity::row_of(entity, 0)?;
    if row.topic_id == 0 {
        let usual = defaults::topic(connection, caller)?;
        row.topic_id = usual.map_or(0, |topic| topic.id);
    }
    if row.session_key.as_deref().unwrap_or("").is_empty() {
        row.session_key = Some(defaults::session_key()?);
    }
    if row.when_requested == Instant::NEVER {
        row.when_requested = Instant::now();
    }
    row.status = row
        .status
        .or_else(|| Some(status::PRE_CHAT_FORM.to_owned()));
    access::topic(connection, caller, row.topic_id)?;
    access::check_write(connection, caller, row.topic_id)?;
    entity::check_status(&row)?;
    entity::check_references(connection, &row)?;
    entity::check_agents(connection, &row, &SessionRow::default())?;
    let id = sessions::insert(connection, &row)?;
    access::session(connection, caller, id)
}

/// Stores a session with the defaults of a topic, in its queue.
pub(crate) fn on_topic(
    connection: &Connection,
    caller: &Caller,
    topic: i32,
) -> Result<Session, Failure> {
    let topic = access::topic(connection, caller, topic)?;
    access::check_write(connection, caller, topic.id)?;
    let mut row = defaults::on_topic(connection, caller, &topic)?;
    row.status = Some(status::IN_QUEUE.to_owned());
    let id = sessions::insert(connection, &row)?;
    access::session(connection, caller, id)
}
