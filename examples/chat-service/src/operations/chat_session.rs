//! `ChatSession`.

use super::{Service, tell_changed};
use crate::chat::change::{self, Changed};
use crate::chat::{access, create, defaults, list, pick_up, remove, replace, say, transfer};
use crate::faults::{self, Fault};
use crate::present::{self, Beholder};
use crate::storage::sessions::{self, Session};
use axum::http::HeaderMap;
use chat_server_stub::chat_session::{
    ChatSession, ChatSessionIdParameter, GetAllParameters, GetAnswer, GetChatMessagesParameters,
    GetParameters, IdParameter, PatchAnswer, PutAnswer, SelectParameter, TransferParameters,
};
use chat_server_stub::types::{
    ChatMessage, ChatSessionEntity, ChatSessionEntityWithLinks, ODataSlimResponse,
};
use chat_server_stub::{PatchDocument, Problem, Request};
use serde_json::Value;

impl ChatSession for Service {
    async fn get_all(
        &self,
        request: Request<GetAllParameters>,
    ) -> Result<ODataSlimResponse, Problem> {
        let Beholder { caller, view } = self.beholder(&request).await?;
        let query = list::query(&request.parameters, view)?;
        let rows = self.read(&caller, move |connection, caller| {
            list::envelope(connection, caller, &request.parameters, &query)
        });
        // The type of a row has the columns of the sample; callers choose others.
        Err(Problem::value(rows.await?))
    }

    async fn post(
        &self,
        request: Request<SelectParameter, ChatSessionEntity>,
    ) -> Result<ChatSessionEntityWithLinks, Problem> {
        let beholder = self.beholder(&request).await?;
        let created = self.write(&beholder.caller, |connection, caller| {
            create::create(connection, caller, request.body)
        });
        let created = created.await?;
        tell_changed(&created, &request.reply);
        Ok(present::session_with_links(&created, &beholder)?)
    }

    async fn chat_sessions_for_user(
        &self,
        request: Request,
    ) -> Result<Vec<ChatSessionEntity>, Problem> {
        self.sessions_of(&self.beholder(&request).await?).await
    }

    async fn default(&self, request: Request) -> Result<ChatSessionEntity, Problem> {
        self.default_session(&self.beholder(&request).await?).await
    }

    async fn accept_transfer(
        &self,
        request: Request<ChatSessionIdParameter>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_session_id;
        self.accept(&beholder, id).await
    }

    async fn get_chat_messages(
        &self,
        request: Request<GetChatMessagesParameters>,
    ) -> Result<Vec<ChatMessage>, Problem> {
        let beholder = self.beholder(&request).await?;
        let GetChatMessagesParameters {
            chat_session_id,
            after,
            ..
        } = request.parameters;
        self.messages(&beholder, chat_session_id, after).await
    }

