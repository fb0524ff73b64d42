//! What callers prove themselves with.

use super::Failure;
use crate::caller::{Caller, Role};
use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

/// What a token is sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Bearer,
    /// The cookie of a browser session.
    Session,
    Ticket,
}

impl TokenKind {
    pub(crate) fn word(self) -> &'static str {
        match self {
            TokenKind::Bearer => "bearer",
            TokenKind::Session => "session",
            TokenKind::Ticket => "ticket",
        }
    }
}

pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Whom a token belongs to; for that of a session, where `xsrf` goes with it.
pub(crate) fn owner(
    connection: &Connection,
    kind: TokenKind,
    token: &str,
    xsrf: Option<&str>,
) -> Result<Option<Caller>, Failure> {
    let sql = "SELECT a.id, a.full_name, a.role FROM token t \
         JOIN associate a ON a.id = t.associate_id AND a.deleted = 0 \
         WHERE t.kind = ?1 AND t.hash = ?2 AND t.xsrf IS ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row((kind.word(), hash(token), xsrf.map(hash)), caller);
    Ok(found.optional()?)
}

/// A user and the hash of the password.
pub(crate) fn user(
    connection: &Connection,
    login: &str,
) -> Result<Option<(Caller, String)>, Failure> {
    let sql =
        "SELECT id, full_name, role, password FROM associate WHERE login = ?1 AND deleted = 0";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([login], |row| Ok((caller(row)?, row.get(3)?)));
    Ok(found.optional()?)
}

fn caller(row: &Row<'_>) -> rusqlite::Result<Caller> {
    let role: String = row.get(2)?;
    Ok(Caller {
        id: row.get(0)?,
        full_name: row.get(1)?,
        role: match &*role {
            "administrator" => Role::Administrator,
            "agent" => Role::Agent,
            _ => Role::Reader,
        },
    })
}
