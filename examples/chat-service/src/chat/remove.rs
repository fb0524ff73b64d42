//! The end of a session.

use super::access;
use crate::caller::Caller;
use crate::storage::{Failure, sessions};
use rusqlite::Connection;

/// Removes a session for good, with what was said in it.
pub(crate) fn remove(connection: &Connection, caller: &Caller, id: i32) -> Result<(), Failure> {
    let session = access::session(connection, caller, id)?;
    access::check_delete(connection, caller, session.row.topic_id)?;
    sessions::delete(connection, id)
}
