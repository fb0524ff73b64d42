//! The values that a new session begins with.

use super::status::PRE_CHAT_FORM;
use crate::caller::Caller;
use crate::storage::sessions::{self, SessionRow};
use crate::storage::topics::{self, Topic};
use crate::storage::{Failure, Instant};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::Connection;

/// A session that is not stored yet, on the first topic in which the caller can respond.
pub(crate) fn row(connection: &Connection, caller: &Caller) -> Result<SessionRow, Failure> {
    if let Some(topic) = topic(connection, caller)? {
        return on_topic(connection, caller, &topic);
    }
    let now = Instant::now();
    Ok(SessionRow {
        when_requested: now,
        when_idle: now,
        when_fetched: now,
        ..SessionRow::default()
    })
}

/// The first topic in which the caller can respond.
pub(super) fn topic(connection: &Connection, caller: &Caller) -> Result<Option<Topic>, Failure> {
    for topic in topics::of_caller(connection, caller.id)? {
        if topics::membership(connection, topic.id, caller.id)?.can_respond {
            return Ok(Some(topic));
        }
    }
    Ok(None)
}

/// A session that is not stored yet, on a topic.
pub(super) fn on_topic(
    connection: &Connection,
    caller: &Caller,
    topic: &Topic,
) -> Result<SessionRow, Failure> {
    let now = Instant::now();
    let some = |text: &str| Some(text.to_owned());
    Ok(SessionRow {
        topic_id: topic.id,
        customer_alias: some(""),
        customer_host: some(""),
        customer_name: some(""),
        customer_email: some(""),
        customer_phone: some(""),
        customer_company_name: some(""),
        status: some(PRE_CHAT_FORM),
        first_message: some(""),
        last_message: some(""),
        when_requested: now,
        when_idle: now,
        when_fetched: now,
        session_key: Some(session_key()?),
        initial_queue_pos: sessions::queue_length(connection, topic.id)? + 1,
        rank: sessions::free_rank(connection, caller.id, 0)?,
        flags: some(""),
        chatbot_is_active: topic.bot_enabled,
        ..SessionRow::default()
    })
}

/// A secret that cannot be guessed: 144 bits.
pub(super) fn session_key() -> Result<String, Failure> {
    let mut bytes = [0; 18];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::Broken(format!("no random bytes: {error}")))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
