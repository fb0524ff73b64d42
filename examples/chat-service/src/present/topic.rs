//! Chat topics.

use super::Beholder;
use super::rights::{Field, of_fields, of_table};
use crate::storage::Failure;
use crate::storage::topics::Topic;
use chat_server_stub::types::{ChatTopicEntity, ChatTopicEntityWithLinks};
use serde_json::{Value, json};

const FIELDS: &[Field] = &[Field::key("ChatTopicId")];

/// A topic as callers see it.
pub(crate) fn topic(topic: &Topic, beholder: &Beholder) -> Result<ChatTopicEntity, Failure> {
    let mut entity: ChatTopicEntity = serde_json::from_value(value(topic, beholder)?)?;
    entity.table_right = Some(of_table(beholder));
    entity.field_properties = Some(of_fields(beholder, FIELDS));
    Ok(entity)
}

/// The same with its addresses.
pub(crate) fn topic_with_links(
    topic: &Topic,
    beholder: &Beholder,
) -> Result<ChatTopicEntityWithLinks, Failure> {
    let mut value = value(topic, beholder)?;
    let base = format!("{}/api/v1/ChatTopic", beholder.view.base_url);
    value["_Links"] = json!({"Self": format!("{base}/{}", topic.id), "Archive": base});
    let mut entity: ChatTopicEntityWithLinks = serde_json::from_value(value)?;
    entity.table_right = Some(of_table(beholder));
    entity.field_properties = Some(of_fields(beholder, FIELDS));
    Ok(entity)
}

fn value(topic: &Topic, beholder: &Beholder) -> Result<Value, Failure> {
    let mut value: Value = serde_json::from_str(&topic.body)?;
    beholder.view.localise(&mut value);
    value["LastAccept"] = beholder.view.date_time(topic.last_accept).into();
    Ok(value)
}
