//! `Contact` and its agent.

use super::Service;
use crate::present;
use crate::storage::carriers::Carrier;
use chat_server_stub::contact::{Contact, IdParameter, SimpleAnswer};
use chat_server_stub::contact_agent::{ContactAgent, GetContactParameters};
use chat_server_stub::{Problem, Request, types};

impl Contact for Service {
    async fn simple(&self, request: Request<IdParameter>) -> Result<SimpleAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let stored = self
            .carrier(Carrier::Contact, request.parameters.id)
            .await?;
        Ok(match stored {
            Some(stored) => SimpleAnswer::Ok(present::contact(&stored, &beholder)?),
            None => SimpleAnswer::NotFound,
        })
    }
}

impl ContactAgent for Service {
    async fn get_contact(
        &self,
        request: Request<GetContactParameters>,
    ) -> Result<types::Contact, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.contact_id;
        let stored = self.known_carrier(Carrier::Contact, id).await?;
        Ok(present::contact(&stored, &beholder)?)
    }
}
