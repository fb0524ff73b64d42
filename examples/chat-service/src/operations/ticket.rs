//! `Ticket`.

use super::Service;
use crate::present;
use crate::storage::carriers::Carrier;
use chat_server_stub::ticket::{IdParameter, SimpleAnswer, Ticket};
use chat_server_stub::{Problem, Request};

impl Ticket for Service {
    async fn simple(&self, request: Request<IdParameter>) -> Result<SimpleAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let stored = self.carrier(Carrier::Ticket, request.parameters.id).await?;
        Ok(match stored {
            Some(stored) => SimpleAnswer::Ok(present::ticket(&stored, &beholder)?),
            None => SimpleAnswer::NotFound,
        })
    }
}
