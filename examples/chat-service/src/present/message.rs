//! Messages of a chat session.

use crate::headers::View;
use crate::storage::messages::MessageRow;
use chat_server_stub::types::ChatMessage;

/// A message as callers see it.
pub(crate) fn message(row: MessageRow, view: &View) -> ChatMessage {
    let mut message = ChatMessage::default();
    message.chat_message_id = Some(row.id);
    message.chat_session_id = Some(row.session);
    message.type_ = Some(row.kind);
    message.message = Some(row.message);
    message.author = Some(row.author);
    message.read_by_customer = Some(row.read_by_customer);
    message.special_type = Some(row.special_type);
    message.special_param = Some(row.special_param);
    message.when_posted = view.moment(row.when_posted);
    message
}
