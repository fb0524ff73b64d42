//! Chat sessions.

use super::rights::{Field, of_fields, of_table};
use super::{Beholder, associate, contact, person, project, sale, ticket};
use crate::storage::Failure;
use crate::storage::sessions::Session;
use chat_server_stub::types::{ChatSessionEntity, ChatSessionEntityWithLinks};

const FIELDS: &[Field] = &[Field::key("ChatSessionId"), Field::secret("SessionKey", 64)];

/// The two entities of a session have the same fields but for the links.
macro_rules! filled {
    ($type:ident, $session:ident, $beholder:ident) => {{
        let Session { row, .. } = $session;
        let Beholder { view, .. } = $beholder;
        macro_rules! one {
            ($name:ident) => {
                $session
                    .$name
                    .as_deref()
                    .map(|body| $name(body, $beholder))
                    .transpose()?
            };
        }
        let agent = |stored: &Option<String>| {
            stored
                .as_deref()
                .map(|body| associate(body, $beholder))
                .transpose()
        };
        let mut entity = $type::default();
        entity.chat_session_id = Some(row.id);
        entity.topic_id = Some(row.topic_id);
        entity.user = agent(&$session.user)?;
        entity.person = one!(person);
        entity.customer_alias = row.customer_alias.clone();
        entity.customer_host = row.customer_host.clone();
        entity.customer_name = row.customer_name.clone();
        entity.customer_email = row.customer_email.clone();
        entity.customer_phone = row.customer_phone.clone();
        entity.customer_consented = Some(row.customer_consented);
        entity.customer_company_name = row.customer_company_name.clone();
        entity.status = row.status.clone();
        entity.first_message = row.first_message.clone();
        entity.last_message = row.last_message.clone();
        entity.when_requested = view.moment(row.when_requested);
        entity.when_started = view.moment(row.when_started);
        entity.when_ended = view.moment(row.when_ended);
        entity.when_idle = view.moment(row.when_idle);
        entity.when_fetched = view.moment(row.when_fetched);
        entity.session_key = row.session_key.clone().filter(|_| !$beholder.is_reader());
        entity.initial_queue_pos = Some(row.initial_queue_pos);
        entity.alert_level = Some(row.alert_level);
        entity.rank = Some(row.rank);
        entity.flags = row.flags.clone();
        entity.contact = one!(contact);
        entity.project = one!(project);
        entity.sale = one!(sale);
        entity.ticket = one!(ticket);
        entity.transfer_to = agent(&$session.transfer_to)?;
        entity.chatbot_is_active = Some(row.chatbot_is_active);
        entity.rating = Some(row.rating);
        entity.table_right = Some(of_table($beholder));
        entity.field_properties = Some(of_fields($beholder, FIELDS));
        entity
    }};
}

/// A session as callers see it.
pub(crate) fn session(
    session: &Session,
    beholder: &Beholder,
) -> Result<ChatSessionEntity, Failure> {
    Ok(filled!(ChatSessionEntity, session, beholder))
}

/// The same with its addresses.
pub(crate) fn session_with_links(
    session: &Session,
    beholder: &Beholder,
) -> Result<ChatSessionEntityWithLinks, Failure> {
    let mut entity = filled!(ChatSessionEntityWithLinks, session, beholder);
    let base = format!("{}/api/v1/ChatSession", beholder.view.base_url);
    let own = ("Self".to_owned(), format!("{base}/{}", session.row.id));
    entity.links = Some([own, ("Archive".to_owned(), base)].into());
    Ok(entity)
}
