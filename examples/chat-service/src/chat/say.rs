//! Messages of a chat.

use super::entity::{MESSAGE, moment, text};
use super::{access, status};
use crate::caller::Caller;
use crate::storage::messages::{self, MessageRow};
use crate::storage::sessions;
use crate::storage::{Failure, Instant};
use axum::http::StatusCode;
use chat_server_stub::types::ChatMessage;
use rusqlite::Connection;

/// Directions of a message.
const KINDS: &[&str] = &["ToCustomer", "ToUser", "Special"];

/// What was said in a session behind the message `after`.
pub(crate) fn said(
    connection: &Connection,
    caller: &Caller,
    session: i32,
    after: i32,
) -> Result<Vec<MessageRow>, Failure> {
    access::session(connection, caller, session)?;
    messages::of_session(connection, session, after)
}

/// Says something in a session, whose state follows.
pub(crate) fn say(
    connection: &Connection,
    caller: &Caller,
    session: i32,
    message: ChatMessage,
) -> Result<MessageRow, Failure> {
    let mut row = access::session(connection, caller, session)?.row;
    access::check_write(connection, caller, row.topic_id)?;
    let kind = message.type_.unwrap_or_else(|| KINDS[0].to_owned());
    if !KINDS.contains(&&*kind) {
        let detail = format!("`Type` must be one of {}", KINDS.join(", "));
        return Err(Failure::refused(StatusCode::UNPROCESSABLE_ENTITY, detail));
    }
    let now = Instant::now();
    let posted = moment("WhenPosted", message.when_posted)?;
    let mut said = MessageRow {
        id: 0,
        session,
        message: text("Message", message.message, MESSAGE)?.unwrap_or_default(),
        author: text("Author", message.author, 255)?.unwrap_or_else(|| caller.full_name.clone()),
        read_by_customer: i32::from(message.read_by_customer.unwrap_or(0) != 0),
        special_type: text("SpecialType", message.special_type, 255)?
            .unwrap_or_else(|| "None".to_owned()),
        special_param: text("SpecialParam", message.special_param, 2000)?.unwrap_or_default(),
        when_posted: if posted == Instant::NEVER {
            now
        } else {
            posted
        },
        kind,
    };
    said.id = messages::insert(connection, &said)?;
    let is_closed = row.status.as_deref() == Some(status::CLOSED);
    if said.kind != "Special" {
        let is_first = row.first_message.as_deref().unwrap_or("").is_empty();
        if is_first {
            row.first_message = Some(said.message.clone());
        }
        row.last_message = Some(said.message.clone());
        if !is_closed {
            let last = if said.kind == "ToUser" {
                status::CUSTOMER_LAST
            } else {
                status::USER_LAST
            };
            row.status = Some(last.to_owned());
        }
    }
    row.when_idle = now;
    sessions::update(connection, &row)?;
    Ok(said)
}
