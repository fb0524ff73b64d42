//! What chats are about and who takes part in them: rows that this API only reads.

use super::Failure;
use rusqlite::{Connection, OptionalExtension};

/// A table of such rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    Associate,
    Contact,
    Person,
    Project,
    Sale,
    Ticket,
}

impl Carrier {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Carrier::Associate => "associate",
            Carrier::Contact => "contact",
            Carrier::Person => "person",
            Carrier::Project => "project",
            Carrier::Sale => "sale",
            Carrier::Ticket => "ticket",
        }
    }
}

/// The row `id` as JSON.
pub(crate) fn get(
    connection: &Connection,
    carrier: Carrier,
    id: i32,
) -> Result<Option<String>, Failure> {
    let sql = format!("SELECT body FROM {} WHERE id = ?1", carrier.name());
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// The associate of this login name or key, who has not left.
pub(crate) fn associate_named(
    connection: &Connection,
    login_or_key: &str,
) -> Result<Option<i32>, Failure> {
    let sql = "SELECT id FROM associate WHERE deleted = 0 AND (login = ?1 OR name = ?1 OR id = ?2)";
    let key: Option<i32> = login_or_key.parse().ok();
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row((login_or_key, key), |row| row.get(0));
    Ok(found.optional()?)
}
