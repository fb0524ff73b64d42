//! What was said in chat sessions.

use super::{Failure, Instant, rows};
use rusqlite::{Connection, Row};

/// A message of a chat session.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct MessageRow {
    pub(crate) id: i32,
    pub(crate) session: i32,
    /// `ToCustomer`, `ToUser` or `Special`.
    pub(crate) kind: String,
    pub(crate) message: String,
    pub(crate) author: String,
    pub(crate) read_by_customer: i32,
    pub(crate) special_type: String,
    pub(crate) special_param: String,
    pub(crate) when_posted: Instant,
}

/// The messages of a session behind the message `after`, the oldest first; not all where there are many.
pub(crate) fn of_session(
    connection: &Connection,
    session: i32,
    after: i32,
) -> Result<Vec<MessageRow>, Failure> {
    let sql = "SELECT id, chat_session_id, type, message, author, read_by_customer, special_type, \
         special_param, when_posted FROM chat_message WHERE chat_session_id = ?1 AND id > ?2 \
         ORDER BY id LIMIT 1000";
    let mut statement = connection.prepare_cached(sql)?;
    let (said, _) = rows::collect(statement.query((session, after))?, message)?;
    Ok(said)
}

/// Stores a message; with an id of 0 it gets the next. Gives its id.
pub(crate) fn insert(connection: &Connection, row: &MessageRow) -> Result<i32, Failure> {
    let sql = "INSERT INTO chat_message (id, chat_session_id, type, message, author, \
         read_by_customer, special_type, special_param, when_posted) \
         VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    connection.prepare_cached(sql)?.execute((
        row.id,
        row.session,
        &row.kind,
        &row.message,
        &row.author,
        row.read_by_customer,
        &row.special_type,
        &row.special_param,
        row.when_posted,
    ))?;
    let id = connection.last_insert_rowid();
    i32::try_from(id).map_err(|_| Failure::Broken("there are no ids left".to_owned()))
}

fn message(row: &Row<'_>) -> rusqlite::Result<MessageRow> {
    Ok(MessageRow {
        id: row.get(0)?,
        session: row.get(1)?,
        kind: row.get(2)?,
        message: row.get(3)?,
        author: row.get(4)?,
        read_by_customer: row.get(5)?,
        special_type: row.get(6)?,
        special_param: row.get(7)?,
        when_posted: row.get(8)?,
    })
}
