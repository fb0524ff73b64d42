//! The end of a session.

use super::access;
use crate::caller::Caller;
use crate::headers;
use crate::storage::{Failure, sessions};
use axum::http::HeaderMap;
use rusqlite::Connection;

/// Removes a session for good, with what was said in it.
pub(crate) fn remove(
    connection: &Connection,
    caller: &Caller,
    id: i32,
    headers: &HeaderMap,
) -> Result<(), Failure> {
    let session = access::session(connection, caller, id)?;
    access::check_delete(connection, caller, session.row.topic_id)?;
    headers::check_unmodified(headers, session.row.changed)?;
    sessions::delete(connection, id)
}
