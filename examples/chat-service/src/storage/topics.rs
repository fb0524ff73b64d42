//! Chat topics, and who belongs to them.

use super::{Failure, Instant};
use rusqlite::{Connection, OptionalExtension, Row};

/// A chat topic; what is not of its own column is in `body`, as JSON.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    pub(crate) id: i32,
    pub(crate) bot_enabled: bool,
    pub(crate) welcome_message: String,
    pub(crate) last_accept: Instant,
    pub(crate) body: String,
}

/// What a member of a topic may do there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Membership {
    pub(crate) can_respond: bool,
    pub(crate) is_manager: bool,
}

const SELECT: &str = "SELECT t.id, t.bot_enabled, t.welcome_message, t.last_accept, t.body FROM topic t \
     JOIN topic_member m ON m.topic_id = t.id AND m.associate_id = ?1 \
     AND m.can_respond + m.notifications + m.listen + m.manager > 0";

/// The topic `id`, where `caller` belongs to it.
pub(crate) fn get(connection: &Connection, caller: i32, id: i32) -> Result<Option<Topic>, Failure> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE t.id = ?2"))?;
    Ok(statement.query_row((caller, id), topic).optional()?)
}

/// The topics that `caller` belongs to.
pub(crate) fn of_caller(connection: &Connection, caller: i32) -> Result<Vec<Topic>, Failure> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} ORDER BY t.id LIMIT 1000"))?;
    let rows = statement.query_map([caller], topic)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What `associate` may do on a topic; nothing where he or she does not belong to it.
pub(crate) fn membership(
    connection: &Connection,
    topic: i32,
    associate: i32,
) -> Result<Membership, Failure> {
    let sql =
        "SELECT can_respond, manager FROM topic_member WHERE topic_id = ?1 AND associate_id = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        Ok(Membership {
            can_respond: row.get(0)?,
            is_manager: row.get(1)?,
        })
    };
    let found = statement.query_row((topic, associate), read).optional()?;
    Ok(found.unwrap_or_default())
}

/// Remembers that an agent has just answered on a topic.
pub(crate) fn answered(connection: &Connection, topic: i32, now: Instant) -> Result<(), Failure> {
    connection
        .prepare_cached("UPDATE topic SET last_accept = ?2 WHERE id = ?1")?
        .execute((topic, now))?;
    Ok(())
}

fn topic(row: &Row<'_>) -> rusqlite::Result<Topic> {
    Ok(Topic {
        id: row.get(0)?,
        bot_enabled: row.get(1)?,
        welcome_message: row.get(2)?,
        last_accept: row.get(3)?,
        body: row.get(4)?,
    })
}
