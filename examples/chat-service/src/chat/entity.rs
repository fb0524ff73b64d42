//! From a session as callers send it to one that is stored.

use super::status;
use crate::storage::carriers::{self, Carrier};
use crate::storage::sessions::SessionRow;
use crate::storage::{Failure, Instant, topics};
use axum::http::StatusCode;
use chat_server_stub::types::ChatSessionEntity;
use chat_server_stub::{DateTime, Problem};
use rusqlite::Connection;

/// The longest text of a field that people type a line into, in characters.
const LINE: usize = 255;
/// The longest text of a message, in characters.
pub(super) const MESSAGE: usize = 10_000;

/// What is stored of a session. Of what it refers to only the keys count; what is absent gets the
/// value that stands for nothing.
pub(crate) fn row_of(entity: ChatSessionEntity, id: i32) -> Result<SessionRow, Failure> {
    let line = |name: &str, value: Option<String>| text(name, value, LINE);
    Ok(SessionRow {
        id,
        topic_id: entity.topic_id.unwrap_or(0),
        user_id: key(entity.user.and_then(|one| one.associate_id)),
        person_id: key(entity.person.and_then(|one| one.person_id)),
        customer_alias: line("CustomerAlias", entity.customer_alias)?,
        customer_host: line("CustomerHost", entity.customer_host)?,
        customer_name: line("CustomerName", entity.customer_name)?,
        customer_email: line("CustomerEmail", entity.customer_email)?,
        customer_phone: line("CustomerPhone", entity.customer_phone)?,
        customer_consented: entity.customer_consented.unwrap_or(false),
        customer_company_name: line("CustomerCompanyName", entity.customer_company_name)?,
        status: line("Status", entity.status)?,
        first_message: text("FirstMessage", entity.first_message, MESSAGE)?,
        last_message: text("LastMessage", entity.last_message, MESSAGE)?,
        when_requested: moment("WhenRequested", entity.when_requested)?,
        when_started: moment("WhenStarted", entity.when_started)?,
        when_ended: moment("WhenEnded", entity.when_ended)?,
        when_idle: moment("WhenIdle", entity.when_idle)?,
        when_fetched: moment("WhenFetched", entity.when_fetched)?,
        session_key: line("SessionKey", entity.session_key)?,
        initial_queue_pos: entity.initial_queue_pos.unwrap_or(0),
        alert_level: entity.alert_level.unwrap_or(0),
        rank: entity.rank.unwrap_or(0),
        flags: line("Flags", entity.flags)?,
        contact_id: key(entity.contact.and_then(|one| one.contact_id)),
        project_id: key(entity.project.and_then(|one| one.project_id)),
        sale_id: key(entity.sale.and_then(|one| one.sale_id)),
        ticket_id: key(entity.ticket.and_then(|one| one.ticket_id)),
        transfer_to_id: key(entity.transfer_to.and_then(|one| one.associate_id)),
        chatbot_is_active: entity.chatbot_is_active.unwrap_or(false),
        rating: entity.rating.unwrap_or(0),
        changed: Instant::NEVER,
    })
}

/// 422 where a session refers to what is not there.
pub(crate) fn check_references(connection: &Connection, row: &SessionRow) -> Result<(), Failure> {
    for (pointer, carrier, id) in [
        ("/User/AssociateId", Carrier::Associate, row.user_id),
        ("/Person/PersonId", Carrier::Person, row.person_id),
        ("/Contact/ContactId", Carrier::Contact, row.contact_id),
        ("/Project/ProjectId", Carrier::Project, row.project_id),
        ("/Sale/SaleId", Carrier::Sale, row.sale_id),
        ("/Ticket/TicketId", Carrier::Ticket, row.ticket_id),
        (
            "/TransferTo/AssociateId",
            Carrier::Associate,
            row.transfer_to_id,
        ),
    ] {
        let Some(id) = id else { continue };
        if carriers::get(connection, carrier, id)?.is_none() {
            let detail = format!("there is no {} with this key", carrier.name());
            return Err(unfit(pointer, detail));
        }
    }
    Ok(())
}

/// 422 where a session would be at a stage that there is not.
pub(super) fn check_status(row: &SessionRow) -> Result<(), Failure> {
    match row.status.as_deref() {
        Some(word) if !status::ALL.contains(&word) => {
            let detail = format!("`Status` must be one of {}", status::ALL.join(", "));
            Err(unfit("/Status", detail))
        }
        _ => Ok(()),
    }
}

/// 422 where an open chat, in place of `old`, goes to an agent who cannot respond on its topic.
pub(super) fn check_agents(
    connection: &Connection,
    row: &SessionRow,
    old: &SessionRow,
) -> Result<(), Failure> {
    let is_closed = |row: &SessionRow| row.status.as_deref() == Some(status::CLOSED);
    if is_closed(row) {
        return Ok(());
    }
    for (pointer, new, old_agent) in [
        ("/User/AssociateId", row.user_id, old.user_id),
        (
            "/TransferTo/AssociateId",
            row.transfer_to_id,
            old.transfer_to_id,
        ),
    ] {
        let Some(agent) = new.filter(|_| new != old_agent || is_closed(old)) else {
            continue;
        };
        if !topics::membership(connection, row.topic_id, agent)?.can_respond {
            let detail = "this associate cannot respond on the topic";
            return Err(unfit(pointer, detail.to_owned()));
        }
    }
    Ok(())
}

/// A key; 0 stands for none.
fn key(id: Option<i32>) -> Option<i32> {
    id.filter(|id| *id != 0)
}

pub(super) fn text(
    name: &str,
    value: Option<String>,
    most: usize,
) -> Result<Option<String>, Failure> {
    let is_long = |text: &String| text.len() > most && text.chars().count() > most;
    if value.as_ref().is_some_and(is_long) {
        let detail = format!("`{name}` may have {most} characters");
        return Err(unfit(&format!("/{name}"), detail));
    }
    Ok(value)
}

pub(super) fn moment(name: &str, value: Option<DateTime>) -> Result<Instant, Failure> {
    let Some(text) = value else {
        return Ok(Instant::NEVER);
    };
    Instant::parse(text.as_str()).ok_or_else(|| {
        let detail = format!("`{name}` must be a date and time such as `2024-05-01T12:00:00Z`");
        unfit(&format!("/{name}"), detail)
    })
}

fn unfit(pointer: &str, detail: String) -> Failure {
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail);
    Failure::Refused(problem.with("pointer", pointer))
}
