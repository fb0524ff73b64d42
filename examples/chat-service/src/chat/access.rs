//! What a caller may see and change.

use crate::caller::{Caller, Role};
use crate::storage::Failure;
use crate::storage::sessions::{self, Session};
use crate::storage::topics::{self, Topic};
use axum::http::StatusCode;
use rusqlite::Connection;

/// A session that the caller may see; 404 for any other, whether it is there or not.
pub(crate) fn session(
    connection: &Connection,
    caller: &Caller,
    id: i32,
) -> Result<Session, Failure> {
    let found = sessions::get(connection, caller.id, id)?;
    found.ok_or_else(|| not_found("there is no chat session with this id"))
}

/// A topic that the caller belongs to; 404 for any other.
pub(crate) fn topic(connection: &Connection, caller: &Caller, id: i32) -> Result<Topic, Failure> {
    let found = topics::get(connection, caller.id, id)?;
    found.ok_or_else(|| not_found("there is no chat topic with this id"))
}

fn not_found(detail: &str) -> Failure {
    Failure::refused(StatusCode::NOT_FOUND, detail)
}

/// 403 where the caller may not change chats of a topic.
pub(super) fn check_write(
    connection: &Connection,
    caller: &Caller,
    topic: i32,
) -> Result<(), Failure> {
    check_role(caller)?;
    let member = topics::membership(connection, topic, caller.id)?;
    if member.can_respond || member.is_manager {
        return Ok(());
    }
    let detail = "changing chats of this topic is for those who can respond or manage";
    Err(Failure::refused(StatusCode::FORBIDDEN, detail))
}

/// 403 where the caller may not remove chats of a topic.
pub(super) fn check_delete(
    connection: &Connection,
    caller: &Caller,
    topic: i32,
) -> Result<(), Failure> {
    check_role(caller)?;
    let member = topics::membership(connection, topic, caller.id)?;
    if member.is_manager || caller.role == Role::Administrator {
        return Ok(());
    }
    let detail = "removing chats of this topic is for those who manage it";
    Err(Failure::refused(StatusCode::FORBIDDEN, detail))
}

pub(super) fn check_role(caller: &Caller) -> Result<(), Failure> {
    match caller.role {
        Role::Administrator | Role::Agent => Ok(()),
        Role::Reader => {
            let detail = "the role of the caller only reads";
            Err(Failure::refused(StatusCode::FORBIDDEN, detail))
        }
    }
}
