//! Demo rows: users, topics, sessions and what they are about, under the keys that the pages show.

use super::messages::{self, MessageRow};
use super::tokens::{TokenKind, hash};
use super::{Failure, Instant, sessions};
use crate::caller::hash_password;
use crate::chat::entity::row_of;
use chat_server_stub::types::{ChatMessage, ChatSessionEntity};
use rusqlite::{Connection, TransactionBehavior};
use serde::Deserialize;
use serde_json::Value;

/// The password of every demo user; it is that of the pages' samples.
const PASSWORD: &str = "only-a-sample";

/// Tables that are rows of a key and JSON.
const PLAIN: &[(&str, &str, &str)] = &[
    (
        "contact",
        "ContactId",
        include_str!("../../seed/contacts.json"),
    ),
    (
        "person",
        "PersonId",
        include_str!("../../seed/persons.json"),
    ),
    (
        "project",
        "ProjectId",
        include_str!("../../seed/projects.json"),
    ),
    ("sale", "SaleId", include_str!("../../seed/sales.json")),
    (
        "ticket",
        "TicketId",
        include_str!("../../seed/tickets.json"),
    ),
];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct User {
    associate_id: i64,
    #[serde(rename = "role")]
    role: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Member {
    topic_id: i64,
    associate_id: i64,
    #[serde(rename = "rights")]
    rights: Vec<String>,
}

/// Fills a database that has no users yet; any other is left alone.
pub(super) fn run(connection: &mut Connection) -> Result<(), Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let users: i64 =
        transaction.query_row("SELECT count(*) FROM associate", [], |row| row.get(0))?;
    if users > 0 {
        return Ok(());
    }
    for (table, key, text) in PLAIN {
        let rows: Vec<Value> = serde_json::from_str(text)?;
        let sql = format!("INSERT INTO {table} (id, body) VALUES (?1, ?2)");
        for row in rows {
            transaction.execute(&sql, (row[key].as_i64(), row.to_string()))?;
        }
    }
    associates(&transaction)?;
    topics(&transaction)?;
    chats(&transaction)?;
    transaction.commit()?;
    Ok(())
}

fn associates(connection: &Connection) -> Result<(), Failure> {
    let rows: Vec<Value> = serde_json::from_str(include_str!("../../seed/associates.json"))?;
    let users: Vec<User> = serde_json::from_str(include_str!("../../seed/users.json"))?;
    // One hash for all: argon2 takes its time, and the password is known anyway.
    let password = hash_password(PASSWORD)?;
    let sql = "INSERT INTO associate (id, login, name, full_name, role, password, body) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    for row in rows {
        let id = row["AssociateId"].as_i64().unwrap_or(0);
        let user = users.iter().find(|one| one.associate_id == id);
        let role = user.map_or("reader", |user| &user.role);
        let text = |name: &str| row[name].as_str().unwrap_or("").to_owned();
        let (login, name, full_name) = (text("UserName"), text("Name"), text("FullName"));
        let values = (
            id,
            &login,
            name,
            full_name,
            role,
            &password,
            row.to_string(),
        );
        connection.execute(sql, values)?;
        token(connection, TokenKind::Bearer, &login, id)?;
        token(connection, TokenKind::Ticket, &login, id)?;
        token(connection, TokenKind::Session, &login, id)?;
    }
    Ok(())
}

/// Demo tokens can be guessed from the login name: `demo-bearer-helpdesk`, `demo-xsrf-helpdesk`.
fn token(connection: &Connection, kind: TokenKind, login: &str, id: i64) -> Result<(), Failure> {
    let token = format!("demo-{}-{login}", kind.word());
    let xsrf = (kind == TokenKind::Session).then(|| hash(&format!("demo-xsrf-{login}")));
    connection.execute(
        "INSERT INTO token (kind, hash, xsrf, associate_id) VALUES (?1, ?2, ?3, ?4)",
        (kind.word(), hash(&token), xsrf, id),
    )?;
    Ok(())
}

fn topics(connection: &Connection) -> Result<(), Failure> {
    let rows: Vec<Value> = serde_json::from_str(include_str!("../../seed/topics.json"))?;
    let sql = "INSERT INTO topic (id, bot_enabled, welcome_message, last_accept, body) \
         VALUES (?1, ?2, ?3, ?4, ?5)";
    for row in rows {
        let text = |name: &str| row[name].as_str().unwrap_or("");
        connection.execute(
            sql,
            (
                row["ChatTopicId"].as_i64(),
                row["BotEnabled"].as_bool().unwrap_or(false),
                text("WelcomeMessage"),
                Instant::parse(text("LastAccept")).unwrap_or(Instant::NEVER),
                row.to_string(),
            ),
        )?;
    }
    let members: Vec<Member> = serde_json::from_str(include_str!("../../seed/members.json"))?;
    let sql = "INSERT INTO topic_member (topic_id, associate_id, can_respond, notifications, listen, \
         manager) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for member in members {
        let has = |right: &str| member.rights.iter().any(|one| one == right);
        let rights = (
            has("respond"),
            has("notifications"),
            has("listen"),
            has("manager"),
        );
        let (respond, notifications, listen, manager) = rights;
        let ids = (member.topic_id, member.associate_id);
        connection.execute(sql, (ids.0, ids.1, respond, notifications, listen, manager))?;
    }
    Ok(())
}

fn chats(connection: &Connection) -> Result<(), Failure> {
    let entities: Vec<ChatSessionEntity> =
        serde_json::from_str(include_str!("../../seed/sessions.json"))?;
    for entity in entities {
        let id = entity.chat_session_id.unwrap_or(0);
        sessions::insert_as(connection, &row_of(entity, id)?)?;
    }
    let said: Vec<ChatMessage> = serde_json::from_str(include_str!("../../seed/messages.json"))?;
    for one in said {
        let posted = one
            .when_posted
            .and_then(|posted| Instant::parse(posted.as_str()));
        let row = MessageRow {
            id: one.chat_message_id.unwrap_or(0),
            session: one.chat_session_id.unwrap_or(0),
            kind: one.type_.unwrap_or_default(),
            message: one.message.unwrap_or_default(),
            author: one.author.unwrap_or_default(),
            read_by_customer: one.read_by_customer.unwrap_or(0),
            special_type: one.special_type.unwrap_or_default(),
            special_param: one.special_param.unwrap_or_default(),
            when_posted: posted.unwrap_or(Instant::NEVER),
        };
        messages::insert(connection, &row)?;
    }
    Ok(())
}
