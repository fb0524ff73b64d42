//! Answering a chat that waits.

use super::{access, status};
use crate::caller::Caller;
use crate::storage::messages::{self, MessageRow};
use crate::storage::sessions::{self, Session};
use crate::storage::{Failure, Instant, topics};
use rusqlite::Connection;

/// Gives the caller a chat that waits in the queue, and the customer the greeting of its topic.
/// Nothing where it does not wait.
pub(crate) fn pick_up(
    connection: &Connection,
    caller: &Caller,
    id: i32,
) -> Result<Option<Session>, Failure> {
    let Session { mut row, .. } = access::session(connection, caller, id)?;
    access::check_write(connection, caller, row.topic_id)?;
    if row.status.as_deref() != Some(status::IN_QUEUE) {
        return Ok(None);
    }
    let now = Instant::now();
    let topic = access::topic(connection, caller, row.topic_id)?;
    row.user_id = Some(caller.id);
    row.status = Some(status::USER_LAST.to_owned());
    row.when_started = now;
    row.when_idle = now;
    row.chatbot_is_active = false;
    row.rank = sessions::free_rank(connection, caller.id, row.id)?;
    row.last_message = Some(topic.welcome_message.clone());
    sessions::update(connection, &row)?;
    topics::answered(connection, topic.id, now)?;
    let greeting = MessageRow {
        session: id,
        kind: "ToCustomer".to_owned(),
        message: topic.welcome_message,
        author: caller.full_name.clone(),
        special_type: "None".to_owned(),
        when_posted: now,
        ..MessageRow::default()
    };
    messages::insert(connection, &greeting)?;
    access::session(connection, caller, id).map(Some)
}
