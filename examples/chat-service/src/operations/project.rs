//! `Project`.

use super::Service;
use crate::present;
use crate::storage::carriers::Carrier;
use chat_server_stub::project::{IdParameter, Project, SimpleAnswer};
use chat_server_stub::{Problem, Request};

impl Project for Service {
    async fn simple(&self, request: Request<IdParameter>) -> Result<SimpleAnswer, Problem> {
        let beholder = self.beholder(&request).await?;
        let stored = self
            .carrier(Carrier::Project, request.parameters.id)
            .await?;
        Ok(match stored {
            Some(stored) => SimpleAnswer::Ok(present::project(&stored, &beholder)?),
            None => SimpleAnswer::NotFound,
        })
    }
}
