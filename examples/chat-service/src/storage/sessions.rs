//! Chat sessions: reading those that a caller may see, and storing them.

use super::columns::ListQuery;
use super::{Failure, Instant, rows};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params_from_iter};
use serde_json::{Map, Value};

/// A row of `chat_session`: its fields are columns of the same name.
macro_rules! session_row {
    ($($name:ident: $type:ty),* $(,)?) => {
        /// A chat session as it is stored.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub(crate) struct SessionRow {
            pub(crate) id: i32,
            $(pub(crate) $name: $type,)*
            pub(crate) changed: Instant,
        }

        const COLUMNS: &str = concat!("s.id, s.changed", $(", s.", stringify!($name)),*);
        const INSERT: &str = concat!(
            "INSERT INTO chat_session (id, changed", $(", ", stringify!($name),)*
            ") VALUES (:id, :changed", $(", :", stringify!($name),)* ")"
        );
        const UPDATE: &str = concat!(
            "UPDATE chat_session SET changed = :changed",
            $(", ", stringify!($name), " = :", stringify!($name),)* " WHERE id = :id"
        );

        impl SessionRow {
            fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
                Ok(SessionRow {
                    id: row.get("id")?,
                    changed: row.get("changed")?,
                    $($name: row.get(stringify!($name))?,)*
                })
            }

            fn store(&self, connection: &Connection, sql: &str, id: Option<i32>) -> Result<(), Failure> {
                let mut statement = connection.prepare_cached(sql)?;
                let values: &[(&str, &dyn ToSql)] = &[
                    (":id", &id),
                    (":changed", &Instant::now()),
                    $((concat!(":", stringify!($name)), &self.$name),)*
                ];
                statement.execute(values)?;
                Ok(())
            }
        }
    };
}

session_row! {
    topic_id: i32,
    user_id: Option<i32>,
    person_id: Option<i32>,
    customer_alias: Option<String>,
    customer_host: Option<String>,
    customer_name: Option<String>,
    customer_email: Option<String>,
    customer_phone: Option<String>,
    customer_consented: bool,
    customer_company_name: Option<String>,
    status: Option<String>,
    first_message: Option<String>,
    last_message: Option<String>,
    when_requested: Instant,
    when_started: Instant,
    when_ended: Instant,
    when_idle: Instant,
    when_fetched: Instant,
    session_key: Option<String>,
    initial_queue_pos: i32,
    alert_level: i32,
    rank: i32,
    flags: Option<String>,
    contact_id: Option<i32>,
    project_id: Option<i32>,
    sale_id: Option<i32>,
    ticket_id: Option<i32>,
    transfer_to_id: Option<i32>,
    chatbot_is_active: bool,
    rating: i32,
}

/// A chat session with what it refers to, each as JSON.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    pub(crate) row: SessionRow,
    pub(crate) user: Option<String>,
    pub(crate) person: Option<String>,
    pub(crate) contact: Option<String>,
    pub(crate) project: Option<String>,
    pub(crate) sale: Option<String>,
    pub(crate) ticket: Option<String>,
    pub(crate) transfer_to: Option<String>,
}

/// As many sessions come at once at the most.
pub(crate) const MOST: i32 = 1000;

const BODIES: &str = ", u.body AS u_body, p.body AS p_body, c.body AS c_body, j.body AS j_body, \
     a.body AS a_body, t.body AS t_body, x.body AS x_body";
const JOINS: &str = " FROM chat_session s \
     LEFT JOIN associate u ON u.id = s.user_id \
     LEFT JOIN person p ON p.id = s.person_id \
     LEFT JOIN contact c ON c.id = s.contact_id \
     LEFT JOIN project j ON j.id = s.project_id \
     LEFT JOIN sale a ON a.id = s.sale_id \
     LEFT JOIN ticket t ON t.id = s.ticket_id \
     LEFT JOIN associate x ON x.id = s.transfer_to_id";
/// Sessions of topics that the caller belongs to, who is the first parameter.
const VISIBLE: &str = " WHERE s.topic_id IN (SELECT topic_id FROM topic_member \
     WHERE associate_id = ?1 AND can_respond + notifications + listen + manager > 0)";

