//! The agent of chats: the same as the resources, by other paths.

use super::Service;
use crate::chat::access;
use crate::present;
use axum::http::StatusCode;
use chat_server_stub::chat_agent::{
    ChatAgent, ChatSessionEntityIdParameter, GetChatSessionEntityParameters,
    GetChatTopicEntityParameters, SelectParameter,
};
use chat_server_stub::types::{
    AcceptChatSessionTransferRequest, AddChatMessageRequest, ChatMessage, ChatSessionEntity,
    ChatTopicEntity, GetChatMessagesRequest, TransferChatSessionRequest,
};
use chat_server_stub::{Problem, Request};

impl ChatAgent for Service {
    async fn accept_chat_session_transfer(
        &self,
        request: Request<SelectParameter, AcceptChatSessionTransferRequest>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = needed("ChatSessionId", request.body.chat_session_id)?;
        self.accept(&beholder, id).await
    }

    async fn add_chat_message(
        &self,
        request: Request<SelectParameter, AddChatMessageRequest>,
    ) -> Result<ChatMessage, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = needed("ChatSessionId", request.body.chat_session_id)?;
        let message = needed("Message", request.body.message)?;
        self.say(&beholder, id, message).await
    }

    async fn chat_sessions_for_user(
        &self,
        request: Request<SelectParameter>,
    ) -> Result<Vec<ChatSessionEntity>, Problem> {
        self.sessions_of(&self.beholder(&request).await?).await
    }

    async fn create_default_chat_session_entity(
        &self,
        request: Request,
    ) -> Result<ChatSessionEntity, Problem> {
        self.default_session(&self.beholder(&request).await?).await
    }

    async fn delete_chat_session_entity(
        &self,
        request: Request<ChatSessionEntityIdParameter>,
    ) -> Result<(), Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_session_entity_id;
        self.remove(&beholder, id, request.headers).await
    }

    async fn get_chat_messages(
        &self,
        request: Request<SelectParameter, GetChatMessagesRequest>,
    ) -> Result<Vec<ChatMessage>, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = needed("ChatSessionId", request.body.chat_session_id)?;
        self.messages(&beholder, id, request.body.after).await
    }

    async fn get_chat_session_entity(
        &self,
        request: Request<GetChatSessionEntityParameters>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_session_entity_id;
        let found = self.read(&beholder.caller, move |connection, caller| {
            access::session(connection, caller, id)
        });
        Ok(present::session(&found.await?, &beholder)?)
    }

    async fn get_chat_topic_entity(
        &self,
        request: Request<GetChatTopicEntityParameters>,
    ) -> Result<ChatTopicEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_topic_entity_id;
        let found = self.read(&beholder.caller, move |connection, caller| {
            access::topic(connection, caller, id)
        });
        Ok(present::topic(&found.await?, &beholder)?)
    }

    async fn transfer_chat_session(
        &self,
        request: Request<SelectParameter, TransferChatSessionRequest>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = needed("ChatSessionId", request.body.chat_session_id)?;
        let to = needed("ToAssociate", request.body.to_associate)?;
        self.offer(&beholder, id, to).await
    }
}

/// A member of a body without which nothing can be done.
fn needed<T>(name: &str, value: Option<T>) -> Result<T, Problem> {
    value.ok_or_else(|| {
        let detail = format!("`{name}` is missing");
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail).with("pointer", format!("/{name}"))
    })
}
