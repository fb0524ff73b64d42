//! `Person` and its agent.

use super::Service;
use crate::present;
use crate::storage::carriers::Carrier;
use chat_server_stub::person::{IdParameter, Person, SimpleAnswer};
use chat_server_stub::person_agent::{GetPersonParameters, PersonAgent};
use chat_server_stub::{Problem, Request, types};

impl Person for Service {
    async fn simple(&self, request: Request<IdParameter>) -> Result<SimpleAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let stored = self.carrier(Carrier::Person, request.parameters.id).await?;
        Ok(match stored {
            Some(stored) => SimpleAnswer::Ok(present::person(&stored, &beholder)?),
            None => SimpleAnswer::NotFound,
        })
    }
}

impl PersonAgent for Service {
    async fn get_person(
        &self,
        request: Request<GetPersonParameters>,
    ) -> Result<types::Person, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.person_id;
        let stored = self.known_carrier(Carrier::Person, id).await?;
        Ok(present::person(&stored, &beholder)?)
    }
}
