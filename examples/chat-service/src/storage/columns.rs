//! The columns of the list of chat sessions: what callers may select, filter and sort by.

use super::Instant;
use crate::filter::{Bound, Column, Condition, Kind};
use crate::headers::View;
use rusqlite::{Row, ToSql};
use serde_json::Value;

const fn column(name: &'static str, sql: &'static str, kind: Kind) -> Column {
    Column { name, sql, kind }
}

/// All columns; the first two come where none are selected.
pub(crate) const COLUMNS: &[Column] = &[
    column("chatSessionId", "s.id", Kind::Number),
    column("customerName", "s.customer_name", Kind::Text),
    column("alertLevel", "s.alert_level", Kind::Number),
    column("chatbotIsActive", "s.chatbot_is_active", Kind::Boolean),
    column("contact/contactId", "s.contact_id", Kind::Number),
    column("customerAlias", "s.customer_alias", Kind::Text),
    column("customerCompanyName", "s.customer_company_name", Kind::Text),
    column("customerConsented", "s.customer_consented", Kind::Boolean),
    column("customerEmail", "s.customer_email", Kind::Text),
    column("customerHost", "s.customer_host", Kind::Text),
    column("customerPhone", "s.customer_phone", Kind::Text),
    column("firstMessage", "s.first_message", Kind::Text),
    column("flags", "s.flags", Kind::Text),
    column("initialQueuePos", "s.initial_queue_pos", Kind::Number),
    column("lastMessage", "s.last_message", Kind::Text),
    column("person/personId", "s.person_id", Kind::Number),
    column("project/projectId", "s.project_id", Kind::Number),
    column("rank", "s.rank", Kind::Number),
    column("rating", "s.rating", Kind::Number),
    column("sale/saleId", "s.sale_id", Kind::Number),
    column("status", "s.status", Kind::Text),
    column("ticket/ticketId", "s.ticket_id", Kind::Number),
    column("topicId", "s.topic_id", Kind::Number),
    column("transferTo/associateId", "s.transfer_to_id", Kind::Number),
    column("user/associateId", "s.user_id", Kind::Number),
    column("user/fullName", "u.full_name", Kind::Text),
    column("whenEnded", "s.when_ended", Kind::DateTime),
    column("whenFetched", "s.when_fetched", Kind::DateTime),
    column("whenIdle", "s.when_idle", Kind::DateTime),
    column("whenRequested", "s.when_requested", Kind::DateTime),
    column("whenStarted", "s.when_started", Kind::DateTime),
];

/// How many come where none are selected.
pub(crate) const USUAL: usize = 2;

/// What is listed.
#[derive(Clone, Debug)]
pub(crate) struct ListQuery {
    pub(crate) columns: Vec<Column>,
    pub(crate) filter: Option<Condition>,
    /// What stands behind ORDER BY.
    pub(crate) order: String,
    pub(crate) top: i32,
    pub(crate) skip: i32,
    pub(crate) view: View,
}

impl ListQuery {
    /// A value of a row as callers see it.
    pub(super) fn value(
        &self,
        row: &Row<'_>,
        at: usize,
        column: &Column,
    ) -> rusqlite::Result<Value> {
        Ok(match column.kind {
            Kind::Boolean => row.get::<_, Option<bool>>(at)?.into(),
            Kind::DateTime => {
                let moment = row.get::<_, Option<Instant>>(at)?;
                moment.map(|one| self.view.date_time(one)).into()
            }
            Kind::Number => row.get::<_, Option<i64>>(at)?.into(),
            Kind::Text => row.get::<_, Option<String>>(at)?.into(),
        })
    }
}

/// A value of a filter as the columns hold it.
pub(super) fn to_sql(bound: &Bound) -> Box<dyn ToSql> {
    match bound {
        Bound::Boolean(value) => Box::new(*value),
        Bound::Integer(value) => Box::new(*value),
        Bound::Moment(value) => Box::new(Instant::from(*value)),
        Bound::Number(value) => Box::new(*value),
        Bound::Text(value) => Box::new(value.clone()),
    }
}