    async fn add_chat_message(
        &self,
        request: Request<ChatSessionIdParameter, ChatMessage>,
    ) -> Result<ChatMessage, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_session_id;
        self.say(&beholder, id, request.body).await
    }

    async fn pick_up(
        &self,
        request: Request<ChatSessionIdParameter>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_session_id;
        let picked = self.write(&beholder.caller, move |connection, caller| {
            pick_up::pick_up(connection, caller, id)
        });
        let Some(session) = picked.await? else {
            return Err(Problem::value(Value::Null));
        };
        Ok(present::session(&session, &beholder)?)
    }

    async fn reject_chat_session_transfer(
        &self,
        request: Request<ChatSessionIdParameter>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.chat_session_id;
        let rejected = self.write(&beholder.caller, move |connection, caller| {
            transfer::reject(connection, caller, id)
        });
        Ok(present::session(&rejected.await?, &beholder)?)
    }

    async fn transfer(
        &self,
        request: Request<TransferParameters>,
    ) -> Result<ChatSessionEntity, Problem> {
        let beholder = self.beholder(&request).await?;
        let TransferParameters {
            chat_session_id,
            to_associate,
            ..
        } = request.parameters;
        self.offer(&beholder, chat_session_id, to_associate).await
    }

    async fn get(&self, request: Request<GetParameters>) -> Result<GetAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.id;
        let found = self.read(&beholder.caller, move |connection, caller| {
            sessions::get(connection, caller.id, id)
        });
        let Some(session) = found.await? else {
            return Ok(GetAnswer::NotFound);
        };
        tell_changed(&session, &request.reply);
        let entity = present::session_with_links(&session, &beholder)?;
        if self.fault == Some(Fault::MissingProperty) {
            return Err(faults::without_property(&entity, "CustomerName"));
        }
        Ok(GetAnswer::Ok(entity))
    }

    async fn put(
        &self,
        request: Request<GetParameters, ChatSessionEntity>,
    ) -> Result<PutAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.id;
        let is_lost = self.fault == Some(Fault::LostWrite);
        let replaced = self.write(&beholder.caller, move |connection, caller| {
            if is_lost {
                return access::session(connection, caller, id);
            }
            replace::replace(connection, caller, id, request.body, &request.headers)
        });
        let replaced = replaced.await?;
        tell_changed(&replaced, &request.reply);
        Ok(PutAnswer::Ok(present::session_with_links(
            &replaced, &beholder,
        )?))
    }

    async fn delete(&self, request: Request<IdParameter>) -> Result<(), Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.id;
        self.remove(&beholder, id, request.headers).await
    }

    async fn patch(
        &self,
        request: Request<GetParameters, PatchDocument>,
    ) -> Result<PatchAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.id;
        let changed = self.write(&beholder.caller, move |connection, caller| {
            change::change(connection, caller, id, request.body, &request.headers)
        });
        Ok(match changed.await? {
            Changed::Conflict => PatchAnswer::Conflict,
            Changed::TooLate => PatchAnswer::PreconditionFailed,
            Changed::To(session) => {
                tell_changed(&session, &request.reply);
                PatchAnswer::Ok(present::session_with_links(&session, &beholder)?)
            }
        })
    }
}

/// What both ways to an operation share: that of the resource and that of the agent.
impl Service {
    pub(super) async fn sessions_of(
        &self,
        beholder: &Beholder,
    ) -> Result<Vec<ChatSessionEntity>, Problem> {
        let found = self.read(&beholder.caller, |connection, caller| {
            sessions::of_caller(connection, caller.id)
        });
        let found = found.await?;
        let shown: Result<_, _> = found
            .iter()
            .map(|one| present::session(one, beholder))
            .collect();
        Ok(shown?)
    }

    pub(super) async fn default_session(
        &self,
        beholder: &Beholder,
    ) -> Result<ChatSessionEntity, Problem> {
        let row = self.read(&beholder.caller, defaults::row).await?;
        let session = Session {
            row,
            ..Session::default()
        };
        Ok(present::session(&session, beholder)?)
    }

    pub(super) async fn accept(
        &self,
        beholder: &Beholder,
        id: i32,
    ) -> Result<ChatSessionEntity, Problem> {
        let accepted = self.write(&beholder.caller, move |connection, caller| {
            transfer::accept(connection, caller, id)
        });
        Ok(present::session(&accepted.await?, beholder)?)
    }

    pub(super) async fn offer(
        &self,
        beholder: &Beholder,
        id: i32,
        to: String,
    ) -> Result<ChatSessionEntity, Problem> {
        let offered = self.write(&beholder.caller, move |connection, caller| {
            transfer::offer(connection, caller, id, &to)
        });
        Ok(present::session(&offered.await?, beholder)?)
    }

    pub(super) async fn messages(
        &self,
        beholder: &Beholder,
        session: i32,
        after: Option<i32>,
    ) -> Result<Vec<ChatMessage>, Problem> {
        let said = self.read(&beholder.caller, move |connection, caller| {
            say::said(connection, caller, session, after.unwrap_or(0))
        });
        let said = said.await?.into_iter();
        Ok(said
            .map(|one| present::message(one, &beholder.view))
            .collect())
    }

    pub(super) async fn say(
        &self,
        beholder: &Beholder,
        session: i32,
        message: ChatMessage,
    ) -> Result<ChatMessage, Problem> {
        let said = self.write(&beholder.caller, move |connection, caller| {
            say::say(connection, caller, session, message)
        });
        Ok(present::message(said.await?, &beholder.view))
    }

    pub(super) async fn remove(
        &self,
        beholder: &Beholder,
        id: i32,
        headers: HeaderMap,
    ) -> Result<(), Problem> {
        let removed = self.write(&beholder.caller, move |connection, caller| {
            remove::remove(connection, caller, id, &headers)
        });
        removed.await
    }
}
