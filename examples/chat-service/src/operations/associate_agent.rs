//! The agent of associates.

use super::Service;
use crate::present;
use crate::storage::carriers::Carrier;
use chat_server_stub::associate_agent::{AssociateAgent, GetAssociateParameters};
use chat_server_stub::{Problem, Request, types};

impl AssociateAgent for Service {
    async fn get_associate(
        &self,
        request: Request<GetAssociateParameters>,
    ) -> Result<types::Associate, Problem> {
        let beholder = self.beholder(&request).await?;
        let id = request.parameters.associate_id;
        let stored = self.known_carrier(Carrier::Associate, id).await?;
        Ok(present::associate(&stored, &beholder)?)
    }
}
