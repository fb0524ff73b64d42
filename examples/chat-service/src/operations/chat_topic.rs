//! `ChatTopic`.

use super::Service;
use crate::chat::{access, create, opening};
use crate::present;
use crate::storage::{Instant, topics};
use chat_server_stub::chat_topic::{ChatTopic, ChatTopicIdParameter, GetAnswer, GetParameters};
use chat_server_stub::types::{ChatSessionEntity, ChatTopicEntity};
use chat_server_stub::{Problem, Request};

impl ChatTopic for Service {
    async fn chat_topics_for_user(
        &self,
        request: Request,
    ) -> Result<Vec<ChatTopicEntity>, Problem> {
        let beholder = self.beholder(&request).await?;
        let found = self.read(&beholder.caller, |connection, caller| {
            topics::of_caller(connection, caller.id)
        });
        let shown = found.await?;
        let shown: Result<_, _> = shown
            .iter()
            .map(|one| present::topic(one, &beholder))
            .collect();
        Ok(shown?)
    }

    async fn is_within_opening_hours(
        &self,
        request: Request<ChatTopicIdParameter>,
    ) -> Result<bool, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_topic_id;
        let found = self.read(&beholder.caller, move |connection, caller| {
            opening::is_open(&access::topic(connection, caller, id)?, Instant::now())
        });
        found.await
    }

    async fn create_chat_session_for_topic(
        &self,
        request: Request<ChatTopicIdParameter>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_topic_id;
        let created = self.write(&beholder.caller, move |connection, caller| {
            create::on_topic(connection, caller, id)
        });
        Ok(present::session(&created.await?, &beholder)?)
    }

    async fn get(&self, request: Request<GetParameters>) -> Result<GetAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.id;
        let found = self.read(&beholder.caller, move |connection, caller| {
            topics::get(connection, caller.id, id)
        });
        Ok(match found.await? {
            Some(topic) => GetAnswer::Ok(present::topic_with_links(&topic, &beholder)?),
            None => GetAnswer::NotFound,
        })
    }
}