/// The session `id`, where `caller` may see it.
pub(crate) fn get(
    connection: &Connection,
    caller: i32,
    id: i32,
) -> Result<Option<Session>, Failure> {
    let sql = format!("SELECT {COLUMNS}{BODIES}{JOINS}{VISIBLE} AND s.id = ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row((caller, id), session).optional()?)
}

/// The sessions that `caller` may see, the latest first; not all where there are many.
pub(crate) fn of_caller(connection: &Connection, caller: i32) -> Result<Vec<Session>, Failure> {
    let sql = format!("SELECT {COLUMNS}{BODIES}{JOINS}{VISIBLE} ORDER BY s.id DESC LIMIT ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let (sessions, _) = rows::collect(statement.query((caller, MOST))?, session)?;
    Ok(sessions)
}

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        row: SessionRow::read(row)?,
        user: row.get("u_body")?,
        person: row.get("p_body")?,
        contact: row.get("c_body")?,
        project: row.get("j_body")?,
        sale: row.get("a_body")?,
        ticket: row.get("t_body")?,
        transfer_to: row.get("x_body")?,
    })
}

/// Rows of chosen columns, as many as `query` wants at the most, and whether there are more.
pub(crate) fn list(
    connection: &Connection,
    caller: i32,
    query: &ListQuery,
) -> Result<(Vec<Map<String, Value>>, bool), Failure> {
    let columns: String = query
        .columns
        .iter()
        .map(|one| format!(", {}", one.sql))
        .collect();
    let (mut condition, mut order) = (String::new(), query.order.clone());
    let mut bound: Vec<Box<dyn ToSql>> = vec![Box::new(caller)];
    if let Some(filter) = &query.filter {
        condition = format!(" AND ({})", filter.sql);
        bound.extend(filter.bound.iter().map(super::columns::to_sql));
    }
    if !order.is_empty() {
        order.push_str(", ");
    }
    bound.push(Box::new(i64::from(query.top) + 1));
    bound.push(Box::new(query.skip));
    let sql = format!(
        "SELECT s.id{columns}{JOINS}{VISIBLE}{condition} ORDER BY {order}s.id LIMIT ? OFFSET ?"
    );
    let mut statement = connection.prepare(&sql)?;
    let read = |row: &Row<'_>| {
        let mut members = Map::new();
        members.insert("PrimaryKey".to_owned(), row.get::<_, i32>(0)?.into());
        members.insert("EntityName".to_owned(), "chat".into());
        for (at, column) in query.columns.iter().enumerate() {
            members.insert(column.name.to_owned(), query.value(row, at + 1, column)?);
        }
        Ok(members)
    };
    let (mut listed, is_cut) = rows::collect(statement.query(params_from_iter(bound))?, read)?;
    let most = usize::try_from(query.top).unwrap_or(0);
    let has_more = is_cut || listed.len() > most;
    listed.truncate(most);
    Ok((listed, has_more))
}

/// Stores a new session, and gives its id.
pub(crate) fn insert(connection: &Connection, row: &SessionRow) -> Result<i32, Failure> {
    row.store(connection, INSERT, None)?;
    let id = connection.last_insert_rowid();
    i32::try_from(id).map_err(|_| Failure::Broken("there are no ids left".to_owned()))
}

/// Stores a session under an id of its own.
pub(super) fn insert_as(connection: &Connection, row: &SessionRow) -> Result<(), Failure> {
    row.store(connection, INSERT, Some(row.id))
}

/// Stores a session over the one with its id.
pub(crate) fn update(connection: &Connection, row: &SessionRow) -> Result<(), Failure> {
    row.store(connection, UPDATE, Some(row.id))
}

/// Removes a session and what was said in it.
pub(crate) fn delete(connection: &Connection, id: i32) -> Result<(), Failure> {
    connection
        .prepare_cached("DELETE FROM chat_session WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// How many wait on a topic.
pub(crate) fn queue_length(connection: &Connection, topic: i32) -> Result<i32, Failure> {
    let sql = "SELECT count(*) FROM chat_session WHERE topic_id = ?1 AND status = 'InQueue'";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([topic], |row| row.get(0))?)
}

/// The smallest rank from 1 that none of the open chats of an agent has, but for `session`.
pub(crate) fn free_rank(
    connection: &Connection,
    associate: i32,
    session: i32,
) -> Result<i32, Failure> {
    let sql = "SELECT DISTINCT rank FROM chat_session \
         WHERE user_id = ?1 AND status IS NOT 'Closed' AND id <> ?2 AND rank > 0 ORDER BY rank";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query((associate, session))?;
    let mut free = 1;
    while let Some(row) = rows.next()?
        && row.get::<_, i32>(0)? == free
    {
        free += 1;
    }
    Ok(free)
}
